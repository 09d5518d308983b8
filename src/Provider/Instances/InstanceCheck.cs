// Judges a program's inputs: every mistake of the seed page's readers, all at once.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>The check of an instance's inputs. It asks nobody, and takes what is not known yet for right.</summary>
internal static class InstanceCheck
{
    /// <summary>The completed inputs, secrets marked, and every mistake.</summary>
    public static CheckedInputs Check(CheckCall call)
    {
        var failures = new List<CheckFailure>();
        var inputs = PropertyMap.Empty;
        foreach (var (name, given) in call.NewInputs)
        {
            var value = WithoutOutputs(given);
            if (InstanceProperties.Inputs.FirstOrDefault(known => known.Name == name) is { } input)
            {
                if (!value.IsNull)
                {
                    inputs = inputs.With(name, input.Secret ? PropertyValue.Secret(value) : value);
                    failures.AddRange(Judge(input, value));
                }
            }
            else if (!name.StartsWith("__", StringComparison.Ordinal))
            {
                failures.Add(UnknownInput(name));
            }
        }

        failures.AddRange(InstanceProperties.Inputs.Where(input => input.Required && inputs.Find(input.Name) is null).Select(Missing));
        if (inputs.Find(InstanceProperties.Name.Name) is null)
        {
            inputs = InstanceName.Complete(call, inputs, failures);
        }

        return new CheckedInputs(inputs, failures);
    }

    private static CheckFailure Missing(InputDefinition input) =>
        new(ErrorCode.MissingInput, input.Name, $"the required input '{input.Name}' is missing (configuration entry '{input.ConfigurationKey}'); add it to the resource");

    /// <summary>What an unknown name holds may be a misspelt password, so the failure never names a top-level property.</summary>
    private static CheckFailure UnknownInput(string name) =>
        new(
            ErrorCode.UnknownInput,
            string.Empty,
            $"'{name}' is not an input of InfoBipInstance.{Spelling.Hint(name, InstanceProperties.Inputs.Select(input => input.Name))}"
            + (name.Contains('.', StringComparison.Ordinal) ? " A configuration key goes into 'extraConfiguration'." : string.Empty));

    /// <summary>What is wrong with the value of an input, or of a function's argument. What is not known yet is taken for right.</summary>
    public static IReadOnlyList<CheckFailure> Judge(InputDefinition input, PropertyValue value)
    {
        var failures = new List<CheckFailure>();
        if (value.IsUnknown)
        {
            return failures;
        }

        var path = PropertyPath.Of(input.Name);
        switch (input.Type)
        {
            case InputType.Text when value.AsString is { } text:
                Add(path, TextMistake(input, text));
                break;
            case InputType.Flag when value.AsBool is not null:
                break;
            case InputType.TextList when value.Plain is PropertyValue.ArrayValue list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    Add(path.At(i), TagMistake(list.Items[i]));
                }

                break;
            case InputType.TextMap when value.Plain is PropertyValue.ObjectValue map:
                foreach (var (key, entry) in map.Members.Where(member => !member.Value.IsNull))
                {
                    Add(path.At(key), EntryMistake(key, entry));
                }

                break;
            default:
                Add(path, new Mistake(ErrorCode.WrongType, $"must be {Expected(input.Type)}, but is {Kind(value)}"));
                break;
        }

        return failures;

