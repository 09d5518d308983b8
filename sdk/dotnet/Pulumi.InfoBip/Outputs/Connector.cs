// What the service tells about the connector that an instance is of.
namespace Pulumi.InfoBip.Outputs;

#pragma warning disable CA1051 // Output types of Pulumi's SDKs are fields; users of other providers know them so.
#pragma warning disable IDE0051 // The constructor is found by its attribute.

/// <summary>The connector that an instance is of, as the service describes it.</summary>
[OutputType]
public sealed class Connector
{
    /// <summary>The service's number of the connector.</summary>
    public readonly int? Id;

    /// <summary>The connector's key: <c>infobip</c>.</summary>
    public readonly string? Key;

    /// <summary>The connector's name.</summary>
    public readonly string? Name;

    /// <summary>What the connector is for.</summary>
    public readonly string? Description;

    /// <summary>The path of the connector's picture.</summary>
    public readonly string? Image;

    /// <summary>Whether the connector is in use.</summary>
    public readonly bool? Active;

    /// <summary>Whether the connector was removed.</summary>
    public readonly bool? Deleted;

    /// <summary>Whether the connector signs in by OAuth.</summary>
    public readonly bool? TypeOauth;

    /// <summary>Whether the vendor offers trial accounts.</summary>
    public readonly bool? TrialAccount;

    /// <summary>How to get what the configuration needs, as HTML.</summary>
    public readonly string? ConfigDescription;

    /// <summary>Where to sign up with the vendor.</summary>
    public readonly string? SignupUrl;

    /// <summary>The SDK reads an answer through this constructor, whose parameters have the names on the wire.</summary>
    [OutputConstructor]
    private Connector(
        int? id,
        string? key,
        string? name,
        string? description,
        string? image,
        bool? active,
        bool? deleted,
        bool? typeOauth,
        bool? trialAccount,
        string? configDescription,
        string? signupUrl)
    {
        Id = id;
        Key = key;
        Name = name;
        Description = description;
        Image = image;
        Active = active;
        Deleted = deleted;
        TypeOauth = typeOauth;
        TrialAccount = trialAccount;
        ConfigDescription = configDescription;
        SignupUrl = signupUrl;
    }
}
