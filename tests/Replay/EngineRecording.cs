// One deployment of a recording: the program, state and settings that its calls imply, and the plugin's recorded answers for the engine simulator.
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.EngineSimulator.Protocol;
using Pulumirpc;
using WireFormat = InfoBip.EngineSimulator.WireFormat;

namespace InfoBip.Replay.Tests;

/// <summary>Runs an operation of the engine simulator against recorded answers and writes down its calls.</summary>
internal sealed class EngineRecording(string name, IReadOnlyList<RecordedCall> calls)
{
    private const string Package = "infobip";
    private const string NewId = "(new)";
    private static readonly string[] s_random = ["randomSeed", "resourceStatusAddress", "resourceStatusToken"];
    private static readonly string[] s_beforeThat = ["Handshake", "GetPluginInfo", "Attach"];

    private static readonly ProviderHandshakeResponse s_handshake = new() { AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true, SupportsAutonamingConfiguration = true };

    private readonly Conditions _conditions = Conditions.Of(new Recording(name, calls));
    private readonly ConcurrentQueue<(string Method, JsonObject Request)> _made = new();
    private readonly Dictionary<string, Queue<RecordedCall>> _answers = calls.GroupBy(Key).ToDictionary(group => group.Key, group => new Queue<RecordedCall>(group));

    private static IEnumerable<RecordedCall> Of(IEnumerable<RecordedCall> calls, string method) => calls.Where(call => call.Method == method);

    /// <summary>The deployments of a command: one ends when all its plugins have been cancelled. What only asks for a schema belongs to the one before.</summary>
    public static IReadOnlyList<IReadOnlyList<RecordedCall>> Deployments(Recording recording)
    {
        var deployments = new List<List<RecordedCall>>();
        var open = 0;
        foreach (var call in recording.Calls)
        {
            if (open == 0 && call.Method == "Handshake")
            {
                deployments.Add([]);
            }

            open += call.Method switch { "Handshake" => 1, "Cancel" => -1, _ => 0 };
            deployments[^1].Add(call);
        }

        // A provider that is replaced while no other runs ends and begins again within its deployment.
        for (var index = deployments.Count - 1; index > 0; index--)
        {
            var before = deployments[index - 1];
            if (deployments[index].All(call => call.Method is not ("Configure" or "CheckConfig")) || before.All(call => call.Method != "Configure"))
            {
                before.AddRange(deployments[index]);
                deployments.RemoveAt(index);
            }
        }

        return deployments;
    }

    public async Task RunAsync(string operation)
    {
        var words = operation.Split(' ');
        var stack = StateBefore(words[0]);
        var deployment = new Deployment(new DeploymentOptions
        {
            Launcher = _ => Task.FromResult(new PluginProcess(new RecordedAnswers(this), s_handshake)),
            Stack = stack,
            Program = new RecordedProgram(this),
            Config = Settings(),
            Refresh = words.Contains("--refresh"),
            Targets = Targets(),
            ContinueOnError = false,
        });
        var previewOnly = words.Contains("--preview-only");
        await (words[0] switch
        {
            "preview" => deployment.PreviewAsync(),
            "up" => deployment.UpAsync(),
            "refresh" => deployment.RefreshAsync(previewOnly),
            "destroy" => deployment.DestroyAsync(previewOnly),
            "do" => deployment.ListAsync((string)Of(calls, "List").First().Request["token"]!, RpcStruct(Of(calls, "List").First().Request["query"])),
            _ => Of(calls, "Read").First() is var read ? deployment.ImportAsync((string)read.Request["type"]!, read.ResourceName, (string)read.Request["id"]!, previewOnly: previewOnly) : throw new InvalidOperationException(),
        });
    }

    /// <summary>The recorded calls, a line each; those of a resource stay in their order, and resources are in no order.</summary>
    public IEnumerable<string> Expected() => Lines(calls.Select(call => (call.Method, call.Request)));

    public IEnumerable<string> Made() => Lines(_made);

    private static IEnumerable<string> Lines(IEnumerable<(string Method, JsonObject Request)> made) => made
        .Where(call => !s_beforeThat.Contains(call.Method))
        .Select(call => (Urn: (string?)call.Request["urn"] ?? "", Text: $"{call.Method} {Normal(call.Method, call.Request)}"))
        .GroupBy(call => call.Urn)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .SelectMany(group => group.Key.Length == 0 ? group.Select(call => call.Text).Order(StringComparer.Ordinal) : group.Select(call => call.Text));

