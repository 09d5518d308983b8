// One provider's plugin in one operation, and the calls that are made to it.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>What Read found.</summary>
/// <param name="Id">The id; may be another than the one asked for.</param>
/// <param name="Inputs">The inputs, or null when the plugin gave none.</param>
/// <param name="Outputs">The outputs, or null when the thing is gone.</param>
internal sealed record ReadOutcome(string Id, Struct? Inputs, Struct? Outputs)
{
    public IReadOnlyList<string> InitErrors { get; init; } = [];
    public bool RefreshBeforeUpdate { get; init; }
}

/// <summary>A plugin that serves one provider resource.</summary>
internal sealed class ProviderSession(IPlugin plugin, ResourceState provider, bool isPreview, string statusAddress)
{
    /// <summary>Configure runs in the background; its failure shows on the next call.</summary>
    private Lazy<Task> _configured = new(Task.CompletedTask);
    public IPlugin Plugin { get; } = plugin;
    public string Urn => Provider.Urn;
    public ResourceState Provider { get; } = provider;

    /// <summary>False when a setting is not known yet: then the engine answers in the plugin's place.</summary>
    public bool IsKnown { get; private set; } = true;

    public void Configure(Struct args)
    {
        IsKnown = !Wire.ContainsUnknown(args);
        var request = new ConfigureRequest
        {
            Args = args,
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Id = Provider.Id,
            Urn = Urn,
            Name = Provider.Name,
            Type = Provider.Type,
        };
        foreach (var (key, value) in args.Fields)
        {
            var bare = Wire.Unwrap(value);
            request.Variables[$"{ResourceUrn.PackageOf(Provider.Type)}:config:{key}"] = bare.HasStringValue ? bare.StringValue : bare.ToString();
        }

        if (IsKnown)
        {
            var configuring = ConfigureAsync(request);
            _configured = new(configuring);
        }
    }

    /// <summary>Waits for Configure, whatever comes of it.</summary>
    public async Task SettleAsync() => await _configured.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async Task<CheckResponse> CheckAsync(CheckRequest request)
    {
        (request.Olds, request.OldOutputs, request.News) = (Send(request.Olds), Send(request.OldOutputs), Send(request.News));
        return await AskAsync(() => Plugin.Client.CheckAsync(request), new CheckResponse { Inputs = request.News });
    }

    public async Task<DiffReading> DiffAsync(DiffRequest request)
    {
        var sent = request.Clone();
        (sent.Olds, sent.News, sent.OldInputs) = (Send(request.Olds), Send(request.News), Send(request.OldInputs));
        return !IsKnown && Wire.SameContent(request.OldInputs, request.News) ? DiffReading.None : DiffReading.Of(await AskAsync(() => Plugin.Client.DiffAsync(sent), OwnDiff(request)), request);
    }

    public async Task<CreateResponse> CreateAsync(CreateRequest request)
    {
        request.Properties = Send(request.Properties);
        (request.ResourceStatusAddress, request.ResourceStatusToken) = Status();
        return await AskAsync(() => Plugin.Client.CreateAsync(request), new CreateResponse { Properties = new Struct() });
    }

    public async Task<UpdateResponse> UpdateAsync(UpdateRequest request)
    {
        (request.Olds, request.News, request.OldInputs) = (Send(request.Olds), Send(request.News), Send(request.OldInputs));
        (request.ResourceStatusAddress, request.ResourceStatusToken) = Status();
        return await AskAsync(() => Plugin.Client.UpdateAsync(request), new UpdateResponse { Properties = new Struct() });
    }

    public async Task DeleteAsync(ResourceState resource)
    {
        var (address, token) = Status();
        await AskAsync(() => Plugin.Client.DeleteAsync(new DeleteRequest
        {
            Id = resource.Id,
            Urn = resource.Urn,
            Properties = Send(resource.Outputs),
            OldInputs = Send(resource.Inputs),
            Timeout = resource.Timeouts.Delete,
            Name = resource.Name,
            Type = resource.Type,
            ResourceStatusAddress = address,
            ResourceStatusToken = token,
        }), new Empty());
    }

