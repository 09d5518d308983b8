// An instance that this provider did not make: what a program for it has to hold.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Instances;

/// <summary>Takes an instance over. What the service does not tell cannot be imported, so the user is told what to add.</summary>
internal static class InstanceImport
{
    /// <summary>The inputs that a user would write to get what is there: no password, no masks, none of the service's defaults.</summary>
    public static PropertyMap Inputs(Instance answer)
    {
        var inputs = InstanceProperties.ConfigurationInputs
            .Where(input => !input.Secret)
            .Aggregate(PropertyMap.Empty, (all, input) => With(all, input, InstanceAnswer.Told(answer, input.ConfigurationKey!)));
        inputs = With(inputs, InstanceProperties.Name, answer.Name);
        if (answer.Tags is { Count: > 0 } tags)
        {
            inputs = inputs.With(InstanceProperties.Tags.Name, PropertyValue.Of(tags));
        }

        if (answer.Disabled == true)
        {
            inputs = inputs.With(InstanceProperties.Enabled.Name, PropertyValue.Of(false));
        }

        var entries = new PropertyMap(InstanceAnswer.ExtraEntries(answer).Select(entry => KeyValuePair.Create(entry.Key, PropertyValue.Of(entry.Value))));
        return entries.Count == 0 ? inputs : inputs.With(InstanceProperties.ExtraConfiguration.Name, PropertyValue.Of(entries));
    }

    /// <summary>What the program needs beside the imported inputs.</summary>
    public static string Note(Instance answer, PropertyMap inputs)
    {
        var missing = Quoted(InstanceProperties.Inputs.Where(input => input.Required && inputs.Find(input.Name) is null).Select(input => input.Name));
        var note = missing.Count == 1
            ? $"The service does not tell everything about instance {ApiInvoker.Text(answer.Id)}: add the input {missing[0]} to the program."
            : $"The service does not tell everything about instance {ApiInvoker.Text(answer.Id)}: add the inputs {string.Join(", ", missing)} to the program.";
        return Quoted(InstanceAnswer.MaskedKeys(answer)) is { Count: > 0 } masked
            ? $"{note} It masks {string.Join(", ", masked)}: add {(masked.Count == 1 ? "it" : "them")} to 'extraConfiguration', since a change of the configuration "
                + "sends all of it, and what is not in the program would be lost."
            : note;
    }

    private static PropertyMap With(PropertyMap inputs, InputDefinition input, string? told) =>
        inputs.WithOrWithout(input.Name, told is null ? null : PropertyValue.Of(told));

    private static List<string> Quoted(IEnumerable<string> names) => [.. names.Select(name => $"'{name}'")];
}
