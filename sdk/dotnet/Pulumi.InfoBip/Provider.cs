// The provider as a resource of a program: its settings in place of the stack's configuration.
namespace Pulumi.InfoBip;

/// <summary>
/// The settings of the infobip provider. In place of an explicit provider, a stack's configuration (<c>pulumi config set infobip:…</c>) or
/// the environment can hold them; an explicit value wins over the environment.
/// </summary>
[InfoBipResourceType("pulumi:providers:infobip")]
public partial class Provider : ProviderResource
{
    /// <summary>The user secret of your account with the service.</summary>
    [Output("userSecret")]
    public Output<string?> UserSecret { get; private set; } = null!;

    /// <summary>The organization secret of your account with the service.</summary>
    [Output("organizationSecret")]
    public Output<string?> OrganizationSecret { get; private set; } = null!;

    /// <summary>The word that the service uses for a connector, where it is set.</summary>
    [Output("apiDialect")]
    public Output<string?> ApiDialect { get; private set; } = null!;

    /// <summary>The address of the service, where it is set.</summary>
    [Output("baseUrl")]
    public Output<string?> BaseUrl { get; private set; } = null!;

    /// <summary>Creates a provider, to be given to resources by their option <c>Provider</c>.</summary>
    /// <param name="name">The name of the provider in the program.</param>
    /// <param name="args">The settings.</param>
    /// <param name="options">What the engine is told about the provider.</param>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("infobip", name, args ?? ProviderArgs.Empty, MakeResourceOptions(options, ""))
    {
    }

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var defaults = new CustomResourceOptions
        {
            Version = Utilities.Version,
            PluginDownloadURL = Utilities.PluginDownloadUrl,
            AdditionalSecretOutputs = { "userSecret", "organizationSecret" },
        };
        var merged = CustomResourceOptions.Merge(defaults, options);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}
