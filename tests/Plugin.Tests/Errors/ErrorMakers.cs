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
        ["IB1001"] = () => UnconfiguredAsync(async wired =>
            Failures.Detail<ConfigureErrorMissingKeys>(await Failures.OfAsync(wired.ConfigureAsync(new Struct()))).MissingKeys[0].Description),
        ["IB1002"] = () => UnconfiguredAsync(async wired => (await wired.CheckConfigAsync(Wire.Map(("usersecrte", "x")))).Failures[0].Reason),
        ["IB1003"] = () => UnconfiguredAsync(async wired => (await wired.CheckConfigAsync(Wire.Map(("apiDialect", "elements")))).Failures[0].Reason),
        ["IB1004"] = () => UnconfiguredAsync(wired => FailAsync(wired.ConfigureAsync(Wire.Map(("userSecret", "x"), ("organizationSecret", "y"), ("maxRetries", "many"))))),
        ["IB1005"] = () => UnconfiguredAsync(wired => FailAsync(wired.ReadAsync("12"))),

        ["IB2001"] = () => CheckAsync(("sender", null)),
        ["IB2002"] = () => CheckAsync(("tag", "production")),
        ["IB2003"] = () => CheckAsync(("enabled", "true")),
        ["IB2004"] = () => CheckAsync(("username", "<INSERT_INFOBIP_USERNAME>")),
        ["IB2005"] = () => CheckAsync(("callbackUrl", "www.example.com/auth")),
        ["IB2006"] = () => CheckAsync(("password", "********")),
        ["IB2007"] = () => CheckAsync(("name", "<b>sms</b>")),
        ["IB2008"] = () => CheckAsync(("extraConfiguration", new Dictionary<string, string> { ["messaging.sms.infobip.sender"] = "x" })),
        ["IB2009"] = () => CheckUnnamedAsync(new AutonamingOptions { Mode = AutonamingOptions.Types.Mode.Disable }),
        ["IB2010"] = () => CheckUnnamedAsync(new AutonamingOptions { Mode = AutonamingOptions.Types.Mode.Enforce, ProposedName = "<dev>" }),
        ["IB2011"] = () => ConfiguredAsync(wired => FailAsync(wired.CreateAsync(Wired.Inputs(("sender", Wire.Unknown))))),
        ["IB2012"] = () => ConfiguredAsync(wired => FailAsync(wired.ReadAsync("sms"))),
        ["IB2013"] = () => InvokeAsync(("id", "12"), ("nam", "orders")),
        ["IB2014"] = () => InvokeAsync(),
        ["IB2015"] = () => InvokeAsync(("name", Wire.Unknown)),
        ["IB2016"] = () => ConfiguredAsync(wired => FailAsync(wired.ListAsync(new ListRequest { Token = Wired.Type, Query = Wire.Map(("tag", "production")) }))),

        ["IB3001"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 400, Message = "Required configuration is missing: messaging.sms.infobip.sender" }),
        ["IB3002"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 401, Message = "Invalid user or organization secret" }),
        ["IB3003"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 403, Message = "You may not make instances" }),
        ["IB3004"] = () => ConfiguredAsync(wired => FailAsync(wired.UpdateAsync("12", Wired.Inputs(), Wired.Inputs(), Wired.Inputs(("name", "orders"))))),
        ["IB3005"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 404, Body = FaultBody.Html }),
        ["IB3006"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 409, Message = "It exists already" }),
        ["IB3007"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 429, Message = "Too many requests" }),
        ["IB3008"] = () => CreateAsync(new Fault { Kind = FaultKind.Status, StatusCode = 503, Message = "Out of order", RetryAfter = TimeSpan.Zero }),
        ["IB3009"] = () => ConfiguredAsync(async wired =>
        {
            await wired.Sandbox.DisposeAsync();
            return await FailAsync(wired.ReadAsync("12"));
        }),
        ["IB3010"] = () => ReadAsync(new Fault { Kind = FaultKind.CutBefore }),
        ["IB3011"] = async () =>
        {
            await using var stranger = await SelfSignedServer.StartAsync();
            await using var wired = await Wired.OpenAsync(new Wiring { BaseUrl = _ => stranger.Url });
            return Normal(await FailAsync(wired.ReadAsync("12")), wired, stranger.Url);
        },
        ["IB3012"] = () => ConfiguredAsync(wired =>
        {
            wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Delay });
            return FailAsync(wired.Client.ReadAsync(new ReadRequest { Id = "12", Urn = Wired.Urn, Name = "sms", Type = Wired.Type, Timeout = 0.5 }).ResponseAsync);
        }),
        ["IB3013"] = () => ReadAsync(new Fault { Kind = FaultKind.Status, StatusCode = 200, Body = FaultBody.Html }),
        ["IB3014"] = () => ReadAsync(new Fault { Kind = FaultKind.Redirect, Location = "https://login.example.com/" }),
        ["IB3015"] = () => ConfiguredAsync(wired =>
        {
            var there = wired.Sandbox.Add("sms");
            wired.Sandbox.Edit(there.Id, instance => instance.Token = "********");
            return FailAsync(wired.LookUpAsync("getInfoBipInstance", ("id", "12")));
        }),

        ["IB4001"] = () => ConfiguredAsync(wired =>
        {
            wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Message = "Out of order", Method = "GET" });
            wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
            return FailAsync(wired.CreateAsync(Wired.NamedInputs()));
        }),
        ["IB4002"] = () => ConfiguredAsync(wired =>
        {
            wired.Sandbox.Add(Wired.MadeUpName);
            wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
            return FailAsync(wired.CreateAsync(Wired.NamedInputs()));
        }),
        ["IB4003"] = () => ConfiguredAsync(wired => FailAsync(wired.CreateAsync(Wired.Inputs(("password", "wrong"))))),
        ["IB4004"] = () => ConfiguredAsync(wired =>
        {
            wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Message = "You may not switch instances", Path = "/instances/*/enabled" });
            return FailAsync(wired.CreateAsync(Wired.Inputs(("enabled", false))));
        }),
        ["IB4005"] = () => ConfiguredAsync(wired => FailAsync(wired.ReadAsync(wired.Sandbox.Add("calls", connectorKey: "twilio").Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))),
        ["IB4006"] = () => ConfiguredAsync(async wired =>
        {
            await wired.Client.CancelAsync(new Empty());
            return await FailAsync(wired.ReadAsync("12"));
        }),
        ["IB4007"] = () => ConfiguredAsync(wired =>
        {
            wired.Sandbox.Add("twin");
            wired.Sandbox.Add("twin");
            return FailAsync(wired.LookUpAsync("getInfoBipInstance", ("name", "twin")));
        }),
        ["IB4008"] = () => AfterAKillAsync(Wired.Inputs(), answers: AnswerShape.Seed),
        ["IB4009"] = () => AfterAKillAsync(
            Wired.NamedInputs(), new Fault { Kind = FaultKind.Status, Method = "PUT", StatusCode = 503, Message = "Out of order", RetryAfter = TimeSpan.Zero }),

        ["IB5001"] = () => ConfiguredAsync(wired => FailAsync(wired.CheckAsync(new Struct { Fields = { ["sender"] = new Value() } }))),
        ["IB5002"] = () => ConfiguredAsync(wired => FailAsync(wired.Client.CheckAsync(new CheckRequest
        {
            Urn = Wired.Urn.Replace("InfoBipInstance", "InfobipInstance", StringComparison.Ordinal),
            Type = "infobip:index:InfobipInstance",
        }).ResponseAsync)),
        ["IB5003"] = () => UnconfiguredAsync(wired => FailAsync(wired.Client.GetSchemaAsync(new GetSchemaRequest { Version = 1 }).ResponseAsync)),
        ["IB5005"] = () => ConfiguredAsync(wired => FailAsync(wired.LookUpAsync("getInstance", ("id", "12")))),
        ["IB5006"] = () => ConfiguredAsync(wired => FailAsync(wired.ListAsync(new ListRequest { Token = Wired.Type, ContinuationToken = "2" }))),
    };

    private static async Task<string> FailAsync(Task call) => (await Failures.OfAsync(call)).Status.Detail;

    private static Task<string> CheckAsync((string Name, object? Value) input) =>
        ConfiguredAsync(async wired => Assert.Single((await wired.CheckAsync(Wired.Inputs(input))).Failures).Reason);

    private static Task<string> InvokeAsync(params (string Name, object? Value)[] arguments) =>
        ConfiguredAsync(async wired => Assert.Single((await wired.InvokeAsync("getInfoBipInstance", Wire.Map(arguments))).Failures).Reason);

    private static Task<string> CheckUnnamedAsync(AutonamingOptions naming) => ConfiguredAsync(async wired =>
    {
        var request = new CheckRequest { Urn = Wired.Urn, Name = "sms", Type = Wired.Type, Olds = new Struct(), News = Wired.Inputs(("name", null)), Autonaming = naming };
        return Assert.Single((await wired.Client.CheckAsync(request)).Failures).Reason;
    });

    private static Task<string> CreateAsync(Fault fault) => ConfiguredAsync(wired =>
    {
        wired.Sandbox.Faults.Inject(fault with { Method = "POST" });
        return FailAsync(wired.CreateAsync(Wired.NamedInputs()));
    });

    /// <summary>A create of a resource whose last create was cut off after the service had made the instance.</summary>
    private static async Task<string> AfterAKillAsync(Struct inputs, Fault? fault = null, AnswerShape answers = AnswerShape.Echo)
    {
        var wiring = new Wiring { Sandbox = new Wiring().Sandbox with { Answers = answers } };
        await using var killed = await Wired.OpenAsync(wiring);
        killed.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var creating = killed.CreateAsync(inputs);
        await killed.Sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);
        await killed.KillAsync();
        await Failures.OfAsync(creating);
        if (fault is not null)
        {
            killed.Sandbox.Faults.Inject(fault);
        }

        await using var next = await Wired.OpenAsync(wiring with { BaseUrl = _ => killed.Sandbox.BaseUrl("your_mom") });
        return Normal(await FailAsync(next.CreateAsync(inputs)), killed, killed.Sandbox.Url);
    }

    private static Task<string> ReadAsync(Fault fault) => ConfiguredAsync(wired =>
    {
        wired.Sandbox.Faults.Inject(fault);
        return FailAsync(wired.ReadAsync("12"));
    });

    private static Task<string> UnconfiguredAsync(Func<Wired, Task<string>> make) => RunAsync(new Wiring { Configured = false }, make);

    private static Task<string> ConfiguredAsync(Func<Wired, Task<string>> make) => RunAsync(new Wiring(), make);

    private static async Task<string> RunAsync(Wiring wiring, Func<Wired, Task<string>> make)
    {
        await using var wired = await Wired.OpenAsync(wiring);
        return Normal(await make(wired), wired, wired.Sandbox.Url);
    }

    /// <summary>What differs from run to run, as the documentation writes it.</summary>
    private static string Normal(string message, Wired wired, Uri service) => wired.Sandbox.Requests
        .Aggregate(message, (text, request) => text.Replace(request.RequestId, "53dbca9430045c016b46566c", StringComparison.Ordinal))
        .Replace(service.GetLeftPart(UriPartial.Authority), "https://api.example.com", StringComparison.Ordinal)
        .Replace(Moment().Match(message) is { Success: true } moment ? moment.Value : "(at no time)", "(2026-11-26 12:00:00Z)", StringComparison.Ordinal);

    [GeneratedRegex(@"\(\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\)")]
    private static partial Regex Moment();
}
