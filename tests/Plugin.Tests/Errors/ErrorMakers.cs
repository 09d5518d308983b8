// For each error a way to make it happen.
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Errors;

/// <summary>Makes each documented error happen in a plugin of its own, and gives the message that the engine gets.</summary>
internal static partial class ErrorMakers
{
    /// <summary>The makers by code.</summary>
    public static IReadOnlyDictionary<string, Func<Task<string>>> All { get; } = new Dictionary<string, Func<Task<string>>>
    {
        ["IB1001"] = () => UnconfiguredAsync(async plugin =>
            Failures.Detail<ConfigureErrorMissingKeys>(await Failures.OfAsync(plugin.ConfigureAsync(new Struct()))).MissingKeys[0].Description),
        ["IB1002"] = () => UnconfiguredAsync(async plugin => (await plugin.CheckConfigAsync(Wire.Map(("usersecrte", "x")))).Failures[0].Reason),
        ["IB1003"] = () => UnconfiguredAsync(async plugin => (await plugin.CheckConfigAsync(Wire.Map(("apiDialect", "elements")))).Failures[0].Reason),
        ["IB1004"] = () => UnconfiguredAsync(plugin => FailAsync(plugin.ConfigureAsync(Wire.Map(("userSecret", "x"), ("organizationSecret", "y"), ("maxRetries", "many"))))),
        ["IB1005"] = () => UnconfiguredAsync(plugin => FailAsync(plugin.ReadAsync("12"))),

        ["IB2001"] = () => CheckAsync(("sender", null)),
        ["IB2002"] = () => CheckAsync(("tag", "production")),
        ["IB2003"] = () => CheckAsync(("enabled", "true")),
        ["IB2004"] = () => CheckAsync(("username", "<INSERT_INFOBIP_USERNAME>")),
        ["IB2005"] = () => CheckAsync(("callbackUrl", "www.example.com/auth")),
        ["IB2006"] = () => CheckAsync(("password", "********")),
        ["IB2007"] = () => CheckAsync(("name", "<b>sms</b>")),
        ["IB2008"] = () => CheckAsync(("extraConfiguration", new Dictionary<string, string> { [SampleInstance.SenderKey] = "x" })),
        ["IB2009"] = () => CheckUnnamedAsync(new AutonamingOptions { Mode = AutonamingOptions.Types.Mode.Disable }),
        ["IB2010"] = () => CheckUnnamedAsync(new AutonamingOptions { Mode = AutonamingOptions.Types.Mode.Enforce, ProposedName = "<dev>" }),
        ["IB2011"] = () => ConfiguredAsync(plugin => FailAsync(plugin.CreateAsync(SampleResource.Inputs(("sender", Wire.Unknown))))),
        ["IB2012"] = () => ConfiguredAsync(plugin => FailAsync(plugin.ReadAsync("sms"))),
        ["IB2013"] = () => InvokeAsync(("id", "12"), ("nam", "orders")),
        ["IB2014"] = () => InvokeAsync(),
        ["IB2015"] = () => InvokeAsync(("name", Wire.Unknown)),
        ["IB2016"] = () => ConfiguredAsync(plugin => FailAsync(plugin.ListAsync(new ListRequest { Token = SampleResource.Type, Query = Wire.Map(("tag", "production")) }))),

        ["IB2017"] = () => ConfiguredAsync(plugin => FailAsync(plugin.CreateAsync(SampleResource.Inputs(("callbackUrl", "www.example.com/auth"))))),

        ["IB3001"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 400, Message = "Required configuration is missing: messaging.sms.infobip.sender" }),
        ["IB3002"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 401, Message = "Invalid user or organization secret" }),
        ["IB3003"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 403, Message = "You may not make instances" }),
        ["IB3004"] = () => ConfiguredAsync(plugin => FailAsync(plugin.UpdateAsync("12", SampleResource.Inputs(), SampleResource.Inputs(), SampleResource.Inputs(("name", "orders"))))),
        ["IB3005"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 404, Body = FaultBody.Html }),
        ["IB3006"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 409, Message = "It exists already" }),
        ["IB3007"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 429, Message = "Too many requests" }),
        ["IB3008"] = () => ReadAsync(new Fault { Kind = FaultKind.Status, StatusCode = 503, Message = "Out of order", RetryAfter = TimeSpan.Zero }),
        ["IB3009"] = () => ConfiguredAsync(async plugin =>
        {
            await plugin.Sandbox.DisposeAsync();
            return await FailAsync(plugin.ReadAsync("12"));
        }),
        ["IB3010"] = () => ReadAsync(new Fault { Kind = FaultKind.CutBefore }),
        ["IB3011"] = async () =>
        {
            await using var untrusted = await SelfSignedServer.StartAsync();
            await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { BaseUrl = _ => new Uri(untrusted.Url, "/your_moms/api-v2") });
            return Normal(await FailAsync(plugin.ReadAsync("12")), plugin, untrusted.Url);
        },
        ["IB3012"] = () => ConfiguredAsync(plugin =>
        {
            plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay });
            return FailAsync(plugin.Client.ReadAsync(new ReadRequest { Id = "12", Urn = SampleResource.Urn, Name = "sms", Type = SampleResource.Type, Timeout = 0.5 }).ResponseAsync);
        }),
        ["IB3013"] = () => ReadAsync(new Fault { Kind = FaultKind.Status, StatusCode = 200, Body = FaultBody.Html }),
        ["IB3014"] = () => ReadAsync(new Fault { Kind = FaultKind.Redirect, Location = "https://login.example.com/" }),

        ["IB3015"] = () => ConfiguredAsync(plugin =>
        {
            plugin.Sandbox.Behave("vendor-error=401", "vendor-error-on=create");
            return FailAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName()));
        }),

        ["IB3016"] = () => RunAsync(new PluginSetup { Environment = MissingLibrary.OpenSsl() }, plugin => FailAsync(plugin.ReadAsync("12"))),

        ["IB4001"] = () => ConfiguredAsync(plugin =>
        {
            plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutBefore, Method = "POST" });
            return FailAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName(), seconds: 1));
        }),
        ["IB4002"] = () => ConfiguredAsync(async plugin =>
        {
            plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
            plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "GET", Skip = 1, Duration = TimeSpan.FromSeconds(0.5) });
            var create = FailAsync(plugin.CreateAsync(SampleResource.Inputs()));
            await plugin.Sandbox.WaitForRequestAsync(request => request is { Method: "POST", Done: true }, TestContext.Current.CancellationToken);
            plugin.Sandbox.Add("sms", configuration: SampleInstance.Configuration());
            return await create;
        }),
        ["IB4003"] = () => ConfiguredAsync(plugin => FailAsync(plugin.CreateAsync(SampleResource.Inputs(("password", "wrong"))))),
        ["IB4004"] = () => ConfiguredAsync(plugin =>
        {
            plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Message = "You may not switch instances", Path = "/instances/*/enabled" });
            return FailAsync(plugin.CreateAsync(SampleResource.Inputs(("enabled", false))));
        }),
        ["IB4005"] = () => ConfiguredAsync(plugin => FailAsync(plugin.ReadAsync(plugin.Sandbox.Add("calls", connectorKey: "twilio").Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))),
        ["IB4006"] = () => ConfiguredAsync(async plugin =>
        {
            await plugin.Client.CancelAsync(new Empty());
            return await FailAsync(plugin.ReadAsync("12"));
        }),
        ["IB4007"] = () => ConfiguredAsync(plugin =>
        {
            plugin.Sandbox.Add("same");
            plugin.Sandbox.Add("same");
            return FailAsync(plugin.LookUpAsync("getInfoBipInstance", ("name", "same")));
        }),
        ["IB4008"] = () => AfterAKillAsync(SampleResource.Inputs(), answers: AnswerShape.Seed),
        ["IB4009"] = () => AfterAKillAsync(
            SampleResource.InputsWithGeneratedName(), new Fault { Kind = FaultKind.Status, Method = "PATCH", StatusCode = 503, Message = "Out of order", RetryAfter = TimeSpan.Zero }),
        ["IB4010"] = () => ConfiguredAsync(async plugin =>
        {
            var created = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
            plugin.Sandbox.Remove(12);
            created.Properties.Fields["__origin"].StructValue.Fields["address"] = Wire.Of("https://api.example.org/elements/api-v2");
            return await FailAsync(plugin.DeleteAsync(created.Id, created.Properties));
        }),
        ["IB4011"] = () => ConfiguredAsync(async plugin =>
        {
            var created = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
            plugin.Sandbox.Remove(12);
            created.Properties.Fields["__origin"].StructValue.Fields["account"] = Wire.Of("00000000");
            return await FailAsync(plugin.DeleteAsync(created.Id, created.Properties));
        }),
        ["IB4012"] = () => ConfiguredAsync(async plugin =>
        {
            var inputs = SampleResource.Inputs();
            var created = await plugin.CreateAsync(inputs);
            plugin.Sandbox.Behave("patch=ignored");
            return await FailAsync(plugin.UpdateAsync(created.Id, created.Properties, inputs, SampleResource.Inputs(("sender", "other"))));
        }),
        ["IB4013"] = () => ConfiguredAsync(plugin =>
        {
            plugin.Sandbox.Behave("token=absent");
            return FailAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName()));
        }),

        ["IB5001"] = () => ConfiguredAsync(plugin => FailAsync(plugin.CheckAsync(new Struct { Fields = { ["sender"] = new Value() } }))),
        ["IB5002"] = () => ConfiguredAsync(plugin => FailAsync(plugin.Client.CheckAsync(new CheckRequest
        {
            Urn = SampleResource.Urn.Replace("InfoBipInstance", "InfobipInstance", StringComparison.Ordinal),
            Type = "infobip:index:InfobipInstance",
        }).ResponseAsync)),
        ["IB5003"] = () => UnconfiguredAsync(plugin => FailAsync(plugin.Client.GetSchemaAsync(new GetSchemaRequest { Version = 1 }).ResponseAsync)),
        ["IB5005"] = () => ConfiguredAsync(plugin => FailAsync(plugin.LookUpAsync("getInstance", ("id", "12")))),
        ["IB5006"] = () => ConfiguredAsync(plugin => FailAsync(plugin.ListAsync(new ListRequest { Token = SampleResource.Type, ContinuationToken = "2" }))),
    };

    private static async Task<string> FailAsync(Task call) => (await Failures.OfAsync(call)).Status.Detail;

    private static Task<string> CheckAsync((string Name, object? Value) input) =>
        ConfiguredAsync(async plugin => Assert.Single((await plugin.CheckAsync(SampleResource.Inputs(input))).Failures).Reason);

    private static Task<string> InvokeAsync(params (string Name, object? Value)[] arguments) =>
        ConfiguredAsync(async plugin => Assert.Single((await plugin.InvokeAsync("getInfoBipInstance", Wire.Map(arguments))).Failures).Reason);

    private static Task<string> CheckUnnamedAsync(AutonamingOptions naming) => ConfiguredAsync(async plugin =>
    {
        var request = new CheckRequest { Urn = SampleResource.Urn, Name = "sms", Type = SampleResource.Type, Olds = new Struct(), News = SampleResource.Inputs(("name", null)), Autonaming = naming };
        return Assert.Single((await plugin.Client.CheckAsync(request)).Failures).Reason;
    });

    private static Task<string> CreateAsync(Fault fault) => ConfiguredAsync(plugin =>
    {
        plugin.Sandbox.Faults.Inject(fault with { Method = "POST" });
        return FailAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName()));
    });

    /// <summary>A create of a resource whose last create was cut off after the service had made the instance.</summary>
    private static async Task<string> AfterAKillAsync(Struct inputs, Fault? fault = null, AnswerShape answers = AnswerShape.Echo)
    {
        var setup = new PluginSetup { Sandbox = new PluginSetup().Sandbox with { Answers = answers } };
        await using var killed = await PluginFixture.OpenAsync(setup);
        killed.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var creating = killed.CreateAsync(inputs);
        await killed.Sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);
        await killed.KillAsync();
        await Failures.OfAsync(creating);
        if (fault is not null)
        {
            killed.Sandbox.Faults.Inject(fault);
        }

        await using var next = await PluginFixture.OpenAsync(setup with { BaseUrl = _ => killed.Sandbox.BaseUrl("your_mom") });
        return Normal(await FailAsync(next.CreateAsync(inputs)), killed, killed.Sandbox.Url);
    }

    private static Task<string> ReadAsync(Fault fault) => ConfiguredAsync(plugin =>
    {
        plugin.Sandbox.Faults.Inject(fault);
        return FailAsync(plugin.ReadAsync("12"));
    });

    private static Task<string> UnconfiguredAsync(Func<PluginFixture, Task<string>> make) => RunAsync(new PluginSetup { Configured = false }, make);

    private static Task<string> ConfiguredAsync(Func<PluginFixture, Task<string>> make) => RunAsync(new PluginSetup(), make);

    private static async Task<string> RunAsync(PluginSetup setup, Func<PluginFixture, Task<string>> make)
    {
        await using var plugin = await PluginFixture.OpenAsync(setup);
        return Normal(await make(plugin), plugin, plugin.Sandbox.Url);
    }

    /// <summary>What differs from run to run, as the documentation writes it.</summary>
    private static string Normal(string message, PluginFixture plugin, Uri service) => plugin.Sandbox.Requests
        .Aggregate(message, (text, request) => text.Replace(request.RequestId, "53dbca9430045c016b46566c", StringComparison.Ordinal))
        .Replace(service.GetLeftPart(UriPartial.Authority), "https://api.example.com", StringComparison.Ordinal)
        .Replace(Moment().Match(message) is { Success: true } moment ? moment.Value : "(at no time)", "(2026-11-26 12:00:00Z)", StringComparison.Ordinal);

    [GeneratedRegex(@"\(\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\)")]
    private static partial Regex Moment();
}
