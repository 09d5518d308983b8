// One provider's plugin in one operation, and the calls that are made to it.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A plugin that serves one provider resource.</summary>
internal sealed class ProviderSession(IPlugin plugin, string urn, string id, bool isPreview)
{
    /// <summary>Configure runs in the background; its failure shows on the next call (protocol file, 2.1).</summary>
    private Task _configured = Task.CompletedTask;

    public IPlugin Plugin { get; } = plugin;

    public string Urn { get; } = urn;

    /// <summary>The provider as resources name it in the state.</summary>
    public string Reference => $"{Urn}::{id}";

    /// <summary>False when a setting is not known yet: then the engine answers in the plugin's place.</summary>
    public bool IsKnown { get; private set; } = true;

    /// <summary>True when the provider was replaced, and with it every resource of it.</summary>
    public bool IsReplaced { get; init; }

    public void Configure(Struct args, string package)
    {
        if (Wire.ContainsUnknown(args))
        {
            IsKnown = false;
            return;
        }

        var request = new ConfigureRequest
        {
            Args = args,
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Id = id,
            Urn = Urn,
            Name = ResourceUrn.NameOf(Urn),
            Type = ResourceUrn.TypeOf(Urn),
        };
        foreach (var (key, value) in args.Fields)
        {
            var bare = Wire.Unwrap(value);
            request.Variables[$"{package}:config:{key}"] = bare.HasStringValue ? bare.StringValue : bare.ToString();
        }

        _configured = ConfigureAsync(request);
    }

    /// <summary>Waits for Configure, whatever comes of it.</summary>
    public async Task SettleAsync() => await _configured.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async Task<CheckResponse> CheckAsync(CheckRequest request)
    {
        await _configured;
        if (!IsKnown)
        {
            return new CheckResponse { Inputs = request.News };
        }

        (request.Olds, request.News) = (Send(request.Olds)!, Send(request.News)!);
        return await CallAsync(Plugin.Client.CheckAsync(request));
    }

    public async Task<DiffReading> DiffAsync(DiffRequest request)
    {
        await _configured;
        if (!IsKnown)
        {
            return Wire.SameContent(request.OldInputs, request.News) ? DiffReading.None : DiffReading.Of(OwnDiff(request), request);
        }

        var sent = request.Clone();
        (sent.Olds, sent.News, sent.OldInputs) = (Send(request.Olds)!, Send(request.News)!, Send(request.OldInputs)!);
        return DiffReading.Of(await CallAsync(Plugin.Client.DiffAsync(sent)), request);
    }

    public async Task<CreateResponse> CreateAsync(CreateRequest request)
    {
        await _configured;
        request.Properties = Send(request.Properties)!;
        return IsKnown ? await CallAsync(Plugin.Client.CreateAsync(request)) : new CreateResponse { Properties = new Struct() };
    }

    public async Task<ReadResponse> ReadAsync(ReadRequest request)
    {
        await _configured;
        (request.Inputs, request.Properties) = (Send(request.Inputs), Send(request.Properties));
        return IsKnown ? await CallAsync(Plugin.Client.ReadAsync(request)) : new ReadResponse { Id = request.Id, Properties = new Struct() };
    }

    public async Task<UpdateResponse> UpdateAsync(UpdateRequest request)
    {
        await _configured;
        (request.Olds, request.News, request.OldInputs) = (Send(request.Olds)!, Send(request.News)!, Send(request.OldInputs)!);
        return IsKnown ? await CallAsync(Plugin.Client.UpdateAsync(request)) : new UpdateResponse { Properties = new Struct() };
    }

    public async Task DeleteAsync(DeleteRequest request)
    {
        await _configured;
        (request.Properties, request.OldInputs) = (Send(request.Properties)!, Send(request.OldInputs)!);
        await CallAsync(Plugin.Client.DeleteAsync(request));
    }

    public async Task<InvokeResponse> InvokeAsync(InvokeRequest request)
    {
        await _configured;
        request.Args = Send(request.Args);
        return IsKnown ? await CallAsync(Plugin.Client.InvokeAsync(request)) : new InvokeResponse { Return = new Struct() };
    }

    /// <summary>The answers of one List, as they come; its failure is an <see cref="RpcException"/>.</summary>
    public async IAsyncEnumerable<ListResponse> ListAsync(ListRequest request)
    {
        await _configured;
        request.Query = Send(request.Query);
        using var call = Plugin.Client.List(request);
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            yield return answer;
        }
    }

    /// <summary>Sends Cancel to the plugin; the answer does not matter here.</summary>
    public async Task CancelAsync()
    {
        try
        {
            await Plugin.Client.CancelAsync(new Empty());
        }
        catch (RpcException)
        {
            // The close that follows reports whether Cancel was acknowledged.
        }
    }

    /// <summary>Awaits a call and reads its failure as the engine does.</summary>
    public static async Task<T> CallAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            return await call;
        }
        catch (RpcException error)
        {
            throw StepException.Of(error);
        }
    }

    /// <summary>Values as the plugin asked for them in the Handshake.</summary>
    private Struct? Send(Struct? map) => map is null || Plugin.Handshake.AcceptSecrets ? map : Wire.Unwrap(map);

    private async Task ConfigureAsync(ConfigureRequest request)
    {
        var answer = await CallAsync(Plugin.Client.ConfigureAsync(request));
        var handshake = Plugin.Handshake;
        if (answer.AcceptSecrets != handshake.AcceptSecrets
            || answer.AcceptResources != handshake.AcceptResources
            || answer.AcceptOutputs != handshake.AcceptOutputs
            || answer.SupportsAutonamingConfiguration != handshake.SupportsAutonamingConfiguration)
        {
            throw new PluginProtocolException("Handshake and Configure announce different abilities; older engines read Configure's.");
        }
    }

    /// <summary>The engine's own comparison of inputs, by top-level properties.</summary>
    private DiffResponse OwnDiff(DiffRequest request) => new()
    {
        Changes = isPreview ? DiffResponse.Types.DiffChanges.DiffSome : throw new InvalidOperationException("Only a preview may meet unknown settings."),
        Diffs =
        {
            request.News.Fields.Keys.Union(request.OldInputs.Fields.Keys)
                .Where(key => !Equals(request.News.Fields.GetValueOrDefault(key), request.OldInputs.Fields.GetValueOrDefault(key))),
        },
    };
}
