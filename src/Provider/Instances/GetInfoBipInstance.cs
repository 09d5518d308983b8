// The function that looks one instance up, by its id or by its exact name.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>Looks an instance up that the program does not manage. None, and several of one name, are errors. The result holds no secret.</summary>
internal sealed class GetInfoBipInstance(InstanceDefinition definition, ApiInvoker api) : IFunction
{
    /// <summary>The token that programs use.</summary>
    public const string FunctionToken = "infobip:index:getInfoBipInstance";

    private const string Owner = "getInfoBipInstance";

    private static readonly TextInput s_id = new("id");

    /// <summary>The arguments, in the schema's order.</summary>
    public static IReadOnlyList<InputDefinition> Arguments { get; } = [s_id, InstanceDefinition.Name];

    /// <inheritdoc/>
    public string Token => FunctionToken;

    /// <summary>The names of the result's outputs: all that is not secret, and the id.</summary>
    public IEnumerable<string> Outputs => definition.Resource.Inputs.Where(input => !input.Secret).Select(input => input.Name)
        .Concat(definition.Resource.Outputs.Where(output => !output.Secret).Select(output => output.Name))
        .Prepend(s_id.Name);

    /// <inheritdoc/>
    public IReadOnlyList<CheckFailure> Check(PropertyMap arguments)
    {
        var failures = ArgumentValidation.CheckKnown(Owner, Arguments, arguments).ToList();
        var id = arguments.Find(s_id.Name);
        if (id?.AsString is { } text && s_id.Validate(id).Count == 0 && InstanceDefinition.FindId(text) is null)
        {
            failures.Add(new CheckFailure(InstanceErrors.InvalidId, id.IsSecret ? string.Empty : s_id.Name, $"'{s_id.Name}' {Advice.NotAnId}"));
        }

        if (id is null == arguments.Find(InstanceDefinition.Name.Name) is null)
        {
            failures.Add(new CheckFailure(InstanceErrors.OneOfTwo, s_id.Name, Advice.OneOfTwo(Owner, none: id is null)));
        }

        return failures;
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> InvokeAsync(PropertyMap arguments, Operation operation)
    {
        api.Remember(arguments);
        var key = new LookUpKey(arguments.Find(s_id.Name), arguments.Find(InstanceDefinition.Name.Name));
        var found = key.Id is { } id
            ? await ReadAsync(InstanceDefinition.IdOf(id.AsString!), key, operation)
            : await FindAsync(key.Name!.AsString!, key, operation);
        var result = Result(definition, found, Outputs);

        // What the program keeps secret stays so where it comes back.
        return result
            .With(s_id.Name, result[s_id.Name].SecretLike(key.Id))
            .With(InstanceDefinition.Name.Name, result[InstanceDefinition.Name.Name].SecretLike(key.Name));
    }

    /// <summary>Some outputs of an instance. What a service leaves out is as it is with nearly every instance: switched on, accepted, without tags.</summary>
    public static PropertyMap Result(InstanceDefinition definition, Instance instance, IEnumerable<string> outputs)
    {
        var all = PropertyMap.Empty
            .With(s_id.Name, PropertyValue.Of(InstanceDefinition.IdText(instance.Id)))
            .With(InstanceDefinition.Name.Name, PropertyValue.Of(string.Empty))
            .With(InstanceDefinition.Tags.Name, PropertyValue.Of(Array.Empty<string>()))
            .With(InstanceDefinition.Enabled.Name, PropertyValue.Of(true))
            .With(InstanceDefinition.Valid.Name, PropertyValue.Of(true));
        foreach (var (name, value) in definition.Observe(instance))
        {
            all = all.With(name, value);
        }

        return new PropertyMap(outputs.Where(all.ContainsKey).Select(name => KeyValuePair.Create(name, all[name])));
    }

    private async Task<Instance> ReadAsync(long id, LookUpKey key, Operation operation)
    {
        var found = await api.InvokeAsync(key.Attempt, operation, (client, options, cancel) => client.GetAsync(id, options, cancel)) ?? throw NotFound(key);
        return InstanceDefinition.OtherConnector(found) is { } other
            ? throw new ResourceException(InstanceErrors.OtherConnector, Advice.LookUpOtherConnector(key.Attempt, other, InstanceDefinition.ConnectorKey))
            : found;
    }

    private async Task<Instance> FindAsync(string name, LookUpKey key, Operation operation)
    {
        // Lists leave members out, so the one found is read by its id.
        var ids = await api.InvokeAsync(key.Attempt, operation, (client, options, cancel) => client.FindByNameAsync(InstanceDefinition.ConnectorKey, name, options, cancel));
        return ids.Count > 1
            ? throw new ResourceException(InstanceErrors.SeveralFound, Advice.SeveralFound(key.Attempt, [.. ids.Select(InstanceDefinition.IdText)]))
            : ids is [var id] ? await ReadAsync(id, key, operation) : throw NotFound(key);
    }

    private static ResourceException NotFound(LookUpKey key) => new(InstanceErrors.NotFound, Advice.NoneFound(key.Attempt, key.ToString()));

    /// <summary>What an instance is looked up by: one of the two.</summary>
    private sealed record LookUpKey(PropertyValue? Id, PropertyValue? Name)
    {
        public Attempt Attempt => new(Purpose.LookUp, $"looking up the InfoBip instance with {this}");

        public override string ToString() => Id is { } id ? $"the id {Shown(id, "")}" : $"the name {Shown(Name!, "'")}";

        private static string Shown(PropertyValue value, string quote) => value.IsSecret ? "[secret]" : $"{quote}{value.AsString}{quote}";
    }
}
