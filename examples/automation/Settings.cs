// The settings in the arguments and the environment.
namespace InfoBip.Automation;

/// <param name="Install">Whether a missing Pulumi CLI is installed.</param>
/// <param name="Account">The real service; null is the sandbox.</param>
/// <param name="PluginFolder">The folder with the plugin's binary; null looks for the repository's <c>bin</c>.</param>
internal sealed record Settings(bool Install, Account? Account, string? PluginFolder)
{
    public const string Usage = """
        Deploys two InfoBip instances with Pulumi's Automation API: preview, up, an update, refresh, destroy.

          infobip-automation [--no-install]

          --no-install   fail if the Pulumi CLI is missing, instead of installing it below ~/.pulumi/versions

        By default it deploys to a sandbox that it starts itself. These environment variables select a real service:

          INFOBIP_USER_SECRET, INFOBIP_ORGANIZATION_SECRET   of your account; both, or neither for the sandbox
          INFOBIP_USERNAME, INFOBIP_PASSWORD                 of your InfoBip account; required with the two above
          INFOBIP_API_DIALECT, INFOBIP_BASE_URL              which service; see the provider's settings

        INFOBIP_PLUGIN_FOLDER names the folder of pulumi-resource-infobip; the default is bin of the repository.

        Exit codes: 0 done, 1 a step failed, 2 wrong usage, 3 no Pulumi CLI, 4 no plugin, 130 cancelled.
        """;

    /// <exception cref="StopException">An argument is unknown, or the account is incomplete.</exception>
    public static Settings From(string[] args, Func<string, string?> environment)
    {
        if (args.FirstOrDefault(arg => arg != "--no-install") is { } unknown)
        {
            throw new StopException(ExitCode.Usage, $"There is no argument '{unknown}'.\n\n{Usage}");
        }

        return new Settings(!args.Contains("--no-install"), Account.From(environment), Set(environment, "INFOBIP_PLUGIN_FOLDER"));
    }

    /// <summary>A variable's value; one that is empty counts as not set.</summary>
    public static string? Set(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 } value ? value : null;
}

/// <summary>An account with the service, and one with InfoBip.</summary>
internal sealed record Account(string UserSecret, string OrganizationSecret, string Username, string Password, string? ApiDialect, string? BaseUrl)
{
    private static readonly string[] Required = ["INFOBIP_USER_SECRET", "INFOBIP_ORGANIZATION_SECRET", "INFOBIP_USERNAME", "INFOBIP_PASSWORD"];

    public static Account? From(Func<string, string?> environment)
    {
        var values = Required.Select(name => Settings.Set(environment, name)).ToArray();
        if (values[0] is null && values[1] is null)
        {
            return null;
        }

        var missing = Required.Where((_, index) => values[index] is null).ToArray();
        return missing is []
            ? new Account(values[0]!, values[1]!, values[2]!, values[3]!, Settings.Set(environment, "INFOBIP_API_DIALECT"), Settings.Set(environment, "INFOBIP_BASE_URL"))
            : throw new StopException(ExitCode.Usage, $"A real service was asked for, but {string.Join(" and ", missing)} {(missing.Length == 1 ? "is" : "are")} not set.");
    }
}
