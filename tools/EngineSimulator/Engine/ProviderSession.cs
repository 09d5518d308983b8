// One provider's plugin in one operation, and how calls are made to it.
namespace InfoBip.EngineSimulator;

/// <summary>What Read found: no inputs where the plugin gave none, no outputs where the thing is gone.</summary>
internal sealed record ReadOutcome(string Id, Struct? Inputs, Struct? Outputs, IReadOnlyList<string> InitErrors, bool RefreshBeforeUpdate);

/// <summary>A plugin that serves one provider resource.</summary>
internal sealed class ProviderSession(IPlugin plugin, ResourceState provider, bool isPreview, string statusAddress)
{
    /// <summary>Configure runs in the background; its failure shows on the next call.</summary>
    private Task _configured = Task.CompletedTask;
    public IPlugin Plugin => plugin;
    public ResourceState Provider => provider;

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
            Id = provider.Id,
            Urn = provider.Urn,
            Name = provider.Name,
            Type = provider.Type,
        };
        foreach (var (key, value) in args.Fields)
        {
            var bare = Wire.Unwrap(value);
            request.Variables[$"{ResourceUrn.PackageOf(provider.Type)}:config:{key}"] = bare.HasStringValue ? bare.StringValue : bare.ToString();
        }

        _configured = IsKnown ? StepException.CallAsync(plugin.Client.ConfigureAsync(request)) : _configured;
    }

    /// <summary>Waits for Configure, whatever comes of it.</summary>
    public async Task SettleAsync() => await _configured.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>A call of a configured plugin; the engine's own answer where the plugin's settings are not known yet.</summary>
    public async Task<T> AskAsync<T>(Func<ResourceProvider.ResourceProviderClient, AsyncUnaryCall<T>> call, T unknown)
    {
        await _configured;
        return IsKnown ? await StepException.CallAsync(call(plugin.Client)) : unknown;
    }

    public async Task<DiffReading> DiffAsync(string urn, ResourceState old, Struct inputs, IEnumerable<string> ignored)
    {
        var request = new DiffRequest { Id = old.Id, Urn = urn, Olds = old.Outputs, OldInputs = old.Inputs, News = inputs, Name = old.Name, Type = old.Type, IgnoreChanges = { ignored } };
        var own = DiffReading.Compared(Wire.Unwrap(old.Inputs), Wire.Unwrap(inputs));
        return DiffReading.Of(await AskAsync(client => client.DiffAsync(request), own), request);
    }

    public Task DeleteAsync(ResourceState resource) => AskAsync(
        client => client.DeleteAsync(new DeleteRequest
        {
            Id = resource.Id,
            Urn = resource.Urn,
            Properties = resource.Outputs,
            OldInputs = resource.Inputs,
            Timeout = resource.Timeouts.Delete,
            Name = resource.Name,
            Type = resource.Type,
            ResourceStatusAddress = statusAddress,
            ResourceStatusToken = NewToken(),
        }),
        new Empty());

    /// <summary>Reads a thing: for a refresh with the known inputs and outputs, otherwise without.</summary>
    /// <param name="resource">The thing as it is asked for.</param>
    /// <param name="inputs">The known inputs; null where the thing is not managed.</param>
    /// <param name="withStatus">False for <c>pulumi import</c>, which offers no place for views.</param>
    public async Task<ReadOutcome> ReadAsync(ResourceState resource, Struct? inputs, bool withStatus = true)
    {
        var request = new ReadRequest
        {
            Id = resource.Id,
            Urn = resource.Urn,
            Name = resource.Name,
            Type = resource.Type,
            Inputs = inputs,
            Properties = resource.Outputs,
            Timeout = resource.Timeouts.Read,
            ResourceStatusAddress = withStatus ? statusAddress : "",
            ResourceStatusToken = withStatus ? NewToken() : "",
        };
        static ReadOutcome Outcome(string id, Struct? inputs, Struct? outputs, IReadOnlyList<string> reasons, bool again) => new(
            id,
            inputs is null ? null : Answers.Require(inputs, "the inputs in the answer to Read"),
            outputs is null ? null : Answers.Require(outputs, "the properties in the answer to Read"),
            reasons,
            again);
        try
        {
            var answer = await AskAsync(client => client.ReadAsync(request), new ReadResponse { Id = resource.Id, Properties = new Struct() });
            return Outcome(answer.Id, answer.Inputs, answer.Properties, [], answer.RefreshBeforeUpdate);
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            return Outcome(failed.Id, failed.Inputs, failed.Properties, failed.Reasons, failed.RefreshBeforeUpdate);
        }
    }

    /// <summary>Calls a function, in previews too; what is unknown in its arguments is not sent.</summary>
    public async Task<InvokeResponse> InvokeAsync(string token, Struct arguments)
    {
        var request = new InvokeRequest { Tok = token, Args = Wire.WithoutUnknowns(Answers.Plain(arguments)), Preview = isPreview };
        var answer = await AskAsync(client => client.InvokeAsync(request), new InvokeResponse { Return = new Struct() });
        return answer.Failures.Count > 0 ? answer : new InvokeResponse { Return = Answers.Require(answer.Return, $"the answer to Invoke of {token}") };
    }

    /// <summary>Lists things of a type, from call to call until the plugin has no more or the limit is reached.</summary>
    public async Task<IReadOnlyList<ListedThing>> ListAsync(string token, Struct query, int limit)
    {
        var things = new List<ListedThing>();
        var request = new ListRequest { Token = token, Query = query, Limit = limit };
        await _configured;
        do
        {
            using var call = plugin.Client.List(request.Clone());
            request.ContinuationToken = "";
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                if (answer.ResponseCase == ListResponse.ResponseOneofCase.Result)
                {
                    things.Add(new ListedThing(answer.Result.Id, answer.Result.Name));
                }
                else
                {
                    request.ContinuationToken = answer.Continuation?.ContinuationToken ?? "";
                }
            }

            request.Limit = Math.Max(0, limit - things.Count);
        }
        while (request.ContinuationToken.Length > 0 && (limit == 0 || things.Count < limit));

        return things;
    }

    /// <summary>Sends Cancel to the plugin; the close that follows reports whether it was acknowledged.</summary>
    public async Task CancelAsync() => await ((Task)plugin.Client.CancelAsync(new Empty()).ResponseAsync).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Where views of a resource would be reported.</summary>
    public (string Address, string Token) Status() => (statusAddress, NewToken());
    private static string NewToken() => Guid.NewGuid().ToString();
}
