// An instance in a list.
using System.Collections.Immutable;

namespace Pulumi.InfoBip.Outputs;

#pragma warning disable CA1051 // Output types of every Pulumi SDK have fields.
#pragma warning disable IDE0051 // The constructor is found by its attribute.

/// <summary>
/// An instance of the InfoBip connector in a list. It has no token: read the instance with the resource's <c>get</c> and use its
/// <c>token</c> output.
/// </summary>
[OutputType]
public sealed class InstanceSummary
{
    /// <summary>The instance's id, as <c>pulumi import</c> takes it.</summary>
    public readonly string Id;

    /// <summary>The instance's name. Names need not be unique.</summary>
    public readonly string Name;

    /// <summary>The instance's tags.</summary>
    public readonly ImmutableArray<string> Tags;

    /// <summary>Whether the instance is enabled.</summary>
    public readonly bool Enabled;

    /// <summary>Whether the credentials were accepted.</summary>
    public readonly bool Valid;

    /// <summary>Creation time (ISO 8601), if the service reports it.</summary>
    public readonly string? CreatedDate;

    /// <summary>Pulumi fills the fields through this constructor; its parameters have the names of the schema.</summary>
    [OutputConstructor]
    private InstanceSummary(
        string id,
        string name,
        ImmutableArray<string> tags,
        bool enabled,
        bool valid,
        string? createdDate)
    {
        Id = id;
        Name = name;
        Tags = tags;
        Enabled = enabled;
        Valid = valid;
        CreatedDate = createdDate;
    }
}
