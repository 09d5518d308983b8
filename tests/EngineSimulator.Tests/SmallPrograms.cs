// Small programs that run as processes; each shows one thing that programs do.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator.Protocol;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

internal static class SmallPrograms
{
    /// <summary>The variable that turns this executable into a program; its value is which.</summary>
    public const string Switch = "SIMULATOR_TEST_PROGRAM";

    private static readonly Dictionary<string, Func<SmallSdk, string[], Task<int>>> s_programs = new(StringComparer.Ordinal)
    {
        ["two"] = TwoAsync,
        ["one"] = async (sdk, arguments) => await DoneAsync(sdk.RegisterAsync("a", Wire.Map(("tag", arguments[0])))),
        ["options"] = async (sdk, arguments) => await DoneAsync(sdk.RegisterAsync("a", Wire.Map(("tag", arguments[0])), SetOptions)),
        ["alias"] = async (sdk, _) => await DoneAsync(sdk.RegisterAsync("a", new Struct(), request => request.Aliases.Add(new Alias { Spec = new() { Name = "b" } }))),
        ["unsupported"] = async (sdk, arguments) => await DoneAsync(sdk.RegisterAsync("a", new Struct(), request => SetUnsupported(request, arguments[0]))),
        ["provider"] = ProviderAsync,
        ["parent"] = ParentAsync,
        ["values"] = ValuesAsync,
        ["surroundings"] = SurroundingsAsync,
        ["import"] = async (sdk, arguments) => await DoneAsync(sdk.RegisterAsync("a", Wire.Map(("tag", "x")), request => request.ImportId = arguments[0])),
        ["version"] = async (sdk, _) => await DoneAsync(sdk.RegisterAsync("a", new Struct(), request => request.Version = "1.10.0")),
        ["download"] = async (sdk, _) => await DoneAsync(sdk.RegisterAsync("a", new Struct(), SetDownload)),
        ["twice"] = async (sdk, _) => await DoneAsync(Task.WhenAll(sdk.RegisterAsync("a", new Struct()), sdk.RegisterAsync("a", new Struct()))),
        ["read"] = ReadAsync,
        ["invoke"] = InvokeAsync,
        ["invoke-unknown"] = async (sdk, _) => await DoneAsync(sdk.Monitor.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = "fake:index:getThing",
            Args = Wire.Map(("name", "x"), ("id", Wire.Unknown), ("list", new[] { Wire.Unknown, Value.ForString("y") }), ("map", Wire.Map(("id", Wire.Unknown)))),
        }).ResponseAsync),
        ["partly"] = PartlyAsync,
        ["plain"] = async (sdk, _) => await DoneAsync(sdk.RegisterAsync("a", new Struct(), request => request.SupportsResultReporting = false)),
        ["talks"] = TalksAsync,
        ["logs"] = LogsAsync,
        ["fails"] = FailsAsync,
        ["hangs"] = HangsAsync,
    };

    public static ProcessProgram Of(string name, params string[] arguments) => new("demo", Environment.ProcessPath!)
    {
        Environment = new Dictionary<string, string?> { [Switch] = string.Join(' ', [name, .. arguments]) },
    };

    public static async Task<int> RunAsync(string name, string[] arguments)
    {
        using var sdk = new SmallSdk();
        await sdk.StartAsync();
        var code = await s_programs[name](sdk, arguments);
        if (code == 0)
        {
            await sdk.EndAsync();
        }

        return code;
    }

    private static async Task<int> DoneAsync(Task work)
    {
        await work;
        return 0;
    }

    /// <summary>Two things, the second of which takes the first one's token and id.</summary>
    private static async Task<int> TwoAsync(SmallSdk sdk, string[] arguments)
    {
        var a = await sdk.RegisterAsync("a", Wire.Map(("pass", Wire.Secret(SmallSdk.Config("demo:pass"))), ("tag", "x")));
        var b = await sdk.RegisterAsync("b", Wire.Map(("key", SmallSdk.Output(a, "token")), ("of", SmallSdk.Output(a, "id"))), null, a.Urn);
        await sdk.ExportAsync(Wire.Map(("token", SmallSdk.Output(a, "token")), ("id", SmallSdk.Output(b, "id")), ("tag", SmallSdk.Output(a, "tag"))));
        return 0;
    }

    private static void SetOptions(RegisterResourceRequest request)
    {
        request.IgnoreChanges.Add("tag");
        request.CustomTimeouts = new() { Create = "120000000000ns", Update = "90s", Delete = "1h" };
        request.AdditionalSecretOutputs.Add("tag");
        request.Protect = true;
        request.RetainOnDelete = true;
        request.PluginDownloadURL = "https://plugins.example.com";
    }

    private static void SetDownload(RegisterResourceRequest request)
    {
        (request.Version, request.PluginDownloadURL) = ("1.2.3", "https://plugins.example.com/of/acme");
    }

    private static void SetUnsupported(RegisterResourceRequest request, string option)
    {
        switch (option)
        {
            case "hooks":
                request.Hooks.BeforeCreate.Add("hook");
                break;
            case "replaceOnChanges":
                request.ReplaceOnChanges.Add("tag");
                break;
            case "deleteBeforeReplace":
                request.DeleteBeforeReplaceDefined = true;
                break;
            case "deletedWith":
                request.DeletedWith = "urn";
                break;
            case "remote":
                (request.Custom, request.Remote) = (false, true);
                break;
        }
    }

    private static async Task<int> ProviderAsync(SmallSdk sdk, string[] arguments)
    {
        var provider = await sdk.RegisterAsync(
            "own", Wire.Map(("key", Wire.Secret("own-secret")), ("retries", "3")), request => request.Type = "pulumi:providers:fake");
        var id = provider.Id.Length > 0 ? provider.Id : WireFormat.UnknownString;
        await sdk.RegisterAsync("a", new Struct(), request => request.Provider = $"{provider.Urn}::{id}");
        return 0;
    }

    private static async Task<int> ParentAsync(SmallSdk sdk, string[] arguments)
    {
        var group = await sdk.RegisterAsync("group", new Struct(), request => (request.Type, request.Custom) = ("my:index:Group", false));
        await sdk.RegisterAsync("a", new Struct(), request => request.Parent = group.Urn);
        return 0;
    }

    private static async Task<int> ValuesAsync(SmallSdk sdk, string[] arguments)
    {
        Value Output(params ReadOnlySpan<(string, object?)> members) =>
            Wire.Of(Wire.Map([(WireFormat.SignatureKey, WireFormat.OutputSignature), .. members]));
        await sdk.RegisterAsync("a", Wire.Map(
            ("known", Output(("value", "x"), ("dependencies", Array.Empty<string>()))),
            ("secret", Output(("value", "hidden-value"), ("secret", true))),
            ("inside", new[] { Output(("value", 1)) }),
            ("unknown", Output())));
        return 0;
    }

    private static async Task<int> SurroundingsAsync(SmallSdk sdk, string[] arguments)
    {
        var outputValues = await sdk.Monitor.SupportsFeatureAsync(new SupportsFeatureRequest { Id = "outputValues" });
        var secrets = await sdk.Monitor.SupportsFeatureAsync(new SupportsFeatureRequest { Id = "secrets" });
        string[] names = ["PROJECT", "STACK", "DRY_RUN", "QUERY_MODE", "PARALLEL", "CONFIG", "CONFIG_SECRET_KEYS"];
        await sdk.RegisterAsync("a", Wire.Map(
        [
            .. names.Select(name => (name, (object?)SmallSdk.Variable(name))),
            ("outputValues", outputValues.HasSupport),
            ("secrets", secrets.HasSupport),
            ("folder", Path.GetFileName(Environment.CurrentDirectory)),
        ]));
        return 0;
    }

    private static async Task<int> ReadAsync(SmallSdk sdk, string[] arguments)
    {
        var read = await sdk.Monitor.ReadResourceAsync(new ReadResourceRequest
        {
            Id = arguments[0],
            Type = "fake:index:Thing",
            Name = "found",
            Parent = sdk.StackUrn,
            AcceptSecrets = true,
        });
        await sdk.ExportAsync(read.Properties);
        return 0;
    }

    private static async Task<int> InvokeAsync(SmallSdk sdk, string[] arguments)
    {
        var answer = await sdk.Monitor.InvokeAsync(new ResourceInvokeRequest { Tok = "fake:index:getThing", Args = Wire.Map(("name", "x")) });
        await sdk.ExportAsync(answer.Failures is [var failure, ..] ? Wire.Map(("failure", failure.Reason)) : answer.Return);
        return 0;
    }

    /// <summary>One thing that may fail, one that needs it, and one that does not.</summary>
    private static async Task<int> PartlyAsync(SmallSdk sdk, string[] arguments)
    {
        var a = await sdk.RegisterAsync("a", Wire.Map(("tag", "x")));
        await sdk.RegisterAsync("needs-a", Wire.Map(("of", SmallSdk.Output(a, "id"))), null, a.Urn);
        var free = await sdk.RegisterAsync("free", Wire.Map(("tag", "x")));
        await sdk.ExportAsync(Wire.Map(("of", SmallSdk.Output(a, "id")), ("free", SmallSdk.Output(free, "id"))));
        return 0;
    }

    private static async Task<int> TalksAsync(SmallSdk sdk, string[] arguments)
    {
        Console.WriteLine("said on stdout");
        await Console.Error.WriteLineAsync("said on stderr");
        return 0;
    }

    private static async Task<int> LogsAsync(SmallSdk sdk, string[] arguments)
    {
        await sdk.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Warning, Message = "passing", Ephemeral = true });
        await sdk.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Warning, Message = "take care" });
        await sdk.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Error, Message = "cannot go on" });
        // What Pulumi's .NET SDK answers after it has logged an unhandled exception.
        return 32;
    }

    private static async Task<int> FailsAsync(SmallSdk sdk, string[] arguments)
    {
        await sdk.RegisterAsync("a", Wire.Map(("tag", "x")));
        await Console.Error.WriteLineAsync("the licence has run out");
        return 3;
    }

    private static async Task<int> HangsAsync(SmallSdk sdk, string[] arguments)
    {
        await sdk.RegisterAsync("a", Wire.Map(("tag", "x")));
        await new TaskCompletionSource().Task;
        return 0;
    }
}
