// Small programs on the SDK, one for each thing that users write.
using Pulumi;
using Sdk = Pulumi.InfoBip;

namespace Programs.Tests.Deployments;

internal static class SdkPrograms
{
    /// <summary>The variable that turns this executable into a program; its value is which.</summary>
    public const string Switch = "INFOBIP_TEST_PROGRAM";

    public static Task<int> RunAsync(string name) => name switch
    {
        "explicit-provider" => Deployment.RunAsync(ExplicitProvider),
        "options" => Deployment.RunAsync(Options),
        "plain-password" => Deployment.RunAsync(() => Outputs(Instance("plain-canary", null))),
        "get" => Deployment.RunAsync(Get),
        "look-up" => Deployment.RunAsync(LookUp),
        "throws" => Deployment.RunAsync(() => Throw()),
        _ => throw new ArgumentException($"There is no program {name}.", nameof(name)),
    };

    private static Sdk.InfoBipInstance Instance(Input<string> password, CustomResourceOptions? options) => new("sms", new Sdk.InfoBipInstanceArgs
    {
        Sender = "+17777777777",
        Username = "acme",
        Password = password,
        CallbackUrl = "https://www.example.com/auth",
    }, options);

    private static Dictionary<string, object?> Outputs(Sdk.InfoBipInstance instance) => new()
    {
        ["id"] = instance.Id,
        ["token"] = instance.Token,
        ["username"] = instance.Username,
    };

    private static Dictionary<string, object?> ExplicitProvider()
    {
        var config = new Config();
        var provider = new Sdk.Provider("own", new Sdk.ProviderArgs
        {
            ApiDialect = Sdk.ApiDialect.YourMom,
            BaseUrl = config.Require("url"),
            UserSecret = config.RequireSecret("user"),
            OrganizationSecret = config.RequireSecret("organization"),
            MaxRetries = 0,
        });
        return Outputs(Instance(config.RequireSecret("infobipPassword"), new CustomResourceOptions { Provider = provider }));
    }

    private static Dictionary<string, object?> Options() => Outputs(Instance(new Config().RequireSecret("infobipPassword"), new CustomResourceOptions
    {
        AdditionalSecretOutputs = { "username" },
        CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(2), Delete = TimeSpan.FromSeconds(1.5) },
        IgnoreChanges = { "tags" },
        RetainOnDelete = true,
    }));

    private static Dictionary<string, object?> Get() => Outputs(Sdk.InfoBipInstance.Get("found", new Config().Require("id")));

    private static Dictionary<string, object?> LookUp()
    {
        var name = new Config().Require("name");
        var found = Sdk.GetInfoBipInstance.Invoke(new() { Name = name });
        var listed = Sdk.GetInfoBipInstances.Invoke(new() { NameContains = name });
        return new()
        {
            ["id"] = found.Apply(instance => instance.Id),
            ["token"] = Sdk.InfoBipInstance.Get("found", found.Apply(instance => instance.Id)).Token,
            ["listed"] = listed.Apply(list => string.Join(' ', list.Instances.Select(instance => $"{instance.Id} {instance.Name} {instance.Enabled}"))),
        };
    }

    private static Dictionary<string, object?> Throw() => throw new InvalidOperationException("nothing works today");
}
