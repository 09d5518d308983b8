// The calls of the instances API and what each does.
using System.Globalization;
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox.Api;

/// <summary>Answers requests from the store, as the instances API would.</summary>
internal sealed class InstancesService(InstanceStore store, Func<SandboxOptions> currentOptions)
{
    private int _maskedValuesReceived;

    /// <summary>How many configuration values came in as the mask itself.</summary>
    public int MaskedValuesReceived => _maskedValuesReceived;

    public ApiAnswer Answer(ApiRequest request)
    {
        var options = currentOptions();
        try
        {
            SizeLimit.Demand(request.Body, "request", options);
            var answer = Dispatch(request, options);
            SizeLimit.Demand(answer.Body, "answer", options);
            return answer;
        }
        catch (ApiRefusalException refusal)
        {
            return ApiAnswer.Error(refusal.Status, RequestIds.InBody(request, options), refusal.Message, refusal.ProviderMessage, refusal.Headers);
        }
    }

    private ApiAnswer Dispatch(ApiRequest request, SandboxOptions options)
    {
        if (request.Dialect is not { } dialect || Below(request.Path, dialect) is not { } below)
        {
            return UnknownPaths.Answer(request, options);
        }

        Call call = new(request, dialect, options, Authorization.Demand(request, options, store));
        Negotiation.DemandAcceptable(request);
        VendorErrors.Demand(request, options);
        return (below, request.Method) switch
        {
            ([var key, "configuration"], "GET") => ConnectorEntries.Answer(key, dialect),
            ([_, "configuration"], _) => throw Negotiation.NotAllowed(request, "GET"),
            ([], "GET") => InstanceList.Answer(request, dialect, call.User, store, options),
            ([], "POST") => Create(call),
            ([], _) => throw Negotiation.NotAllowed(request, "GET, POST"),
            ([var id], "GET") => call.Answer(Find(call, id)),
            ([var id], "PATCH") => Patch(call, id),
            ([var id], "PUT") => Put(call, id),
            ([var id], "DELETE") => Delete(call, id),
            ([_], _) => throw Negotiation.NotAllowed(request, "GET, PATCH, PUT, DELETE"),
            ([var id, _], "PUT") => Switch(call, id, disabled: false),
            ([var id, _], "DELETE") => Switch(call, id, disabled: true),
            _ => throw Negotiation.NotAllowed(request, "PUT, DELETE"),
        };
    }

    // What follows the collection in the path; null where the API has nothing. Only connectors have a configuration of their own here.
    private static string[]? Below(string path, Dialect dialect) => path.Split('/') switch
    {
        ["", "instances", .. var below] when below is [] or [{ Length: > 0 }] or [{ Length: > 0 }, "enabled"] => below,
        ["", var collection, .. [{ Length: > 0 }, "configuration"] below] when collection == $"{dialect.Word}s" => below,
        _ => null,
    };

    private ApiAnswer Create(Call call)
    {
        var body = Read(call);
        var connector = DemandWhole(body, call.Dialect);
        StoreBounds.DemandRoom(call.Options);
        var created = store.Add(connector.Key, body.Name!, call.Options, instance =>
        {
            instance.Owner = call.User;
            instance.SetTags(DefaultTag.Tags(body.Tags, body.Name!, call.Options));
            Entries.Replace(instance.Configuration, body.Configuration ?? new Dictionary<string, string>());
            instance.Valid = Entries.CredentialsAccepted(connector, instance.Configuration, call.Options);
        });
        var answer = call.Answer(created);
        if (call.Options.Behaviours.Get(SwitchedOff.When))
        {
            store.Edit(created.Id, instance => instance.Disabled = true);
        }

        return answer;
    }

    private ApiAnswer Put(Call call, string id)
    {
        var existing = Find(call, id);
        var body = Read(call);
        if (call.Options.Behaviours.Get(Updates.Put) == PutEffect.Whole)
        {
            DemandWhole(body, call.Dialect);
        }

        DemandNameIfGiven(body);
        if (body.ConnectorKey is { } key && key != existing.ConnectorKey)
        {
            throw new ApiRefusalException(400, $"Instance {id} is of the connector {existing.ConnectorKey} and cannot become one of {key}.");
        }

        return call.Answer(Edit(existing.Id, instance => Updates.ApplyPut(instance, body, call.Options)));
    }

    private ApiAnswer Patch(Call call, string id)
    {
        var existing = Find(call, id);
        var body = Read(call);
        DemandNameIfGiven(body);
        return call.Answer(Edit(existing.Id, instance => Updates.ApplyPatch(instance, body, call.Options)));
    }

    private ApiAnswer Delete(Call call, string id) => store.Remove(Find(call, id).Id) ? new(200, null, default) : throw NotFound(id);

    // No source shows this answer's body: an empty object says nothing, which is what a client may rely on.
    private ApiAnswer Switch(Call call, string id, bool disabled)
    {
        Edit(Find(call, id).Id, instance => instance.Disabled = disabled);
        return ApiAnswer.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        });
    }

    private RequestBody Read(Call call)
    {
        Negotiation.DemandJson(call.Request);
        var body = RequestBody.Read(call.Request.Body, call.Dialect.Word, call.Options);
        Interlocked.Add(ref _maskedValuesReceived, body.MaskedValues);
        return body;
    }

    private static SandboxConnector DemandWhole(RequestBody body, Dialect dialect)
    {
        if (string.IsNullOrWhiteSpace(body.ConnectorKey))
        {
            throw new ApiRefusalException(400, $"{dialect.Word}.key is missing.");
        }

        var connector = Connectors.Find(body.ConnectorKey) ?? throw new ApiRefusalException(400, $"There is no {dialect.Word} with the key '{body.ConnectorKey}'.");
        Entries.Demand(connector, body.Configuration ?? new Dictionary<string, string>());
        return string.IsNullOrWhiteSpace(body.Name) ? throw new ApiRefusalException(400, "name is missing.") : connector;
    }

    private static void DemandNameIfGiven(RequestBody body)
    {
        if (body.Name is not null && string.IsNullOrWhiteSpace(body.Name))
        {
            throw new ApiRefusalException(400, "name is empty.");
        }
    }

    private SandboxInstance Find(Call call, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Ownership.Visible(call.User, store.Find(number), call.Options) is { } instance
            ? instance
            : throw NotFound(id);

    private SandboxInstance Edit(long id, Action<SandboxInstance> change) =>
        store.Edit(id, change) ?? throw NotFound(id.ToString(CultureInfo.InvariantCulture));

    private static ApiRefusalException NotFound(string id) => new(404, $"No instance found with the id {id}");

    private sealed record Call(ApiRequest Request, Dialect Dialect, SandboxOptions Options, string User)
    {
        public ApiAnswer Answer(SandboxInstance instance) => AnswerBodies.IsEmpty(Request.Kind, Options)
            ? new(200, null, default)
            : ApiAnswer.Of(writer => InstanceWriter.Write(writer, instance, Dialect, Options, Request.Kind));
    }
}