    /// <summary>A request with what differs from run to run in one form.</summary>
    private static string Normal(string method, JsonObject request)
    {
        var normal = RpcMethod.ToJson(RpcMethod.All[method].ParseRequest(request));
        foreach (var member in s_random.Where(normal.ContainsKey))
        {
            normal[member] = "(any)";
        }

        if (method == "Configure" && Guid.TryParse((string?)normal["id"], out _) && (string?)normal["id"] != WireFormat.UnknownString)
        {
            normal["id"] = NewId;
        }

        if (normal["autonaming"]?["proposedName"] is { } proposed)
        {
            // Its end may be random.
            normal["autonaming"]!["proposedName"] = proposed.ToString()[..Math.Min(9, proposed.ToString().Length)];
        }

        return Sorted(normal).ToJsonString();
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };

    private static string Key(RecordedCall call) => Key(call.Method, call.Request);

    private static string Key(string method, JsonObject request) => $"{method} {request["urn"] ?? request["tok"] ?? request["token"]}";

    private static Struct RpcStruct(JsonNode? node) => node is null ? new Struct() : JsonParser.Default.Parse<Struct>(node.ToJsonString());

    /// <summary>The settings of the default provider, as the stack's configuration would have them.</summary>
    private StackConfig Settings()
    {
        var config = StackConfig.Empty;
        foreach (var (key, value) in Of(calls, "CheckConfig").FirstOrDefault(call => call.ResourceName.StartsWith("default", StringComparison.Ordinal)) is { } check ? RpcStruct(check.Request["news"]).Fields : [])
        {
            config = config.With($"{Package}:{key}", value.HasStringValue ? value.StringValue : value.ToString(), IsSecret(key));
        }

        return RecordedAutonaming.Settings.TryGetValue(name, out var setting) ? config.With("pulumi:autonaming", setting) : config;
    }

    private static bool IsSecret(string key) => key.EndsWith("Secret", StringComparison.Ordinal);

    private static Struct WithSecrets(Struct settings)
    {
        foreach (var key in settings.Fields.Keys.Where(IsSecret).ToList())
        {
            settings.Fields[key] = Wire.IsSecret(settings.Fields[key]) || Wire.IsUnknown(settings.Fields[key]) ? settings.Fields[key] : Wire.Secret(settings.Fields[key]);
        }

        return settings;
    }

    private string[] Targets() => name.Contains("-target", StringComparison.Ordinal) ? [.. Of(calls, "Check").Select(call => call.Urn).Distinct()] : [];

    private Stack StateBefore(string operation)
    {
        var urns = calls.Where(call => call.Urn.Length > 0).Select(call => call.Urn.Split("::")).First();
        var stack = new Stack(urns[0]["urn:pulumi:".Length..], urns[1]) { IsDeployed = true };
        foreach (var group in calls.Where(call => call.Urn.Contains("::pulumi:providers:", StringComparison.Ordinal)).GroupBy(call => call.Urn))
        {
            var diff = Of(group, "DiffConfig").FirstOrDefault();
            var configures = Of(group, "Configure").ToList();
            var check = Of(group, "CheckConfig").FirstOrDefault();
            if (check is not null && RpcStruct(check.Request["olds"]).Fields.Count == 0 && diff is null)
            {
                continue;
            }

            var inputs = WithSecrets(RpcStruct(diff?.Request["oldInputs"] ?? configures.FirstOrDefault()?.Request["args"] ?? check!.Request["olds"]));
            var replaced = diff?.Answer?["replaces"] is not null;
            var id = (replaced ? configures.Skip(1).LastOrDefault() : configures.FirstOrDefault())?.Request["id"];
            stack.Put(new ResourceState
            {
                Urn = group.Key,
                Id = id is null || (string?)id == WireFormat.UnknownString ? Guid.NewGuid().ToString() : (string)id!,
                Inputs = inputs,
                Outputs = diff is null ? inputs : WithSecrets(RpcStruct(diff.Request["olds"])),
            });
        }

        foreach (var group in calls.Where(call => call.Urn.Length > 0 && !call.Urn.Contains("::pulumi:providers:", StringComparison.Ordinal)).GroupBy(call => call.Urn))
        {
            if (Before(group.ToList(), operation, stack) is { } state)
            {
                stack.Put(state);
            }
        }

        return stack;
    }

