// The name of an instance that the program leaves unnamed.
using System.Security.Cryptography;
using System.Text;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>
/// Makes a name from the resource's name and the engine's random seed, and keeps it from then on: the seed is another one in
/// every run. The user's settings for names are obeyed.
/// </summary>
internal static class InstanceName
{
    private const int RandomDigits = 7;

    /// <summary>Puts a name into inputs that have none, or a failure where none is to be made up.</summary>
    public static PropertyMap Complete(CheckCall call, PropertyMap inputs, List<CheckFailure> failures)
    {
        if (call.OldInputs.Find(InstanceProperties.GeneratedName)?.AsString is { Length: > 0 } kept)
        {
            return Named(inputs, kept);
        }

        if (call.Autonaming is { Mode: AutonamingMode.Disable })
        {
            failures.Add(new CheckFailure(
                ErrorCode.NameRequired,
                InstanceProperties.Name.Name,
                "the input 'name' is missing, and this stack's settings switch automatic names off (pulumi:autonaming); give the instance a name"));
            return inputs;
        }

        if (call.Autonaming is not { ProposedName: { Length: > 0 } proposed } wish)
        {
            return Named(inputs, Generated(call));
        }

        if (wish.Mode == AutonamingMode.Enforce && InstanceCheck.NameMistake(proposed) is { } mistake)
        {
            failures.Add(new CheckFailure(
                ErrorCode.BadEnforcedName,
                InstanceProperties.Name.Name,
                $"the name '{proposed}', which this stack's settings ask for (pulumi:autonaming), {mistake.Text}"));
            return inputs;
        }

        var name = wish.Mode == AutonamingMode.Enforce ? proposed : Cleaned(proposed);
        return Named(inputs, name.Length > 0 ? name : Generated(call));
    }

    /// <summary>
    /// Whether nobody else can bear the inputs' name: it was made here, or by the user's settings with as long a random part at its end.
    /// </summary>
    public static bool IsUnique(PropertyMap inputs) =>
        inputs.Find(InstanceProperties.GeneratedName)?.AsString is { } generated
        && generated == inputs.Find(InstanceProperties.Name.Name)?.AsString
        && generated.Length > RandomDigits
        && generated[^(RandomDigits + 1)] == '-'
        && generated[^RandomDigits..].All(char.IsAsciiHexDigitLower);

    private static PropertyMap Named(PropertyMap inputs, string name) => inputs
        .With(InstanceProperties.Name.Name, PropertyValue.Of(name))
        .With(InstanceProperties.GeneratedName, PropertyValue.Of(name));

    private static string Generated(CheckCall call)
    {
        // One seed serves all resources of a run: the URN keeps two of the same name in different parents apart.
        var urn = Encoding.UTF8.GetBytes(call.Resource.Urn);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (call.RandomSeed.IsEmpty)
        {
            RandomNumberGenerator.Fill(hash);
        }
        else
        {
            SHA256.HashData([.. call.RandomSeed.Span, .. urn], hash);
        }

        var stem = Cleaned(call.Resource.Name);
        return $"{(stem.Length == 0 ? "instance" : stem)}-{Convert.ToHexStringLower(hash)[..RandomDigits]}";
    }

    /// <summary>The service strips markup from names, and a line break would be refused if a user typed it.</summary>
    private static string Cleaned(string text) => new string([.. text.Where(c => c is not ('<' or '>') && !char.IsControl(c))]).Trim();
}
