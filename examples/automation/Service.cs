// Where the instances are: a sandbox of this process, or the service of the account.
using InfoBip.Sandbox;
using Pulumi.Automation;

namespace InfoBip.Automation;

internal sealed class Service : IAsyncDisposable
{
    private readonly SandboxServer? _sandbox;

    private Service(SandboxServer? sandbox, string name, Dictionary<string, ConfigValue> config)
    {
        _sandbox = sandbox;
        Name = name;
        Config = config;
    }

    /// <summary>Its name in the output.</summary>
    public string Name { get; }

    /// <summary>The provider's settings and the program's, secrets as such.</summary>
    public IDictionary<string, ConfigValue> Config { get; }

    public static async Task<Service> OpenAsync(Account? account, CancellationToken cancellationToken)
    {
        if (account is not null)
        {
            return new Service(null, account.BaseUrl ?? "the service's default address", ConfigOf(account));
        }

        var sandbox = await SandboxServer.StartAsync(cancellationToken: cancellationToken);
        var url = sandbox.BaseUrl("your_mom").ToString();
        return new Service(sandbox, $"a sandbox at {url}", ConfigOf(new Account("any", "any", "acme", "any", null, url)));
    }

    /// <summary>Renames an instance in the sandbox, as in the console. False for a real service, where it does nothing.</summary>
    public bool RenameByHand(long id, string name)
    {
        _sandbox?.Edit(id, instance => instance.Name = name);
        return _sandbox is not null;
    }

    /// <summary>How many instances the sandbox still has; null for a real service, which may have others.</summary>
    public int? Left => _sandbox?.Instances.Count;

    public ValueTask DisposeAsync() => _sandbox?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Dictionary<string, ConfigValue> ConfigOf(Account account)
    {
        Dictionary<string, ConfigValue> config = new()
        {
            ["infobip:userSecret"] = new(account.UserSecret, isSecret: true),
            ["infobip:organizationSecret"] = new(account.OrganizationSecret, isSecret: true),
            ["infobipUsername"] = new(account.Username),
            ["infobipPassword"] = new(account.Password, isSecret: true),
            ["team"] = new("platform"),
        };
        if (account.ApiDialect is not null)
        {
            config["infobip:apiDialect"] = new(account.ApiDialect);
        }

        if (account.BaseUrl is not null)
        {
            config["infobip:baseUrl"] = new(account.BaseUrl);
        }

        return config;
    }
}