    private ResourceState? Before(List<RecordedCall> made, string operation, Stack stack)
    {
        var (first, check, delete) = (made[0], Of(made, "Check").FirstOrDefault(), Of(made, "Delete").LastOrDefault());
        var (inputs, outputs) = first.Method switch
        {
            "Read" when operation == "import" || (first.Request["inputs"] is null && operation is "preview" or "up") => (null, null),
            "Read" => (first.Request["inputs"] ?? new JsonObject(), first.Request["properties"]),
            "Delete" => (first.Request["oldInputs"], first.Request["properties"]),
            "Check" when RpcStruct(check!.Request["oldOutputs"]).Fields.Count > 0 => (check.Request["olds"], check.Request["oldOutputs"]),
            _ => ((JsonNode?)null, (JsonNode?)null),
        };
        if (inputs is null)
        {
            return null;
        }

        var providerName = _conditions.Providers.GetValueOrDefault(first.ResourceName, "default");
        var provider = stack.Resources.FirstOrDefault(resource => resource.IsProvider && (resource.Name == providerName || (providerName == "default" && resource.Name.StartsWith(providerName, StringComparison.Ordinal))))
            ?? stack.Resources.First(resource => resource.IsProvider);
        if (Of(calls, "DiffConfig").Where(call => call.Urn == provider.Urn).ToList() is [_, var second])
        {
            // The resource came from another provider: the one whose settings are compared once more.
            provider = stack.Resources.FirstOrDefault(resource => resource.IsProvider && Wire.Unwrap(resource.Inputs).Equals(RpcStruct(second.Request["oldInputs"]))) ?? provider;
        }

        return new ResourceState
        {
            Urn = first.Urn,
            InitErrors = made.Any(call => call.Method == "Update") && (string?)Of(made, "Diff").First().Answer?["changes"] == "DIFF_NONE" ? ["not whole"] : [],
            Id = (string?)(delete ?? made.FirstOrDefault(call => call.Method is "Diff" or "Update" or "Read") ?? first).Request["id"] ?? "(unknown)",
            Inputs = RpcStruct(inputs),
            Outputs = RpcStruct(outputs),
            Provider = provider.Reference,
            External = first.Method == "Read" && first.Request["inputs"] is null,
            IgnoreChanges = [.. Of(made, "Diff").FirstOrDefault()?.Request["ignoreChanges"]?.AsArray().Select(path => (string)path!) ?? []],
            Timeouts = Timeouts(made),
        };
    }

    private static CustomTimeouts Timeouts(IEnumerable<RecordedCall> made)
    {
        double Of(string method) => (double?)made.FirstOrDefault(call => call.Method == method)?.Request["timeout"] ?? 0;
        return new CustomTimeouts(Of("Create"), Of("Update"), Of("Delete"), Of("Read"));
    }

    private async Task<TResponse> AnswerAsync<TResponse>(string method, IMessage request)
    {
        var json = RpcMethod.ToJson(request);
        _made.Enqueue((method, json));
        await Task.Yield();
        RecordedCall? recorded;
        lock (_answers)
        {
            recorded = _answers.TryGetValue(Key(method, json), out var left) && left.Count > 0 ? left.Dequeue() : null;
        }

        return recorded?.Answer switch
        {
            null when method == "Cancel" => (TResponse)(object)new Empty(),
            null => throw new RpcException(new Status(StatusCode.Unimplemented, $"not recorded: {method} {json["urn"]}")),
            var answer when answer["error"] is { } error => throw Failure(error),
            var answer => (TResponse)RpcMethod.All[method].ParseResponse(answer),
        };
    }

    private static RpcException Failure(JsonNode error)
    {
        var code = System.Enum.Parse<StatusCode>(((string)error["status"]!).Replace("Canceled", "Cancelled", StringComparison.Ordinal));
        return error["resource"] is not { } resource
            ? new RpcException(new Status(code, (string)error["message"]!))
            : new Google.Rpc.Status
            {
                Code = (int)code,
                Message = (string)error["message"]!,
                Details =
                {
                    Any.Pack(new ErrorResourceInitFailed { Id = (string)resource["id"]!, Properties = RpcStruct(resource["properties"]), Inputs = RpcStruct(resource["inputs"]), Reasons = { (string)error["message"]! } }),
                },
            }.ToRpcException();
    }

