// A small plugin over things in memory, whose every answer a test can change.
using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

internal sealed class FakePlugin : ResourceProvider.ResourceProviderBase
{
    private int _lastId = 100;

    public ConcurrentQueue<(string Method, IMessage Request)> Calls { get; } = new();

    public ConcurrentDictionary<string, Struct> Things { get; } = new();

    public ProviderHandshakeResponse Abilities { get; set; } = new()
    {
        AcceptSecrets = true,
        AcceptResources = true,
        AcceptOutputs = true,
        SupportsAutonamingConfiguration = true,
    };

    public string EngineAddress { get; private set; } = "";

    public Func<CheckRequest, CheckResponse> OnCheckConfig { get; set; } = request => new CheckResponse { Inputs = request.News };

    public Func<DiffRequest, DiffResponse> OnDiffConfig { get; set; } = _ => new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone };

    public Action<ConfigureRequest> OnConfigure { get; set; } = _ => { };

    public Func<CheckRequest, CheckResponse> OnCheck { get; set; } = request => new CheckResponse { Inputs = request.News };

    public Func<DiffRequest, DiffResponse> OnDiff { get; set; } = Compare;

    public Func<CreateRequest, CreateResponse>? OnCreate { get; set; }

    public Func<ReadRequest, ReadResponse>? OnRead { get; set; }

    public Func<UpdateRequest, UpdateResponse>? OnUpdate { get; set; }

    public Func<InvokeRequest, InvokeResponse> OnInvoke { get; set; } = request => new InvokeResponse { Return = request.Args };

    public Func<ListRequest, IEnumerable<ListResponse>> OnList { get; set; } = _ => [];

    public Func<DeleteRequest, Task>? OnDelete { get; set; }

    public Func<Task> OnCancel { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<T> Requests<T>(string method) => [.. Calls.Where(call => call.Method == method).Select(call => (T)call.Request)];

    public IReadOnlyList<string> Methods => [.. Calls.Select(call => call.Method)];

    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) => Answer(nameof(GetSchema), request, () => new GetSchemaResponse { Schema = "{}" });

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context)
    {
        EngineAddress = request.EngineAddress;
        return Answer(nameof(Handshake), request, () => Abilities);
    }

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Answer(nameof(GetPluginInfo), request, () => new PluginInfo { Version = "1.2.3" });

    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        Answer(nameof(CheckConfig), request, () => OnCheckConfig(request));

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Answer(nameof(DiffConfig), request, () => OnDiffConfig(request));

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) => Answer(nameof(Configure), request, () =>
    {
        OnConfigure(request);
        return new ConfigureResponse { AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true, SupportsAutonamingConfiguration = true, SupportsPreview = true };
    });

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        Answer(nameof(Check), request, () => OnCheck(request));

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        Answer(nameof(Diff), request, () => OnDiff(request));

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        Answer(nameof(Create), request, () => OnCreate is null ? CreateThing(request) : OnCreate(request));

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        Answer(nameof(Read), request, () => OnRead is null ? ReadThing(request) : OnRead(request));

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        Answer(nameof(Update), request, () => OnUpdate is null ? UpdateThing(request) : OnUpdate(request));

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
        Answer(nameof(Invoke), request, () => OnInvoke(request));

    public override async Task List(ListRequest request, IServerStreamWriter<ListResponse> responseStream, ServerCallContext context)
    {
        Calls.Enqueue((nameof(List), request));
        foreach (var answer in OnList(request))
        {
            await responseStream.WriteAsync(answer);
        }
    }

    public override async Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        Calls.Enqueue((nameof(Delete), request));
        if (OnDelete is not null)
        {
            await OnDelete(request);
        }

        Things.TryRemove(request.Id, out _);
        return new Empty();
    }

    public override async Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        Calls.Enqueue((nameof(Cancel), request));
        await OnCancel();
        return new Empty();
    }

    public CreateResponse CreateThing(CreateRequest request)
    {
        if (request.Preview)
        {
            return new CreateResponse { Properties = request.Properties };
        }

        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        Things[id] = request.Properties;
        return new CreateResponse { Id = id, Properties = Outputs(id, request.Properties) };
    }

    public static Struct Outputs(string id, Struct inputs)
    {
        var outputs = inputs.Clone();
        outputs.Fields["token"] = Wire.Secret($"token-of-{id}");
        return outputs;
    }

    /// <summary>An RPC failure with a detail, as a plugin sends it.</summary>
    public static RpcException Failure(StatusCode code, string message, IMessage detail) =>
        new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(detail) } }.ToRpcException();

    public static DiffResponse Compare(DiffRequest request)
    {
        var answer = new DiffResponse { HasDetailedDiff = true, Changes = DiffResponse.Types.DiffChanges.DiffNone };
        var (olds, news) = (request.OldInputs.Fields, request.News.Fields);
        foreach (var key in olds.Keys.Union(news.Keys).Where(key => !olds.ContainsKey(key) || !news.ContainsKey(key) || !Wire.Unwrap(olds[key]).Equals(Wire.Unwrap(news[key]))))
        {
            var replace = key == "size";
            answer.Changes = DiffResponse.Types.DiffChanges.DiffSome;
            answer.Diffs.Add(key);
            answer.DetailedDiff[key] = new PropertyDiff
            {
                InputDiff = true,
                Kind = !olds.ContainsKey(key) ? PropertyDiff.Types.Kind.Add
                    : !news.ContainsKey(key) ? PropertyDiff.Types.Kind.Delete
                    : replace ? PropertyDiff.Types.Kind.UpdateReplace : PropertyDiff.Types.Kind.Update,
            };
            if (replace)
            {
                answer.Replaces.Add(key);
            }
        }

        return answer;
    }

    public ReadResponse ReadThing(ReadRequest request) => Things.TryGetValue(request.Id, out var inputs)
        ? new ReadResponse { Id = request.Id, Inputs = inputs, Properties = Outputs(request.Id, inputs) }
        : new ReadResponse();

    public UpdateResponse UpdateThing(UpdateRequest request)
    {
        if (!request.Preview)
        {
            Things[request.Id] = request.News;
        }

        return new UpdateResponse { Properties = Outputs(request.Id, request.News) };
    }

    private Task<T> Answer<T>(string method, IMessage request, Func<T> answer)
    {
        Calls.Enqueue((method, request));
        return Task.FromResult(answer());
    }
}