        void Add(PropertyPath where, Mistake? mistake)
        {
            if (mistake is not null)
            {
                // The engine prints the value of a top-level property that a failure names, also of a secret one.
                var hide = where.IsTopLevel && (input.Secret || value.ContainsSecret);
                failures.Add(new CheckFailure(mistake.Code, hide ? string.Empty : where.ToString(), $"{Label(input, where)} {mistake.Text}"));
            }
        }
    }

    private static string Label(InputDefinition input, PropertyPath where) =>
        input.ConfigurationKey is { } key ? $"'{where}' ({key})" : $"'{where}'";

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static Mistake? NameMistake(string text) => TextMistake(text) ?? MarkupMistake(text);

    private static Mistake? TextMistake(InputDefinition input, string text)
    {
        if (TextMistake(text) is { } mistake)
        {
            return mistake;
        }

        if (input == InstanceProperties.CallbackUrl)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.Host.Length > 0
                ? null
                : new Mistake(ErrorCode.BadUrl, "is not an absolute http or https URL such as https://www.example.com/auth");
        }

        if (input == InstanceProperties.Password && text == Instance.MaskedValue)
        {
            return new Mistake(ErrorCode.MaskedValue, "is the mask that the service shows in the place of a password, not a password");
        }

        return input == InstanceProperties.Name ? MarkupMistake(text) : null;
    }

    private static Mistake? TextMistake(string text) => TextRules.Mistake(text) is { } mistake ? new Mistake(ErrorCode.BadText, mistake) : null;

    private static Mistake? TagMistake(PropertyValue tag) => tag switch
    {
        { IsUnknown: true } => null,
        { AsString: { } text } => NameMistake(text),
        _ => new Mistake(ErrorCode.WrongType, $"must be a string, but is {Kind(tag)}"),
    };

    private static Mistake? EntryMistake(string key, PropertyValue entry)
    {
        if (InstanceProperties.FindByConfigurationKey(key) is { } input)
        {
            return new Mistake(ErrorCode.RepeatedEntry, $"repeats a configuration entry that has an input of its own; use the input '{input.Name}'");
        }

        if (TextRules.Mistake(key) is { } keyMistake)
        {
            return new Mistake(ErrorCode.BadText, $"has a key that {keyMistake}");
        }

        return entry switch
        {
            { IsUnknown: true } => null,
            { AsString: Instance.MaskedValue } => new Mistake(ErrorCode.MaskedValue, "is the mask that the service shows in the place of a secret value, not a value"),
            { AsString: { } text } => TextMistake(text),
            _ => new Mistake(ErrorCode.WrongType, $"must be a string, but is {Kind(entry)}; write the value in quotes"),
        };
    }

    /// <summary>The service strips markup from names and tags, so it would store something else than was asked for.</summary>
    private static Mistake? MarkupMistake(string text)
    {
        var open = text.IndexOf('<', StringComparison.Ordinal);
        return open >= 0 && text.IndexOf('>', open) > open
            ? new Mistake(ErrorCode.Markup, "holds HTML, which the service strips: it would store something else; leave the '<…>' out")
            : null;
    }

    /// <summary>An output's dependencies are the engine's business; what matters here is value, unknown and secret, at every depth.</summary>
    private static PropertyValue WithoutOutputs(PropertyValue value) => value switch
    {
        PropertyValue.OutputValue output => WithoutOutputs(output.Value ?? PropertyValue.Unknown) is var inner && output.IsSecretOutput
            ? PropertyValue.Secret(inner)
            : inner,
        PropertyValue.SecretValue secret => PropertyValue.Secret(WithoutOutputs(secret.Value).Plain),
        PropertyValue.ArrayValue array => PropertyValue.Of(array.Items.Select(WithoutOutputs)),
        PropertyValue.ObjectValue map => PropertyValue.Of(
            new PropertyMap(map.Members.Select(member => KeyValuePair.Create(member.Key, WithoutOutputs(member.Value))))),
        _ => value,
    };

    private static string Expected(InputType type) => type switch
    {
        InputType.Text => "a string",
        InputType.Flag => "a boolean (true or false, without quotes)",
        InputType.TextList => "a list of strings",
        _ => "a map of strings",
    };

    private static string Kind(PropertyValue value) => value.Plain switch
    {
        PropertyValue.StringValue => "a string",
        PropertyValue.BoolValue => "a boolean",
        PropertyValue.NumberValue => "a number",
        PropertyValue.ArrayValue => "a list",
        PropertyValue.ObjectValue => "an object",
        PropertyValue.AssetValue or PropertyValue.ArchiveValue => "an asset",
        PropertyValue.ResourceReferenceValue => "a resource; give one of its outputs",
        PropertyValue.ByteStringValue => "bytes",
        _ => "nothing",
    };
}