    /// <summary>The program that the calls imply: what is checked and read, in that order, one after another.</summary>
    private sealed class RecordedProgram(EngineRecording recording) : IProgram
    {
        public string Name => recording.StateBefore("").Project;

        async Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run)
        {
            var urns = new HashSet<string>();
            if (Of(recording.Calls, "CheckConfig").Any(call => call.ResourceName.StartsWith("default", StringComparison.Ordinal)))
            {
                await run.GuardAsync(run.Stack.Urn, () => run.Providers.DefaultAsync(new PluginRequest(Package)));
            }

            foreach (var call in recording.Programmed())
            {
                urns.Add(call.Urn);
                await run.GuardAsync(call.Urn.Length > 0 ? call.Urn : run.Stack.Urn, () => recording.RegisterAsync(run, call));
            }

            foreach (var target in run.Options.Targets.Count > 0 ? run.Stack.Resources.Where(resource => !resource.IsProvider).Select(resource => resource.Urn) : [])
            {
                urns.Add(target);
            }

            return new ProgramOutcome(urns, []);
        }
    }

    private IEnumerable<RecordedCall> Programmed()
    {
        var seen = new HashSet<string>();
        foreach (var call in calls)
        {
            var isProgram = call.Method switch
            {
                "CheckConfig" => !call.ResourceName.StartsWith("default", StringComparison.Ordinal),
                "Check" or "Invoke" => true,
                "Read" => call.Request["inputs"] is null,
                _ => false,
            };
            if (isProgram && (call.Method == "Invoke" || seen.Add(call.Urn)))
            {
                yield return call;
            }
        }
    }

    private async Task RegisterAsync(DeploymentRun run, RecordedCall call)
    {
        if (call.Method == "CheckConfig")
        {
            await run.Providers.ExplicitAsync(call.Urn, WithSecrets(RpcStruct(call.Request["news"])), new PluginRequest(Package), []);
            return;
        }

        var provider = _conditions.Providers.GetValueOrDefault(call.ResourceName);
        var session = provider is null ? await run.Providers.DefaultAsync(new PluginRequest(Package)) : await run.Providers.RegisteredAsync(run.UrnOf($"pulumi:providers:{Package}", provider));
        if (call.Method == "Invoke")
        {
            await session.InvokeAsync((string)call.Request["tok"]!, RpcStruct(call.Request["args"]));
            return;
        }

        var made = calls.Where(other => other.Urn == call.Urn).ToList();
        var check = Of(made, "Check").FirstOrDefault();
        var goal = new RegisterResourceRequest
        {
            Object = RpcStruct(check?.Request["news"]),
            IgnoreChanges = { Of(made, "Diff").FirstOrDefault()?.Request["ignoreChanges"]?.AsArray().Select(path => (string)path!) ?? [] },
            ImportId = call.Method == "Read" && check is not null ? (string)call.Request["id"]! : "",
            CustomTimeouts = new() { Create = Text(Timeouts(made).Create), Update = Text(Timeouts(made).Update), Delete = Text(Timeouts(made).Delete) },
        };
        var registration = new Registration(run, session, call.Urn, goal);
        await (check is null ? registration.GetAsync((string)call.Request["id"]!) : registration.RegisterAsync());
        static string Text(double seconds) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seconds}s");
    }

    private sealed class RecordedAnswers(EngineRecording recording) : CallInvoker
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            new(recording.AnswerAsync<TResponse>(method.Name, (IMessage)request), Task.FromResult(new Metadata()), static () => Status.DefaultSuccess, static () => [], static () => { });

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            recording._made.Enqueue((method.Name, RpcMethod.ToJson((IMessage)request)));
            var results = Of(recording.Calls, method.Name).First().Answer!["results"]!.AsArray().Select(result => (TResponse)RpcMethod.All[method.Name].ParseResponse(result!.AsObject()));
            return new(new Results<TResponse>(results.GetEnumerator()), Task.FromResult(new Metadata()), static () => Status.DefaultSuccess, static () => [], static () => { });
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }

    private IReadOnlyList<RecordedCall> Calls => calls;

    private sealed class Results<T>(IEnumerator<T> results) : IAsyncStreamReader<T>
    {
        public T Current => results.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(results.MoveNext());
    }
}
