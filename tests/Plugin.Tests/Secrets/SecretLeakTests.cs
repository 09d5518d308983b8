// No secret in any error, log line or debug output, whatever the service answers.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Secrets;

public sealed class SecretLeakTests
{
    private static readonly PluginSetup s_setup = new()
    {
        UserSecret = SecretCanary.User,
        OrganizationSecret = SecretCanary.Organization,
        Sandbox = new SandboxOptions { UserSecret = SecretCanary.User, OrganizationSecret = SecretCanary.Organization },
        Arguments = ["--logtostderr", "-v=9"],
        Settings = [("requestTimeoutSeconds", 2)],
        Environment = new Dictionary<string, string?> { ["Logging__LogLevel__Default"] = "Trace", ["DOTNET_SYSTEM_NET_HTTP_ENABLEACTIVITYPROPAGATION"] = "1" },
    };

    private static readonly Struct s_inputs = SampleResource.Inputs(("password", Wire.Secret(SecretCanary.Password)), ("tags", new[] { "a" }));

    /// <summary>All four secrets in every form, as a service may repeat them.</summary>
    private static readonly string s_secretsInEveryForm = string.Join(' ', SecretCanary.All.SelectMany(SecretSearch.Forms).Select(form => form.Written));

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
    public async Task No_call_under_any_fault_shows_a_secret(string what)
    {
        await using var plugin = await PluginFixture.OpenAsync(s_setup);
        var state = await MakeAsync(plugin);
        var fault = s_faults[what];
        plugin.Sandbox.Faults.Inject(fault with { Times = fault.Times ?? int.MaxValue });
        var detector = DetectorFor(plugin);

        await CallAllAsync(plugin, state, detector);

        Assert.True(fault.Times == 0 ? plugin.Sandbox.Faults.Hits == 0 : plugin.Sandbox.Faults.Hits >= 6, $"{plugin.Sandbox.Faults.Hits} requests had a fault");
        await CloseAsync(plugin, detector);
        Assert.Empty(detector.Leaks);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    public async Task What_the_service_repeats_of_secrets_is_not_quoted_even_by_a_plugin_that_has_just_started(int status)
    {
        await using var plugin = await PluginFixture.OpenAsync(s_setup);
        var state = Wire.Unwrap(await MakeAsync(plugin));
        state.Fields["token"] = Wire.Secret(SecretCanary.Token);
        state.Fields["password"] = Wire.Secret(SecretCanary.Password);
        await using var fresh = await PluginFixture.OpenAsync(s_setup with { BaseUrl = _ => plugin.Sandbox.BaseUrl("your_mom") });
        var detector = DetectorFor(plugin);
        foreach (var repeated in SecretCanary.All.SelectMany(SecretSearch.Forms).Select(form => form.Written).Append(s_secretsInEveryForm))
        {
            plugin.Sandbox.Faults.Clear();
            plugin.Sandbox.Faults.Inject(Status(status) with { Message = repeated, ProviderMessage = $"vendor: {repeated}", Times = int.MaxValue });
            await CallAllAsync(fresh, state, detector);
        }

        await CloseAsync(fresh, detector);
        Assert.Empty(detector.Leaks);
    }

    [Fact]
    public async Task A_partially_created_instance_and_its_repair_show_no_secret()
    {
        await using var plugin = await PluginFixture.OpenAsync(s_setup);
        plugin.Sandbox.Options = plugin.Sandbox.Options with { RejectedPasswords = [SecretCanary.Password] };
        var detector = DetectorFor(plugin);

        Assert.Null(await detector.CheckAsync("Create", plugin.CreateAsync(s_inputs)));
        plugin.Sandbox.Edit(12, instance => instance.Token = SecretCanary.Token);
        Assert.Null(await detector.CheckAsync("Read", plugin.ReadAsync("12", s_inputs, s_inputs)));
        Assert.Null(await detector.CheckAsync("Update", plugin.UpdateAsync("12", s_inputs, s_inputs, Changed(("sender", "other")))));
        plugin.Sandbox.Options = plugin.Sandbox.Options with { RejectedPasswords = [] };
        plugin.Sandbox.Faults.Inject(Status(500, FaultBody.EchoRequest) with { Path = "/instances/*/enabled" });
        Assert.Null(await detector.CheckAsync("Create and switch", plugin.CreateAsync(Changed(("enabled", false)))));

        await CloseAsync(plugin, detector);
        Assert.Empty(detector.Leaks);
    }

    [Fact]
    public async Task Validation_errors_of_inputs_and_settings_show_no_secret()
    {
        await using var plugin = await PluginFixture.OpenAsync(s_setup with { Configured = false });
        var detector = new LeakDetector(SecretCanary.All);
        foreach (var bad in new[] { "\n", " ", "“", "”", "<INSERT_PASSWORD>", "\u0001" })
        {
            foreach (var text in new[] { SecretCanary.Password + bad, bad + SecretCanary.Password })
            {
                await detector.CheckAsync("Check", plugin.CheckAsync(SampleResource.Inputs(("password", Wire.Secret(text)))));
                await detector.CheckAsync("CheckConfig", plugin.CheckConfigAsync(Wire.Map(("userSecret", text), ("organizationSecret", Wire.Secret(text)))));
                await detector.CheckAsync("Configure", plugin.ConfigureAsync(Wire.Map(("userSecret", text), ("organizationSecret", Wire.Secret(text)))));
            }
        }

        foreach (var misplaced in new object[] { new[] { Wire.Secret(SecretCanary.Password) }, Wire.Map(("x", Wire.Secret(SecretCanary.Password))) })
        {
            await detector.CheckAsync("Check", plugin.CheckAsync(SampleResource.Inputs(("password", misplaced), ("sender", misplaced))));
        }

        // A misspelt secret is one all the same: its value is the program's, and only its name is shown.
        var misspelt = await detector.CheckAsync("Check", plugin.CheckAsync(SampleResource.Inputs(("password", null), ("pasword", Wire.Secret(SecretCanary.Password)))));
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
            var check = await detector.CheckAsync("CheckConfig", plugin.CheckConfigAsync(settings));
            Assert.NotEmpty(check!.Failures);
            Assert.All(check.Failures, failure => Assert.DoesNotContain("Secr", failure.Property, StringComparison.Ordinal));
            await detector.CheckAsync("Configure", plugin.ConfigureAsync(settings));
        }

        await CloseAsync(plugin, detector);
        Assert.Empty(detector.Leaks);
    }

