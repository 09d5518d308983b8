// The name of a resource that the program leaves unnamed.
using System.Security.Cryptography;
using System.Text;
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>The stack's settings for names that a program leaves out.</summary>
/// <param name="ProposedName">The engine's proposal.</param>
/// <param name="Mode">What the proposal is worth.</param>
public sealed record Autonaming(string ProposedName, AutonamingMode Mode);

/// <summary>What an engine's proposal of a name is worth. Source: the protocol's <c>AutonamingOptions</c>.</summary>
public enum AutonamingMode
{
    /// <summary>A preferred name.</summary>
    Propose,

    /// <summary>Exactly this name.</summary>
    Enforce,

    /// <summary>No name is to be generated.</summary>
    Disable,
}

/// <summary>
/// Generates a name from the resource's name and the engine's random seed, and keeps it from then on: the seed is another one in
/// every run. The stack's settings for names are obeyed.
/// </summary>
/// <param name="input">The input that is the name.</param>
public sealed class NameGenerator(TextInput input)
{
    /// <summary>The hidden input that remembers a generated name, since the engine's seed changes with every run.</summary>
    public const string Generated = "__generatedName";

    private const int RandomDigits = 7;

    /// <summary>Leaves out of a proposal what the service would not keep; by default control characters alone.</summary>
    public Func<string, string> Clean { get; init; } = static text => new string([.. text.Where(c => !char.IsControl(c))]).Trim();

    /// <summary>The stem of the name where nothing is left of the resource's own.</summary>
    public required string Fallback { get; init; }

    /// <summary>The inputs with a name, or with a failure where none is to be generated. A name that the program gives stays.</summary>
    public PropertyMap Complete(CheckCall call, PropertyMap inputs, List<CheckFailure> failures)
    {
        if (inputs.Find(input.Name) is not null)
        {
            return inputs;
        }

        if ((call.OldInputs.Find(Generated) ?? call.OldInputs.Find(input.Name)) is { AsString.Length: > 0 } kept)
        {
            return Named(inputs, kept);
        }

        if (call.Autonaming is { Mode: AutonamingMode.Disable })
        {
            failures.Add(new CheckFailure(HostErrors.NameRequired, input.Name, HostTexts.NameRequired));
            return inputs;
        }

        if (call.Autonaming is not { ProposedName: { Length: > 0 } proposed } settings)
        {
            return Named(inputs, PropertyValue.Of(Generate(call)));
        }

        if (settings.Mode == AutonamingMode.Enforce && input.Check(proposed) is { } error)
        {
            failures.Add(new CheckFailure(HostErrors.InvalidEnforcedName, input.Name, HostTexts.InvalidEnforcedName(proposed, error.Text)));
            return inputs;
        }

        var name = settings.Mode == AutonamingMode.Enforce ? proposed : Clean(proposed);
        return Named(inputs, PropertyValue.Of(name.Length > 0 ? name : Generate(call)));
    }

    /// <summary>
    /// Whether nothing else can have the inputs' name: it was generated here, or by the stack's settings with as long a random part at its end.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="urn">The resource: what stands in its URN, as the name of its stack, is no random part.</param>
    public bool IsUnique(PropertyMap inputs, string urn) =>
        inputs.Find(Generated)?.AsString is { } generated
        && generated == inputs.Find(input.Name)?.AsString
        && generated.Length > RandomDigits
        && generated[^(RandomDigits + 1)] == '-'
        && generated[^RandomDigits..].All(char.IsAsciiHexDigitLower)
        && !urn.Contains(generated[^RandomDigits..], StringComparison.Ordinal);

    /// <summary>The inputs without a name that the program left out: what is left out is not managed.</summary>
    public PropertyMap Managed(PropertyMap inputs) =>
        inputs.Find(Generated) is { } generated && inputs.Find(input.Name) is { } name && PropertyComparison.Same(generated, name) ? inputs.Without(input.Name) : inputs;

    /// <summary>
    /// Whether a replacement would have the name of what it replaces. For a while there would be two of the name, and a create whose answer is lost could not find
    /// out which is which. A generated name is generated anew for a replacement.
    /// </summary>
    public bool IsKept(PropertyMap olds, PropertyMap news) =>
        news.Find(Generated) is null && news.Find(input.Name) is { } name && PropertyComparison.Same(olds.Find(input.Name), name);

    private PropertyMap Named(PropertyMap inputs, PropertyValue name) => inputs.With(input.Name, name).With(Generated, name);

    private string Generate(CheckCall call)
    {
        // One seed serves all resources of a run: the URN separates two of the same name in different parents.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (call.RandomSeed.IsEmpty)
        {
            RandomNumberGenerator.Fill(hash);
        }
        else
        {
            SHA256.HashData([.. call.RandomSeed.Span, .. Encoding.UTF8.GetBytes(call.Resource.Urn)], hash);
        }

        var stem = Clean(call.Resource.Name);
        return $"{(stem.Length == 0 || TextRules.Check(stem) is not null ? Fallback : stem)}-{Convert.ToHexStringLower(hash)[..RandomDigits]}";
    }
}
