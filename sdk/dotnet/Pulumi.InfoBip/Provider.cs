// An explicit provider: a resource of the program, with settings of its own.
namespace Pulumi.InfoBip;

/// <summary>
/// The settings of the infobip provider. They can also be in the configuration of the stack (<c>pulumi config set infobip:…</c>) or in the
/// environment. Explicit values take precedence over environment variables.
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

    /// <summary>The name that the service uses for a connector, if it is set.</summary>
    [Output("apiDialect")]
    public Output<string?> ApiDialect { get; private set; } = null!;

    /// <summary>The address of the service, if it is set.</summary>
    [Output("baseUrl")]
    public Output<string?> BaseUrl { get; private set; } = null!;

    /// <summary>Declares a provider, which resources name in their option <c>Provider</c>.</summary>
    /// <param name="name">The name of the provider in the program.</param>
    /// <param name="args">The settings.</param>
    /// <param name="options">The resource options.</param>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("infobip", name, args ?? new ProviderArgs(), MakeResourceOptions(options, ""))
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
