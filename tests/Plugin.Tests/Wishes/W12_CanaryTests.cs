// Wishes 12 and 13: no secret in any error, log line or debug output, whatever the service answers.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W12_CanaryTests
{
    private static readonly Wiring s_wiring = new()
    {
        UserSecret = SecretCanary.User,
        OrganizationSecret = SecretCanary.Organization,
        Sandbox = new SandboxOptions { UserSecret = SecretCanary.User, OrganizationSecret = SecretCanary.Organization },
        Arguments = ["--logtostderr", "-v=9"],
        Settings = [("requestTimeoutSeconds", 2)],
        Environment = new Dictionary<string, string?> { ["Logging__LogLevel__Default"] = "Trace", ["DOTNET_SYSTEM_NET_HTTP_ENABLEACTIVITYPROPAGATION"] = "1" },
    };

    private static readonly Struct s_inputs = Wired.Inputs(("password", Wire.Secret(SecretCanary.Password)), ("tags", new[] { "a" }));

    /// <summary>All four secrets in the words of a service that has no manners.</summary>
    private static readonly string s_gossip = string.Join(' ', SecretCanary.All.SelectMany(SecretSearch.Forms).Select(form => form.Written));

    private static readonly Dictionary<string, Fault> s_faults = new()
    {
        ["none"] = new Fault { Kind = FaultKind.Status, Times = 0 },
        ["400, the request echoed"] = Status(400, FaultBody.EchoRequest),
        ["401, the request echoed"] = Status(401, FaultBody.EchoRequest),
        ["403, the request echoed"] = Status(403, FaultBody.EchoRequest),
        ["404, the request echoed"] = Status(404, FaultBody.EchoRequest),
        ["409, the request echoed"] = Status(409, FaultBody.EchoRequest),
        ["429, the request echoed"] = Status(429, FaultBody.EchoRequest),
        ["500, the request echoed"] = Status(500, FaultBody.EchoRequest),
        ["500 after the work, the request echoed"] = Status(500, FaultBody.EchoRequest) with { Kind = FaultKind.StatusAfter },
        ["503, the request echoed"] = Status(503, FaultBody.EchoRequest),
        ["200, the request echoed"] = Status(200, FaultBody.EchoRequest),
        ["500, a list"] = Status(500, FaultBody.List) with { Message = SecretCanary.Password },
        ["500, broken"] = Status(500, FaultBody.BrokenJson) with { Message = SecretCanary.Password },
        ["502, a page"] = Status(502, FaultBody.Html),
        ["504, empty"] = Status(504, FaultBody.Empty),
        ["delay"] = new Fault { Kind = FaultKind.Delay },
        ["delay after"] = new Fault { Kind = FaultKind.DelayAfter },
        ["delay in the body"] = new Fault { Kind = FaultKind.DelayInBody },
        ["cut before"] = new Fault { Kind = FaultKind.CutBefore },
        ["cut after"] = new Fault { Kind = FaultKind.CutAfter },
        ["cut in the body"] = new Fault { Kind = FaultKind.CutInBody },
        ["broken body"] = new Fault { Kind = FaultKind.BrokenBody },
        ["empty body"] = new Fault { Kind = FaultKind.EmptyBody },
        ["huge body"] = new Fault { Kind = FaultKind.HugeBody, Megabytes = 9 },
        ["redirect"] = new Fault { Kind = FaultKind.Redirect, Location = "https://example.com/?password=" + Uri.EscapeDataString(SecretCanary.Password) + "&user=" + Uri.EscapeDataString(SecretCanary.User) },
    };

    public static TheoryData<string> Faults { get; } = [.. s_faults.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task W12_No_call_under_any_fault_says_a_secret(string what)
    {
        await using var wired = await Wired.OpenAsync(s_wiring);
        var state = await MakeAsync(wired);
        var fault = s_faults[what];
        wired.Sandbox.Faults.Inject(fault with { Times = fault.Times ?? int.MaxValue });
        var ear = Listen(wired);

        await CallAllAsync(wired, state, ear);

        Assert.True(fault.Times == 0 ? wired.Sandbox.Faults.Hits == 0 : wired.Sandbox.Faults.Hits >= 6, $"{wired.Sandbox.Faults.Hits} requests were struck");
        await CloseAsync(wired, ear);
        Assert.Empty(ear.Complaints);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task W12_A_service_that_gossips_is_not_quoted_even_by_a_plugin_that_has_just_started(int status)
    {
        await using var wired = await Wired.OpenAsync(s_wiring);
        var state = Wire.Unwrap(await MakeAsync(wired));
        state.Fields["token"] = Wire.Secret(SecretCanary.Token);
        state.Fields["password"] = Wire.Secret(SecretCanary.Password);
        await using var fresh = await Wired.OpenAsync(s_wiring with { BaseUrl = _ => wired.Sandbox.BaseUrl("your_mom") });
        var ear = Listen(wired);
        foreach (var gossip in SecretCanary.All.SelectMany(SecretSearch.Forms).Select(form => form.Written).Append(s_gossip))
        {
            wired.Sandbox.Faults.Clear();
            wired.Sandbox.Faults.Inject(Status(status) with { Message = gossip, ProviderMessage = $"vendor: {gossip}", Times = int.MaxValue });
            await CallAllAsync(fresh, state, ear);
        }

        await CloseAsync(fresh, ear);
        Assert.Empty(ear.Complaints);
    }

    [Fact]
    public async Task W12_A_half_made_instance_and_its_repair_say_no_secret()
    {
        await using var wired = await Wired.OpenAsync(s_wiring);
        wired.Sandbox.Options = wired.Sandbox.Options with { RejectedPasswords = [SecretCanary.Password] };
        var ear = Listen(wired);

        Assert.Null(await ear.ToAsync("Create", wired.CreateAsync(s_inputs)));
        wired.Sandbox.Edit(12, instance => instance.Token = SecretCanary.Token);
        Assert.Null(await ear.ToAsync("Read", wired.ReadAsync("12", s_inputs, s_inputs)));
        Assert.Null(await ear.ToAsync("Update", wired.UpdateAsync("12", s_inputs, s_inputs, Changed(("sender", "other")))));
        wired.Sandbox.Options = wired.Sandbox.Options with { RejectedPasswords = [] };
        wired.Sandbox.Faults.Inject(Status(500, FaultBody.EchoRequest) with { Path = "/instances/*/enabled" });
        Assert.Null(await ear.ToAsync("Create and switch", wired.CreateAsync(Changed(("enabled", false)))));

        await CloseAsync(wired, ear);
        Assert.Empty(ear.Complaints);
    }

    [Fact]
    public async Task W12_Mistakes_in_inputs_and_settings_are_told_without_their_secrets()
    {
        await using var wired = await Wired.OpenAsync(s_wiring with { Configured = false });
        var ear = new LeakDetector(SecretCanary.All);
        foreach (var bad in new[] { "\n", " ", "“", "”", "<INSERT_PASSWORD>", "\u0001" })
        {
            foreach (var text in new[] { SecretCanary.Password + bad, bad + SecretCanary.Password })
            {
                await ear.ToAsync("Check", wired.CheckAsync(Wired.Inputs(("password", Wire.Secret(text)))));
                await ear.ToAsync("CheckConfig", wired.CheckConfigAsync(Wire.Map(("userSecret", text), ("organizationSecret", Wire.Secret(text)))));
                await ear.ToAsync("Configure", wired.ConfigureAsync(Wire.Map(("userSecret", text), ("organizationSecret", Wire.Secret(text)))));
            }
        }

        foreach (var misplaced in new object[] { new[] { Wire.Secret(SecretCanary.Password) }, Wire.Map(("x", Wire.Secret(SecretCanary.Password))) })
        {
            await ear.ToAsync("Check", wired.CheckAsync(Wired.Inputs(("password", misplaced), ("sender", misplaced))));
        }

        // A misspelt secret is one all the same: its value is the program's, and only its name is told.
        var misspelt = await ear.ToAsync("Check", wired.CheckAsync(Wired.Inputs(("password", null), ("pasword", Wire.Secret(SecretCanary.Password)))));
        Assert.All(misspelt!.Failures, failure => Assert.NotEqual("pasword", failure.Property));
        foreach (var settings in new[]
        {
            Wire.Map(("userSecrte", Wire.Secret(SecretCanary.User))),
            Wire.Map(("userSecret", Wire.Secret($"{SecretCanary.User},{SecretCanary.Organization}"))),
            Wire.Map(("userSecret", new[] { Wire.Secret(SecretCanary.User) })),
            Wire.Map(("apiDialect", Wire.Secret(SecretCanary.User))),
            Wire.Map(("maxRetries", Wire.Secret(SecretCanary.User))),
        })
        {
            var check = await ear.ToAsync("CheckConfig", wired.CheckConfigAsync(settings));
            Assert.NotEmpty(check!.Failures);
            Assert.All(check.Failures, failure => Assert.DoesNotContain("Secr", failure.Property, StringComparison.Ordinal));
            await ear.ToAsync("Configure", wired.ConfigureAsync(settings));
        }

        await CloseAsync(wired, ear);
        Assert.Empty(ear.Complaints);
    }

    [Fact]
    public async Task W13_Waits_are_told_without_secrets_at_the_highest_verbosity()
    {
        await using var wired = await Wired.OpenAsync(s_wiring with { Settings = [("maxRetries", 2)] });
        var ear = Listen(wired);
        wired.Sandbox.Faults.Inject(Status(429, FaultBody.EchoRequest) with { RetryAfter = TimeSpan.Zero, Times = 2 });

        await ear.ToAsync("Create", wired.CreateAsync(s_inputs));

        var note = await wired.FirstNote.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("429 Too Many Requests", note.Message, StringComparison.Ordinal);
        await CloseAsync(wired, ear);
        Assert.Empty(ear.Complaints);
    }

    /// <summary>An instance whose token is a canary.</summary>
    private static async Task<Struct> MakeAsync(Wired wired)
    {
        var created = await wired.CreateAsync(s_inputs);
        wired.Sandbox.Edit(12, instance => instance.Token = SecretCanary.Token);
        return (await wired.ReadAsync(created.Id, s_inputs, created.Properties)).Properties;
    }

    private static LeakDetector Listen(Wired wired) => new([.. SecretCanary.All, .. wired.Sandbox.Instances.Select(instance => instance.Token)]);

    /// <summary>Every call that there is; those that reach the service at the same time, since some faults take the whole attempt's time.</summary>
    private static async Task CallAllAsync(Wired wired, Struct state, LeakDetector ear)
    {
        await ear.ToAsync("CheckConfig", wired.CheckConfigAsync(wired.Settings));
        await ear.ToAsync("DiffConfig", wired.DiffConfigAsync(wired.Settings, Wire.Map(("userSecret", "other"))));
        await ear.ToAsync("Check", wired.CheckAsync(s_inputs));
        await ear.ToAsync("Diff", wired.DiffAsync(state, s_inputs, Changed(("password", Wire.Secret("other")))));
        await ear.ToAsync("Create in a preview", wired.CreateAsync(s_inputs, preview: true));
        await ear.ToAsync("Update in a preview", wired.UpdateAsync("12", state, s_inputs, Changed(("name", "other")), preview: true));
        (string Name, Func<Task<IMessage?>> Call)[] calls =
        [
            ("Create", async () => await wired.CreateAsync(s_inputs)),
            ("Read", async () => await wired.ReadAsync("12", s_inputs, state)),
            ("Update by PATCH", async () => await wired.UpdateAsync("12", state, s_inputs, Changed(("name", "other")))),
            ("Update by PUT", async () => await wired.UpdateAsync("12", state, s_inputs, Changed(("sender", "other")))),
            ("Update by switch", async () => await wired.UpdateAsync("12", state, s_inputs, Changed(("enabled", false)))),
            ("Delete", async () =>
            {
                await wired.DeleteAsync("12", state);
                return null;
            }),
        ];
        foreach (var outcome in await Task.WhenAll(calls.Select(call => OutcomeAsync(call.Call))))
        {
            if (outcome is Grpc.Core.RpcException failure)
            {
                ear.To("a call", failure);
            }
            else if (outcome is IMessage answer)
            {
                ear.To("a call", answer);
            }
        }
    }

    private static async Task<object?> OutcomeAsync(Func<Task<IMessage?>> call)
    {
        try
        {
            return await call();
        }
        catch (Grpc.Core.RpcException failure)
        {
            return failure;
        }
    }

    /// <summary>What the plugin told the engine and printed, from its start to its end.</summary>
    private static async Task CloseAsync(Wired wired, LeakDetector ear)
    {
        var closure = await wired.Plugin.CloseAsync();
        Assert.True(closure is { CancelAcknowledged: true, ExitCode: 0, Killed: false }, $"{closure}");
        ear.To("stdout", closure.Output);
        ear.To("stderr", closure.ErrorOutput);
        foreach (var entry in wired.Engine.Entries)
        {
            ear.To("the engine's log", entry.Message);
        }

        Assert.True(ear.Heard > 2);
    }

    private static Struct Changed(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var inputs = s_inputs.Clone();
        foreach (var (name, value) in members)
        {
            inputs.Fields[name] = Wire.Of(value);
        }

        return inputs;
    }

    private static Fault Status(int status, FaultBody body = FaultBody.Api) => new() { Kind = FaultKind.Status, StatusCode = status, Body = body };
}
