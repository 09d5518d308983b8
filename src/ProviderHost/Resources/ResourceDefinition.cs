// A resource by its table of inputs and outputs: everything that is the same for all of them loops over the table.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>An output that only the service knows.</summary>
/// <param name="Name">Its name in the schema.</param>
/// <param name="Secret">Whether its value is marked secret.</param>
/// <param name="Stable">Whether no update changes it.</param>
/// <param name="Unpredictable">Whether an update may change it, so that a preview cannot know it.</param>
public sealed record OutputDefinition(string Name, bool Secret = false, bool Stable = false, bool Unpredictable = false);

/// <summary>The table of a resource. An observed map holds what the service returned, by the names of inputs and outputs; what it did not return, or masked, is absent.</summary>
/// <param name="type">The type token, for example <c>random:index:RandomPet</c>.</param>
/// <param name="inputs">The inputs, in the schema's order.</param>
/// <param name="outputs">The outputs beside the inputs, in the schema's order.</param>
public sealed class ResourceDefinition(string type, IReadOnlyList<InputDefinition> inputs, IReadOnlyList<OutputDefinition> outputs)
{
    /// <summary>The type token.</summary>
    public string Type { get; } = type;

    /// <summary>The inputs, in the schema's order.</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; } = inputs;

    /// <summary>The outputs beside the inputs, in the schema's order.</summary>
    public IReadOnlyList<OutputDefinition> Outputs { get; } = outputs;

    /// <summary>How a name is generated that the program leaves out; null where the resource has none.</summary>
    public NameGenerator? Names { get; init; }

    /// <summary>What to add to the message about an unknown input of a name; nothing by default.</summary>
    public Func<string, string> UnknownInputHint { get; init; } = static _ => string.Empty;

    /// <summary>The type's own name, for messages.</summary>
    private string TypeName => Type[(Type.LastIndexOf(':') + 1)..];

    /// <summary>The completed inputs, secrets marked, and every error.</summary>
    public CheckedInputs Check(CheckCall call)
    {
        var inputs = Inputs
            .Where(input => call.NewInputs.Find(input.Name) is not null)
            .Select(input => KeyValuePair.Create(input.Name, input.Marked(call.NewInputs[input.Name].WithoutOutputs)!))
            .Where(input => !input.Value.IsNull);
        var failures = Validate(call.NewInputs, call.OldInputs).ToList();
        var completed = new PropertyMap(inputs);
        return new CheckedInputs(Names?.Complete(call, completed, failures) ?? completed, failures);
    }

    /// <summary>Every error in the inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="recorded">The recorded inputs, which have no errors; empty for a new resource.</param>
    public IEnumerable<CheckFailure> Validate(PropertyMap inputs, PropertyMap recorded)
    {
        foreach (var (name, value) in inputs.Where(input => !PropertyMap.IsInternal(input.Key)))
        {
            if (Inputs.FirstOrDefault(known => known.Name == name) is not { } input)
            {
                yield return new CheckFailure(
                    HostErrors.UnknownInput, string.Empty, HostTexts.UnknownInput(name, TypeName, Inputs.Select(one => one.Name), UnknownInputHint(name)));
            }
            else if (value.WithoutOutputs is { IsNull: false } given)
            {
                foreach (var failure in input.Validate(given, recorded.Find(name)))
                {
                    yield return failure;
                }
            }
        }

        foreach (var input in Inputs.Where(input => inputs.Find(input.Name) is null && input.Required != Requirement.Optional))
        {
            // A resource whose recorded inputs lack one was imported, and the service does not return it.
            if (recorded.Count == 0 || recorded.Find(input.Name) is not null)
            {
                yield return new CheckFailure(HostErrors.MissingInput, input.Name, HostTexts.MissingInput(input));
            }
        }
    }

    /// <summary>Refuses inputs that are not valid, although the check passed others: a policy changes inputs afterwards, and the engine does not check them again.</summary>
    /// <param name="attempt">What is refused, for example <c>creating x</c>.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="recorded">The recorded inputs; empty for a new resource.</param>
    /// <exception cref="ResourceException">They are not valid; the message lists each error.</exception>
    public void Refuse(string attempt, PropertyMap inputs, PropertyMap recorded)
    {
        if (Validate(inputs, recorded).ToList() is { Count: > 0 } failures)
        {
            throw new ResourceException(HostErrors.InvalidInputs, HostTexts.InvalidInputs(attempt, failures.Select(failure => failure.Reason)));
        }
    }

