// What a list says of one instance.
using System.Collections.Immutable;

namespace Pulumi.InfoBip.Outputs;

#pragma warning disable CA1051 // Output types of Pulumi's SDKs are fields; users of other providers know them so.
#pragma warning disable IDE0051 // The constructor is found by its attribute.

/// <summary>An instance of the InfoBip connector in a list. Its token is not here: <see cref="GetInfoBipInstance"/> gives it.</summary>
[OutputType]
public sealed class InstanceSummary
{
    /// <summary>The instance's id: what <c>pulumi import</c> takes.</summary>
    public readonly string Id;

    /// <summary>The instance's name. Names may repeat.</summary>
    public readonly string Name;

    /// <summary>The instance's tags.</summary>
    public readonly ImmutableArray<string> Tags;

    /// <summary>Whether the connector accepted the credentials.</summary>
    public readonly bool Valid;

    /// <summary>Whether the instance is switched off.</summary>
    public readonly bool Disabled;

    /// <summary>When the instance was made (ISO 8601), where the service tells it.</summary>
    public readonly string? CreatedDate;

    /// <summary>The SDK reads an answer through this constructor, whose parameters have the names on the wire.</summary>
    [OutputConstructor]
    private InstanceSummary(
        string id,
        string name,
        ImmutableArray<string> tags,
        bool valid,
        bool disabled,
        string? createdDate)
    {
        Id = id;
        Name = name;
        Tags = tags;
        Valid = valid;
        Disabled = disabled;
        CreatedDate = createdDate;
    }
}
