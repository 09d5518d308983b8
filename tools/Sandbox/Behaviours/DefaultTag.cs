// The tag of an instance that was given none.
namespace InfoBip.Sandbox.Behaviours;

/// <summary>When an instance gets its name as a tag.</summary>
internal enum DefaultTagWhen
{
    Off,
    Absent,
    AbsentOrEmpty,
}

/// <summary>Gives a new instance its name as a tag.</summary>
internal static class DefaultTag
{
    public static readonly BehaviourSwitch<DefaultTagWhen> When = Switches.OneOf<DefaultTagWhen>(
        "default-tag", "whether a create without tags, or with an empty list too, makes an instance with its name as a tag");

    /// <summary>The tags of a new instance.</summary>
    public static IReadOnlyList<string> Tags(IReadOnlyList<string>? given, string name, SandboxOptions options) => (options.Behaviours.Get(When), given) switch
    {
        (DefaultTagWhen.Absent or DefaultTagWhen.AbsentOrEmpty, null) => [name],
        (DefaultTagWhen.AbsentOrEmpty, []) => [name],
        _ => given ?? [],
    };
}