    [Fact]
    public async Task Waits_show_no_secret_at_the_highest_verbosity()
    {
        await using var plugin = await PluginFixture.OpenAsync(s_setup with { Settings = [("maxRetries", 2)] });
        var detector = DetectorFor(plugin);
        plugin.Sandbox.Faults.Inject(Status(429, FaultBody.EchoRequest) with { RetryAfter = TimeSpan.Zero, Times = 2 });

        await detector.CheckAsync("Create", plugin.CreateAsync(s_inputs));

        var note = await plugin.FirstNote.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("429 Too Many Requests", note.Message, StringComparison.Ordinal);
        await CloseAsync(plugin, detector);
        Assert.Empty(detector.Leaks);
    }

    /// <summary>An instance whose token is easy to find.</summary>
    private static async Task<Struct> MakeAsync(PluginFixture plugin)
    {
        var created = await plugin.CreateAsync(s_inputs);
        plugin.Sandbox.Edit(12, instance => instance.Token = SecretCanary.Token);
        return (await plugin.ReadAsync(created.Id, s_inputs, created.Properties)).Properties;
    }

    private static LeakDetector DetectorFor(PluginFixture plugin) => new([.. SecretCanary.All, .. plugin.Sandbox.Instances.Select(instance => instance.Token)]);

    /// <summary>Every call that there is; those that reach the service at the same time, since some faults take the whole attempt's time.</summary>
    private static async Task CallAllAsync(PluginFixture plugin, Struct state, LeakDetector detector)
    {
        await detector.CheckAsync("CheckConfig", plugin.CheckConfigAsync(plugin.Settings));
        await detector.CheckAsync("DiffConfig", plugin.DiffConfigAsync(plugin.Settings, Wire.Map(("userSecret", "other"))));
        await detector.CheckAsync("Check", plugin.CheckAsync(s_inputs));
        await detector.CheckAsync("Diff", plugin.DiffAsync(state, s_inputs, Changed(("password", Wire.Secret("other")))));
        await detector.CheckAsync("Create in a preview", plugin.CreateAsync(s_inputs, preview: true));
        await detector.CheckAsync("Update in a preview", plugin.UpdateAsync("12", state, s_inputs, Changed(("name", "other")), preview: true));
        (string Name, Func<Task<IMessage?>> Call)[] calls =
        [
            ("Create", async () => await plugin.CreateAsync(s_inputs)),
            ("Read", async () => await plugin.ReadAsync("12", s_inputs, state)),
            ("Update by PATCH", async () => await plugin.UpdateAsync("12", state, s_inputs, Changed(("name", "other")))),
            ("Update by PUT", async () => await plugin.UpdateAsync("12", state, s_inputs, Changed(("sender", "other")))),
            ("Update by switch", async () => await plugin.UpdateAsync("12", state, s_inputs, Changed(("enabled", false)))),
            ("Delete", async () =>
            {
                await plugin.DeleteAsync("12", state);
                return null;
            }),
        ];
        foreach (var outcome in await Task.WhenAll(calls.Select(call => OutcomeAsync(call.Call))))
        {
            if (outcome is Grpc.Core.RpcException failure)
            {
                detector.Check("a call", failure);
            }
            else if (outcome is IMessage answer)
            {
                detector.Check("a call", answer);
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

    /// <summary>What the plugin logged and printed, from its start to its end.</summary>
    private static async Task CloseAsync(PluginFixture plugin, LeakDetector detector)
    {
        var closure = await plugin.Process.CloseAsync();
        Assert.True(closure is { CancelAcknowledged: true, ExitCode: 0, Killed: false }, $"{closure}");
        detector.Check("stdout", closure.Output);
        detector.Check("stderr", closure.ErrorOutput);
        foreach (var entry in plugin.Engine.Entries)
        {
            detector.Check("the engine's log", entry.Message);
        }

        Assert.True(detector.Checked > 2);
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
