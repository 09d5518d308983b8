// One provider's plugin in one operation, and how calls are made to it.
namespace InfoBip.EngineSimulator;

/// <summary>A plugin that serves one provider resource.</summary>
internal sealed class ProviderSession(PluginProcess plugin, ResourceState provider, DeploymentRun run)
{
    /// <summary>Configure runs in the background; its failure shows on the next call.</summary>
    private Task _configured = Task.CompletedTask;
    public PluginProcess Plugin => plugin;
    public ResourceState Provider => provider;

    /// <summary>False when a setting is not known yet: then the engine answers in the plugin's place.</summary>
    public bool IsKnown { get; private set; } = true;

    public ProviderSession Configure(Struct settings)
    {
        var request = About(new ConfigureRequest { Args = PluginRequest.ForPlugin(settings), AcceptSecrets = true, AcceptResources = true, SendsOldInputs = true, SendsOldInputsToDelete = true }, provider);
        IsKnown = !Wire.ContainsUnknown(request.Args);
        foreach (var (key, value) in Wire.Unwrap(request.Args).Fields)
        {
            request.Variables[$"{ResourceUrn.PackageOf(provider.Type)}:config:{key}"] = value.HasStringValue ? value.StringValue : value.ToString();
        }

        _configured = IsKnown ? EngineException.CallAsync(plugin.Client.ConfigureAsync(request)) : _configured;
        return this;
    }

    /// <summary>Waits for Configure, whatever comes of it.</summary>
    public async Task SettleAsync() => await _configured.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>A call of a configured plugin; the engine's own answer where the plugin's settings are not known yet.</summary>
    public async Task<T> AskAsync<T>(Func<ResourceProvider.ResourceProviderClient, AsyncUnaryCall<T>> call, T unknown)
    {
        await _configured;
        return IsKnown ? await EngineException.CallAsync(call(plugin.Client)) : unknown;
    }

    public Task<CheckResponse> CheckAsync(ResourceState asked, ResourceState? old, Struct news, ByteString seed, AutonamingOptions? autonaming = null)
    {
        var request = new CheckRequest { Olds = old?.Inputs ?? new Struct(), OldOutputs = old?.Outputs ?? new Struct(), News = news, RandomSeed = seed, Autonaming = plugin.Handshake.SupportsAutonamingConfiguration ? autonaming : null };
        return AskAsync(client => client.CheckAsync(About(request, asked)), new CheckResponse { Inputs = news });
    }

    public async Task<DiffReading> DiffAsync(ResourceState old, Struct inputs, IEnumerable<string> ignored)
    {
        var request = About(new DiffRequest { Olds = old.Outputs, OldInputs = old.Inputs, News = inputs, IgnoreChanges = { ignored } }, old);
        return DiffReading.Of(await AskAsync(client => client.DiffAsync(request), DiffReading.Compared(Wire.Unwrap(old.Inputs), Wire.Unwrap(inputs))), request);
    }

    public Task DeleteAsync(ResourceState resource)
    {
        var request = About(new DeleteRequest { Properties = resource.Outputs, OldInputs = resource.Inputs, Timeout = resource.Timeouts.Delete }, resource);
        return AskAsync(client => client.DeleteAsync(request), new Empty());
    }

    /// <summary>Reads a thing: for a refresh with the known inputs and outputs, otherwise without.</summary>
    /// <param name="inputs">The known inputs; null where the thing is not managed.</param>
    /// <param name="isImport">Whether the plugin has to give inputs.</param>
    /// <param name="withStatus">False for <c>pulumi import</c>, which offers no place for views.</param>
    /// <returns>The thing as it is; null where it is gone.</returns>
    public async Task<ResourceState?> ReadAsync(ResourceState resource, Struct? inputs, bool isImport = false, bool withStatus = true)
    {
        var request = About(new ReadRequest { Inputs = inputs, Properties = resource.Outputs, Timeout = resource.Timeouts.Read }, resource, withStatus);
        ReadResponse answer;
        IReadOnlyList<string> reasons = [];
        try
        {
            answer = await AskAsync(client => client.ReadAsync(request), new ReadResponse { Id = resource.Id, Properties = new Struct() });
        }
        catch (EngineException error) when (error.InitFailed is { } failed)
        {
            (answer, reasons) = (new ReadResponse { Id = failed.Id, Inputs = failed.Inputs, Properties = failed.Properties, RefreshBeforeUpdate = failed.RefreshBeforeUpdate }, failed.Reasons);
        }

        if (answer.Id.Length == 0 || answer.Properties is null)
        {
            return null;
        }

        var found = answer.Inputs is not null ? Answers.Require(answer.Inputs, "the inputs in the answer to Read")
            : !isImport ? resource.Inputs : throw EngineException.Protocol("the answer to Read has no inputs, so the resource cannot be imported.");
        var outputs = Answers.WithSecrets(Answers.Require(answer.Properties, "the properties in the answer to Read"), found, resource.AdditionalSecretOutputs);
        return resource with { Id = answer.Id, Inputs = found, Outputs = outputs, InitErrors = reasons, RefreshBeforeUpdate = answer.RefreshBeforeUpdate };
    }

    /// <summary>Reads a thing that has to be there.</summary>
    public async Task<ResourceState> FindAsync(ResourceState asked, bool isImport, bool withStatus = true) =>
        await ReadAsync(asked, null, isImport, withStatus) ?? throw new EngineException($"resource '{asked.Id}' does not exist: there is no {asked.Type} of this id.");

    /// <summary>Calls a function, in previews too; what is unknown in its arguments is not sent.</summary>
    public async Task<InvokeResponse> InvokeAsync(string token, Struct arguments)
    {
        var request = new InvokeRequest { Tok = token, Args = Wire.WithoutUnknowns(Answers.Plain(arguments)), Preview = run.IsPreview };
        var answer = await AskAsync(client => client.InvokeAsync(request), new InvokeResponse { Return = new Struct() });
        return answer.Failures.Count > 0 ? answer : new InvokeResponse { Return = Answers.Require(answer.Return, $"the answer to Invoke of {token}") };
    }

    /// <summary>Lists things of a type, from call to call until the plugin has no more.</summary>
    public async Task<IReadOnlyList<ListResponse.Types.Result>> ListAsync(string token, Struct query)
    {
        var things = new List<ListResponse.Types.Result>();
        var next = "";
        await _configured;
        do
        {
            using var call = plugin.Client.List(new ListRequest { Token = token, Query = query, ContinuationToken = next });
            next = "";
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                things.AddRange(answer.Result is { } result ? [result] : []);
                next = answer.Continuation?.ContinuationToken ?? next;
            }
        }
        while (next.Length > 0);

        return things;
    }

    /// <summary>Sends Cancel to the plugin; the close that follows reports whether it was acknowledged.</summary>
    public async Task CancelAsync() => await ((Task)plugin.Client.CancelAsync(new Empty()).ResponseAsync).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Fills in what the calls about a resource have in common, each as far as its request has it: names, and where views of it would be reported.</summary>
    public T About<T>(T request, ResourceState resource, bool withStatus = true)
        where T : IMessage
    {
        foreach (var (field, value) in new[]
        {
            ("id", resource.Id), ("urn", resource.Urn), ("name", resource.Name), ("type", resource.Type),
            ("resource_status_address", withStatus ? run.Engine.Address : ""), ("resource_status_token", withStatus ? Guid.NewGuid().ToString() : ""),
        })
        {
            request.Descriptor.FindFieldByName(field)?.Accessor.SetValue(request, value);
        }

        return request;
    }
}
