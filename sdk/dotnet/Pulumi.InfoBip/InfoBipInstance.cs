// An instance of the InfoBip connector as a resource of a program.
using System.Collections.Immutable;

namespace Pulumi.InfoBip;

/// <summary>
/// An instance of the InfoBip connector. Its <c>token</c> output is a secret: every call on behalf of the instance needs it.
/// </summary>
/// <remarks>
/// <para>
/// All changes are made in place; the id stays. The API never returns the password, so Pulumi cannot detect that it was changed elsewhere.
/// </para>
/// <example>
/// An instance and its token. The alias leaves the name <c>Config</c> to <c>Pulumi.Config</c>; this namespace has a class of that name too.
/// <code>
/// using System.Collections.Generic;
/// using Pulumi;
/// using InfoBip = Pulumi.InfoBip;
///
/// return await Deployment.RunAsync(() =&gt;
/// {
///     var config = new Config();
///     var sms = new InfoBip.InfoBipInstance("sms", new InfoBip.InfoBipInstanceArgs
///     {
///         Sender = "+17777777777",
///         Username = config.Require("infobipUsername"),
///         Password = config.RequireSecret("infobipPassword"),
///         CallbackUrl = "https://www.example.com/auth",
///         Tags = { "production" },
///     });
///
///     return new Dictionary&lt;string, object?&gt;
///     {
///         ["instanceId"] = sms.Id,
///         ["token"] = sms.Token,
///     };
/// });
/// </code>
/// </example>
/// <para>
/// An instance is imported by its id, a decimal number. The API does not return the password: add it to the program afterwards, or leave
/// it out.
/// <c>pulumi import infobip:index:InfoBipInstance sms 12</c>
/// </para>
/// </remarks>
[InfoBipResourceType("infobip:index:InfoBipInstance")]
public partial class InfoBipInstance : CustomResource
{
    /// <summary>The sender of the messages.</summary>
    [Output("sender")]
    public Output<string> Sender { get; private set; } = null!;

    /// <summary>The user name of the InfoBip account.</summary>
    [Output("username")]
    public Output<string> Username { get; private set; } = null!;

    /// <summary>The password of the InfoBip account. Absent after an import, until the program sets it.</summary>
    [Output("password")]
    public Output<string?> Password { get; private set; } = null!;

    /// <summary>The URL to which InfoBip reports the status of messages.</summary>
    [Output("callbackUrl")]
    public Output<string> CallbackUrl { get; private set; } = null!;

    /// <summary>The instance's name as the service stores it.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>The instance's tags.</summary>
    [Output("tags")]
    public Output<ImmutableArray<string>> Tags { get; private set; } = null!;

    /// <summary>Whether the instance is enabled.</summary>
    [Output("enabled")]
    public Output<bool> Enabled { get; private set; } = null!;

    /// <summary>Further configuration entries by their keys.</summary>
    [Output("extraConfiguration")]
    public Output<ImmutableDictionary<string, string>?> ExtraConfiguration { get; private set; } = null!;

    /// <summary>The instance's token: every call on behalf of the instance needs it.</summary>
    [Output("token")]
    public Output<string> Token { get; private set; } = null!;

    /// <summary>Whether the credentials were accepted.</summary>
    [Output("valid")]
    public Output<bool> Valid { get; private set; } = null!;

    /// <summary>The connector of the instance.</summary>
    [Output("connector")]
    public Output<Outputs.Connector?> Connector { get; private set; } = null!;

    /// <summary>Maximum size of the instance's cache.</summary>
    [Output("maxCacheSize")]
    public Output<int?> MaxCacheSize { get; private set; } = null!;

    /// <summary>How long an entry stays in the instance's cache.</summary>
    [Output("cacheTimeToLive")]
    public Output<int?> CacheTimeToLive { get; private set; } = null!;

    /// <summary>Whether the instance's cache is enabled.</summary>
    [Output("cachingEnabled")]
    public Output<bool?> CachingEnabled { get; private set; } = null!;

    /// <summary>Creation time (ISO 8601), if the service reports it.</summary>
    [Output("createdDate")]
    public Output<string?> CreatedDate { get; private set; } = null!;

    /// <summary>Declares an instance: the engine creates it, or updates the one that is in the state.</summary>
    /// <param name="name">The name of the resource in the program.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The resource options.</param>
    public InfoBipInstance(string name, InfoBipInstanceArgs args, CustomResourceOptions? options = null)
        : base("infobip:index:InfoBipInstance", name, args ?? new InfoBipInstanceArgs(), MakeResourceOptions(options, ""))
    {
    }

    private InfoBipInstance(string name, Input<string> id, CustomResourceOptions? options = null)
        : base("infobip:index:InfoBipInstance", name, null, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Reads an instance that exists and that this program does not manage.</summary>
    /// <param name="name">The name of the resource in the program.</param>
    /// <param name="id">The instance's id, as a decimal number.</param>
    /// <param name="options">The resource options.</param>
    public static InfoBipInstance Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var defaults = new CustomResourceOptions
        {
            Version = Utilities.Version,
            PluginDownloadURL = Utilities.PluginDownloadUrl,
            AdditionalSecretOutputs = { "password", "token" },
        };
        var merged = CustomResourceOptions.Merge(defaults, options);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}
