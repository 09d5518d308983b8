// The connector of an instance.
namespace Pulumi.InfoBip.Outputs;

#pragma warning disable CA1051 // Output types of every Pulumi SDK have fields.
#pragma warning disable IDE0051 // The constructor is found by its attribute.

/// <summary>Details of the connector, as reported by the service.</summary>
[OutputType]
public sealed class Connector
{
    /// <summary>The connector's id at the service.</summary>
    public readonly int? Id;

    /// <summary>The connector's key: <c>infobip</c>.</summary>
    public readonly string? Key;

    /// <summary>The connector's name.</summary>
    public readonly string? Name;

    /// <summary>Pulumi fills the fields through this constructor; its parameters have the names of the schema.</summary>
    [OutputConstructor]
    private Connector(
        int? id,
        string? key,
        string? name)
    {
        Id = id;
        Key = key;
        Name = name;
    }
}
