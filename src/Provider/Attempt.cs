// What a call is made for, which decides what its failure asks of the user.
namespace InfoBip.Provider;

/// <summary>What the engine asked for.</summary>
internal enum Purpose
{
    /// <summary>A create.</summary>
    Create,

    /// <summary>A diff, or a preview.</summary>
    Compare,

    /// <summary>An update.</summary>
    Update,

    /// <summary>A refresh or an import.</summary>
    Read,

    /// <summary>A delete.</summary>
    Delete,

    /// <summary>A function, or a list.</summary>
    LookUp,
}

/// <summary>What is being done, as the beginning of a message: <c>updating InfoBip instance 12</c>.</summary>
internal sealed record Attempt(Purpose Purpose, string What)
{
    /// <summary>A deployment, which runs again after the user corrected something; the others are commands of their own.</summary>
    public bool IsDeployment => Purpose is Purpose.Create or Purpose.Compare or Purpose.Update;

    public static Attempt Creating(string? name) => new(Purpose.Create, $"creating InfoBip instance '{name}'");

    public static Attempt Comparing(string id) => new(Purpose.Compare, $"comparing InfoBip instance {id}");

    public static Attempt Updating(string id) => new(Purpose.Update, $"updating InfoBip instance {id}");

    public static Attempt Reading(string id) => new(Purpose.Read, $"reading InfoBip instance {id}");

    public static Attempt Deleting(string id) => new(Purpose.Delete, $"deleting InfoBip instance {id}");

    public static Attempt Listing() => new(Purpose.LookUp, "listing InfoBip instances");

    public override string ToString() => What;
}
