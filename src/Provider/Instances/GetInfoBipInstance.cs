// The function that looks one instance up, by its id or by its exact name.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>Looks an instance up that the program does not manage. None, and several of one name, are errors.</summary>
/// <param name="client">Gives the client of the service; throws where the provider is not configured.</param>
internal sealed class GetInfoBipInstance(Func<InstancesClient> client) : IFunction
{
    /// <summary>The token that programs use.</summary>
    public const string FunctionToken = "infobip:index:getInfoBipInstance";

    private const string Owner = "getInfoBipInstance";

    /// <summary>The argument that is the instance's id.</summary>
    public static readonly InputDefinition Id = new(LookUpResults.Id, InputType.Text);

    /// <summary>The arguments, in the schema's order.</summary>
    public static IReadOnlyList<InputDefinition> Arguments { get; } = [Id, InstanceProperties.Name];

    /// <inheritdoc/>
    public string Token => FunctionToken;

    /// <inheritdoc/>
    public IReadOnlyList<CheckFailure> Check(PropertyMap arguments)
    {
        var failures = ArgumentCheck.CheckKnown(Owner, Arguments, arguments).ToList();
        var id = arguments.Find(Id.Name);
        if (id?.AsString is { } text && InstanceCheck.Judge(Id, id).Count == 0 && ApiInvoker.FindId(text) is null)
        {
            failures.Add(new CheckFailure(ErrorCode.BadId, id.IsSecret ? string.Empty : Id.Name, $"'{Id.Name}' {ApiInvoker.NoId}"));
        }

        if (id is null == arguments.Find(InstanceProperties.Name.Name) is null)
        {
            failures.Add(new CheckFailure(
                ErrorCode.OneOfTwo,
                Id.Name,
                id is null
                    ? $"neither 'id' nor 'name' is given: {Owner} needs one of them to know which instance is meant"
                    : $"both 'id' and 'name' are given: {Owner} takes one of them"));
        }

        return failures;
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> InvokeAsync(PropertyMap arguments, Operation operation)
    {
        client().Remember(InstanceRequests.SecretTexts(arguments));
        var key = new LookUpKey(arguments.Find(Id.Name), arguments.Find(InstanceProperties.Name.Name));
        var found = key.Id is { } id
            ? await ReadAsync(ApiInvoker.Id(id.AsString!), key, operation)
            : await FindAsync(key.Name!.AsString!, key, operation);
        var result = LookUpResults.Whole(found);

        // What the program keeps secret stays so where it comes back.
        return result
            .With(Id.Name, result[Id.Name].SecretLike(key.Id))
            .With(InstanceProperties.Name.Name, result[InstanceProperties.Name.Name].SecretLike(key.Name));
    }

    private async Task<Instance> ReadAsync(long id, LookUpKey key, Operation operation)
    {
        var found = await ApiInvoker.AskAsync(client, key.Attempt, operation, (api, options, cancel) => api.GetAsync(id, options, cancel))
            ?? throw NotFound(key);
        if (InstanceAnswer.OtherConnector(found) is { } other)
        {
            throw new ResourceException(
                ErrorCode.OtherConnector,
                $"{key.Attempt} failed: it is an instance of the connector '{other}', not of '{InstanceProperties.ConnectorKey}'.");
        }

        return InstanceAnswer.Token(found) is not null
            ? found
            : throw new ResourceException(
                ErrorCode.NoToken,
                $"{key.Attempt} failed: the service does not tell the instance's token. Ask its support whether the account of these secrets may read it.");
    }

    private async Task<Instance> FindAsync(string name, LookUpKey key, Operation operation)
    {
        // The service finds parts of a name, too, and in the connector's key as well.
        var bearers = await ApiInvoker.AskAsync(client, key.Attempt, operation, (api, options, cancel) => api
            .ListAsync(new InstanceQuery(name), options, cancel)
            .Where(instance => instance.Name == name && InstanceAnswer.OtherConnector(instance) is null)
            .ToListAsync(cancel)
            .AsTask());
        var ids = bearers.Select(instance => instance.Id).Distinct().Order().ToList();
        if (ids.Count > 1)
        {
            throw new ResourceException(
                ErrorCode.SeveralFound,
                $"{key.Attempt} failed: {ids.Count} instances bear this name: {string.Join(", ", ids.Select(ApiInvoker.Text))}. Give the 'id' of one of them in place of 'name'.");
        }

        var found = bearers.FirstOrDefault() ?? throw NotFound(key);

        // A list may leave the token out, or mask it.
        return InstanceAnswer.Token(found) is null ? await ReadAsync(found.Id, key, operation) : found;
    }

    private static ResourceException NotFound(LookUpKey key) =>
        new(ErrorCode.NotFound, $"{key.Attempt} failed: the service has no instance of the InfoBip connector with {key}.");

    /// <summary>What an instance is looked up by: one of the two.</summary>
    private sealed record LookUpKey(PropertyValue? Id, PropertyValue? Name)
    {
        public string Attempt => $"looking up the InfoBip instance with {this}";

        public override string ToString() => Id is { } id ? $"the id {Shown(id, "")}" : $"the name {Shown(Name!, "'")}";

        private static string Shown(PropertyValue value, string quote) => value.IsSecret ? "[secret]" : $"{quote}{value.AsString}{quote}";
    }
}
