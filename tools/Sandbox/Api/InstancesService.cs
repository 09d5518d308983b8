// The calls of the instances API and what each does.
using System.Globalization;

namespace InfoBip.Sandbox.Api;

/// <summary>Answers requests from the store, as the instances API would.</summary>
internal sealed class InstancesService(InstanceStore store, Func<SandboxOptions> currentOptions)
{
    private int _maskedValuesReceived;

    /// <summary>How many configuration values came in as the mask itself.</summary>
    public int MaskedValuesReceived => _maskedValuesReceived;

    public ApiAnswer Answer(ApiRequest request)
    {
        try
        {
            return Dispatch(request);
        }
        catch (ApiRefusalException refusal)
        {
            return ApiAnswer.Error(refusal.Status, request.RequestId, refusal.Message, null, refusal.Headers);
        }
    }

    private ApiAnswer Dispatch(ApiRequest request)
    {
        if (request.Dialect is not { } dialect || request.Path.Split('/') is not ["", "instances", .. var below] || below is [""] or ["", ..])
        {
            return ApiAnswer.Page(404, "Not Found");
        }

        var options = currentOptions();
        Call call = new(request, dialect, options);
        switch (below)
        {
            case []:
                Admit(request, options);
                return request.Method switch
                {
                    "GET" => InstanceList.Answer(request, dialect, store, options),
                    "POST" => Create(call),
                    _ => throw Negotiation.NotAllowed(request, "GET, POST"),
                };
            case [var id]:
                Admit(request, options);
                return request.Method switch
                {
                    "GET" => call.Answer(Find(id)),
                    "PATCH" => Patch(call, id),
                    "PUT" => Replace(call, id),
                    "DELETE" => Delete(id),
                    _ => throw Negotiation.NotAllowed(request, "GET, PATCH, PUT, DELETE"),
                };
            case [var id, "enabled"]:
                Admit(request, options);
                return request.Method switch
                {
                    "PUT" => Switch(id, disabled: false),
                    "DELETE" => Switch(id, disabled: true),
                    _ => throw Negotiation.NotAllowed(request, "PUT, DELETE"),
                };
            default:
                return ApiAnswer.Page(404, "Not Found");
        }
    }

    private void Admit(ApiRequest request, SandboxOptions options)
    {
        Authorization.Demand(request, options, store);
        Negotiation.DemandAcceptable(request);
    }

    private ApiAnswer Create(Call call)
    {
        var body = Read(call.Request, call.Dialect);
        var (connector, name, configuration) = Whole(body, call.Dialect);
        return call.Answer(store.Add(connector.Key, name, call.Options.Time.GetUtcNow(), instance =>
        {
            Fill(instance, body, configuration, connector, call.Options);
        }));
    }

    private ApiAnswer Replace(Call call, string id)
    {
        var existing = Find(id);
        var body = Read(call.Request, call.Dialect);
        var (connector, name, configuration) = Whole(body, call.Dialect);
        if (connector.Key != existing.ConnectorKey)
        {
            throw new ApiRefusalException(400, $"Instance {id} is of the connector {existing.ConnectorKey} and cannot become one of {connector.Key}.");
        }

        return call.Answer(Edit(existing.Id, instance =>
        {
            instance.Name = name;
            Fill(instance, body, configuration, connector, call.Options);
        }));
    }

    private ApiAnswer Patch(Call call, string id)
    {
        var existing = Find(id);
        var body = Read(call.Request, call.Dialect);
        if (body.Name is not null && string.IsNullOrWhiteSpace(body.Name))
        {
            throw new ApiRefusalException(400, "name is empty.");
        }

        return call.Answer(Edit(existing.Id, instance =>
        {
            instance.Name = body.Name ?? instance.Name;
            if (body.Tags is not null)
            {
                SetTags(instance, body.Tags);
            }

            if (body.Configuration is not null)
            {
                // No source says what a PATCH does to entries: only the given ones change, as with every other field.
                Entries.Merge(instance.Configuration, body.Configuration);
                instance.Valid = Entries.CredentialsAccepted(Connectors.Find(instance.ConnectorKey)!, instance.Configuration, call.Options);
            }
        }));
    }

    private ApiAnswer Delete(string id) => store.Remove(Find(id).Id) ? new(200, null, default) : throw NotFound(id);

    // No source shows this answer's body: an empty object says nothing, which is what a client may rely on.
    private ApiAnswer Switch(string id, bool disabled)
    {
        Edit(Find(id).Id, instance => instance.Disabled = disabled);
        return ApiAnswer.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        });
    }

    private RequestBody Read(ApiRequest request, Dialect dialect)
    {
        Negotiation.DemandJson(request);
        var body = RequestBody.Read(request.Body, dialect.Word);
        Interlocked.Add(ref _maskedValuesReceived, body.MaskedValues);
        return body;
    }

    private static (SandboxConnector Connector, string Name, IReadOnlyDictionary<string, string> Configuration) Whole(RequestBody body, Dialect dialect)
    {
        if (string.IsNullOrWhiteSpace(body.ConnectorKey))
        {
            throw new ApiRefusalException(400, $"{dialect.Word}.key is missing.");
        }

        var connector = Connectors.Find(body.ConnectorKey) ?? throw new ApiRefusalException(400, $"There is no {dialect.Word} with the key '{body.ConnectorKey}'.");
        var configuration = body.Configuration ?? new Dictionary<string, string>();
        if (Entries.Missing(connector, configuration) is { Count: > 0 } missing)
        {
            throw new ApiRefusalException(400, $"Required configuration entries are missing: {string.Join(", ", missing)}");
        }

        return string.IsNullOrWhiteSpace(body.Name)
            ? throw new ApiRefusalException(400, "name is missing.")
            : (connector, body.Name, configuration);
    }

    // A replacement clears the tags that it leaves out: it describes the whole instance.
    private static void Fill(SandboxInstance instance, RequestBody body, IReadOnlyDictionary<string, string> configuration, SandboxConnector connector, SandboxOptions options)
    {
        SetTags(instance, body.Tags ?? []);
        Entries.Replace(instance.Configuration, configuration);
        instance.Valid = Entries.CredentialsAccepted(connector, instance.Configuration, options);
    }

    private static void SetTags(SandboxInstance instance, IReadOnlyList<string> tags)
    {
        instance.Tags.Clear();
        foreach (var tag in tags)
        {
            instance.Tags.Add(tag);
        }
    }

    private SandboxInstance Find(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && store.Find(number) is { } instance ? instance : throw NotFound(id);

    private SandboxInstance Edit(long id, Action<SandboxInstance> change) =>
        store.Edit(id, change) ?? throw NotFound(id.ToString(CultureInfo.InvariantCulture));

    private static ApiRefusalException NotFound(string id) => new(404, $"No instance found with the id {id}");

    private sealed record Call(ApiRequest Request, Dialect Dialect, SandboxOptions Options)
    {
        public ApiAnswer Answer(SandboxInstance instance) => ApiAnswer.Of(writer => InstanceWriter.Write(writer, instance, Dialect, Options));
    }
}
