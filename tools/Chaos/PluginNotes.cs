// The notes of the plugin that the storm counts and the tests look for: the one place that knows their wording.
using System.Globalization;
using System.Text.RegularExpressions;

namespace InfoBip.Chaos;

/// <summary>Recognises notes in the engine's log.</summary>
internal static partial class PluginNotes
{
    private const string Adoption = "it is adopted, and changed";

    /// <summary>The wait before another attempt, as the status line shows it.</summary>
    public static string Wait(string request, string answer, int attempt, int attempts, int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{request}: {answer}; attempt {attempt} of {attempts} follows in {seconds} s");

    /// <summary>Part of the note that an instance which an interrupted create made was adopted.</summary>
    public static string Adopted(long id) => string.Create(CultureInfo.InvariantCulture, $"had created instance {id}: {Adoption}");

    public static bool IsRetry(string note) => note.Contains("; attempt ", StringComparison.Ordinal);

    public static bool IsAdoptionAfterLostAnswer(string note) => note.StartsWith("The answer to the create was lost", StringComparison.Ordinal);

    public static bool IsAdoptionAfterKill(string note) => note.Contains(Adoption, StringComparison.Ordinal);

    public static bool IsRemovalOfDuplicate(string note) => note.StartsWith("The service acted late", StringComparison.Ordinal);

    /// <summary>The ids of late duplicates that a note names.</summary>
    public static IEnumerable<long> Duplicates(string note) =>
        DuplicatePattern().Matches(note).SelectMany(match => match.Groups[1].Value.Split(", ")).Select(id => long.Parse(id, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"appeared \(([\d, ]+)\)")]
    private static partial Regex DuplicatePattern();
}