    /// <summary>The differences, in the schema's order. Everything can be changed in place; nothing forces a replacement.</summary>
    public ResourceDiff Diff(DiffCall call)
    {
        // Engines before old_inputs send the outputs alone, which repeat the inputs.
        var olds = call.OldInputs ?? call.State;
        var news = Names?.Managed(call.NewInputs) ?? call.NewInputs;
        var changes = Inputs
            .SelectMany(input => input.Diff(olds.Find(input.Name), news.Find(input.Name), call.State.Find(input.Name)))
            .Where(change => !PropertyPath.IsCovered(change.Path, call.IgnoreChanges))
            .ToList();
        return new ResourceDiff(changes, Names?.IsKept(olds, call.NewInputs) == true)
        {
            Stable = [.. Outputs.Where(output => output.Stable).Select(output => output.Name)],
        };
    }

    /// <summary>The places that the program left out although they were recorded: they stay as they are.</summary>
    public IReadOnlyList<PropertyPath> LeftOut(DiffCall call)
    {
        if (call.OldInputs is null)
        {
            return [];
        }

        var (olds, news) = (Names?.Managed(call.OldInputs) ?? call.OldInputs, Names?.Managed(call.NewInputs) ?? call.NewInputs);
        return [.. Inputs.SelectMany(input => input.LeftOut(olds.Find(input.Name), news.Find(input.Name)))];
    }

    /// <summary>The old inputs with what changed outside of the program written into them.</summary>
    public PropertyMap Refresh(PropertyMap inputs, PropertyMap state, PropertyMap observed)
    {
        var managed = Names?.Managed(inputs) ?? inputs;
        return Inputs.Where(input => managed.Find(input.Name) is not null).Aggregate(
            inputs, (all, input) => all.WithOrWithout(input.Name, input.Refresh(inputs.Find(input.Name), state.Find(input.Name), observed.Find(input.Name))));
    }

    /// <summary>The inputs that a user would write to get what the service holds.</summary>
    public PropertyMap Import(PropertyMap observed) => Inputs.Aggregate(
        PropertyMap.Empty, (all, input) => all.WithOrWithout(input.Name, input.Import(observed.Find(input.Name))));

    /// <summary>The outputs after the service was asked; what it did not return is taken from the inputs, or from what was known.</summary>
    public PropertyMap State(PropertyMap inputs, PropertyMap observed, PropertyMap? lastKnown = null)
    {
        var state = Inputs.Aggregate(PropertyMap.Empty, (all, input) => all.WithOrWithout(
            input.Name, input.Output(inputs.Find(input.Name), observed.Find(input.Name), lastKnown?.Find(input.Name))));
        return Outputs.Aggregate(state, (all, output) => all.WithOrWithout(output.Name, Marked(output, observed.Find(output.Name) ?? lastKnown?.Find(output.Name))));
    }

    /// <summary>The part of the inputs that an update has to send.</summary>
    public PropertyMap ToSend(UpdateCall call)
    {
        var olds = call.OldInputs ?? call.State;
        var news = Names?.Managed(call.NewInputs) ?? call.NewInputs;
        return Inputs.Aggregate(
            PropertyMap.Empty, (all, input) => all.WithOrWithout(input.Name, input.ToSend(olds.Find(input.Name), news.Find(input.Name), call.State.Find(input.Name))));
    }

    /// <summary>What came of values that were sent, by their paths, where that is not what was sent.</summary>
    public ILookup<SendOutcome, PropertyPath> Compare(PropertyMap sent, PropertyMap held, PropertyMap observed) => Inputs
        .Where(input => sent.Find(input.Name) is not null)
        .SelectMany(input => input.Compare(sent[input.Name], held.Find(input.Name), observed.Find(input.Name)))
        .ToLookup(found => found.Outcome, found => found.Path);

    /// <summary>The outputs before the service is asked: inputs as they are, the rest unknown.</summary>
    /// <param name="inputs">The inputs, with unknowns in their places.</param>
    /// <param name="lastKnown">The outputs of a resource that exists; null for a new one.</param>
    public PropertyMap Preview(PropertyMap inputs, PropertyMap? lastKnown = null)
    {
        var state = Inputs.Aggregate(PropertyMap.Empty, (all, input) => all.WithOrWithout(
            input.Name, input.Preview(inputs.Find(input.Name), lastKnown?.Find(input.Name))));
        return Outputs.Aggregate(state, (all, output) => all.WithOrWithout(
            output.Name,
            Marked(output, lastKnown is null || output.Unpredictable ? PropertyValue.Unknown : lastKnown.Find(output.Name) ?? (output.Secret ? PropertyValue.Unknown : null))));
    }

    private static PropertyValue? Marked(OutputDefinition output, PropertyValue? value) => output.Secret && value is not null ? PropertyValue.Secret(value) : value;
}