    /// <summary>Reads a thing: for a refresh with the known inputs and outputs, otherwise without.</summary>
    /// <param name="resource">The thing as it is asked for.</param>
    /// <param name="inputs">The known inputs; null where the thing is not managed.</param>
    /// <param name="withStatus">False for <c>pulumi import</c>, which offers no place for views.</param>
    public async Task<ReadOutcome> ReadAsync(ResourceState resource, Struct? inputs, bool withStatus = true)
    {
        var (address, token) = withStatus ? Status() : ("", "");
        var request = new ReadRequest
        {
            Id = resource.Id,
            Urn = resource.Urn,
            Name = resource.Name,
            Type = resource.Type,
            Inputs = inputs is null ? null : Send(inputs),
            Properties = Send(resource.Outputs),
            Timeout = resource.Timeouts.Read,
            ResourceStatusAddress = address,
            ResourceStatusToken = token,
        };
        try
        {
            var answer = await AskAsync(() => Plugin.Client.ReadAsync(request), new ReadResponse { Id = resource.Id, Properties = new Struct() });
            return new ReadOutcome(answer.Id, Optional(answer.Inputs, "inputs"), Optional(answer.Properties, "properties")) { RefreshBeforeUpdate = answer.RefreshBeforeUpdate };
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            return new ReadOutcome(failed.Id, Optional(failed.Inputs, "inputs"), Optional(failed.Properties, "properties"))
            {
                InitErrors = [.. failed.Reasons],
                RefreshBeforeUpdate = failed.RefreshBeforeUpdate,
            };
        }
    }

    /// <summary>Calls a function, in previews too; what is unknown in its arguments is not sent.</summary>
    public async Task<InvokeResponse> InvokeAsync(string token, Struct arguments)
    {
        var request = new InvokeRequest { Tok = token, Args = Send(Wire.WithoutUnknowns(Answers.Plain(arguments))), Preview = isPreview };
        var answer = await AskAsync(() => Plugin.Client.InvokeAsync(request), new InvokeResponse { Return = new Struct() });
        return answer.Failures.Count > 0 ? answer : new InvokeResponse { Return = Answers.Require(answer.Return, $"the answer to Invoke of {token}", preview: false) };
    }

    /// <summary>The answers of one List, as they come; its failure is an <see cref="RpcException"/>.</summary>
    public async IAsyncEnumerable<ListResponse> ListAsync(ListRequest request)
    {
        await _configured.Value;
        using var call = Plugin.Client.List(request);
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            yield return answer;
        }
    }

    /// <summary>Sends Cancel to the plugin; the close that follows reports whether it was acknowledged.</summary>
    public async Task CancelAsync()
    {
        try
        {
            await Plugin.Client.CancelAsync(new Empty());
        }
        catch (RpcException)
        {
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

    /// <summary>A call of a configured plugin; the engine's own answer where the plugin's settings are not known yet.</summary>
    private async Task<T> AskAsync<T>(Func<AsyncUnaryCall<T>> call, T unknown)
    {
        await _configured.Value;
        return IsKnown ? await CallAsync(call()) : unknown;
    }

    private (string Address, string Token) Status() => (statusAddress, Guid.NewGuid().ToString());
    private static Struct? Optional(Struct? map, string field) => map is null ? null : Answers.Require(map, $"the {field} in the answer to Read", preview: false);

    /// <summary>A copy of values as the plugin asked for them in the Handshake.</summary>
    private Struct Send(Struct map) => Plugin.Handshake.AcceptSecrets ? map.Clone() : Wire.Unwrap(map);

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
    private static DiffResponse OwnDiff(DiffRequest request) => new()
    {
        Changes = DiffResponse.Types.DiffChanges.DiffSome,
        Diffs = { request.News.Fields.Keys.Union(request.OldInputs.Fields.Keys).Where(key => !Equals(request.News.Fields.GetValueOrDefault(key), request.OldInputs.Fields.GetValueOrDefault(key))) },
    };
}
