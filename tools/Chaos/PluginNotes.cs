// The notes of the plugin that the storm counts and the tests look for: the one place that knows their wording.
using System.Globalization;
using System.Text.RegularExpressions;

namespace InfoBip.Chaos;

/// <summary>Recognises notes in the engine's log.</summary>
internal static partial class PluginNotes
{
    private const string Adoption = "it is adopted, and changed";
    private const string Import = "pulumi import infobip:index:InfoBipInstance";

    /// <summary>The wait before another attempt, as the status line shows it.</summary>
    public static string Wait(string request, string answer, int attempt, int attempts, int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{request}: {answer}; attempt {attempt} of {attempts} follows in {seconds} s");

    /// <summary>Part of the note that an instance which an interrupted create made was adopted.</summary>
    public static string Adopted(long id) => string.Create(CultureInfo.InvariantCulture, $"had created instance {id}: {Adoption}");

    public static bool IsRetry(string note) => note.Contains("; attempt ", StringComparison.Ordinal);

    public static bool IsAdoptionAfterLostAnswer(string note) => note.StartsWith("The answer to the create was lost", StringComparison.Ordinal);

    public static bool IsAdoptionAfterInterruption(string note) => note.Contains(Adoption, StringComparison.Ordinal);

    public static bool IsKept(string note) => note.Contains("is kept: this deployment found it", StringComparison.Ordinal);

    public static bool IsNotRecorded(string note) => note.StartsWith("Creates cannot be recorded", StringComparison.Ordinal);

    /// <summary>Whether a message is about what a create left, and says what to do about it.</summary>
    public static bool IsAboutLeftovers(string note) =>
        note.Contains(Import, StringComparison.Ordinal) || note.Contains("may be duplicates of this one", StringComparison.Ordinal) || IsKept(note);

    /// <summary>Whether a message is that of a create which ends in a doubt: it comes from the deployment itself, and from none that follows it.</summary>
    public static bool IsDoubt(string note) => note.Contains("The next deployment on this machine looks for it", StringComparison.Ordinal)
        || note.Contains("it cannot be found out whether it is this one", StringComparison.Ordinal);

    /// <summary>Whether a message leads to what a create left, by its name and the import command.</summary>
    public static bool LeadsTo(string note, string name) => note.Contains(Import, StringComparison.Ordinal) && note.Contains($"'{name}'", StringComparison.Ordinal);

    /// <summary>Whether a message names what a create of a resource left, whose id is not known.</summary>
    public static bool Names(string note, string resource, string name) =>
        note.Contains($"named '{name}'", StringComparison.Ordinal)
        && (note.Contains($"'{resource}'", StringComparison.Ordinal) || note.Contains($"::{resource} ", StringComparison.Ordinal));

    /// <summary>The ids that a message names.</summary>
    public static IEnumerable<long> Ids(string note) => IdPattern().Matches(note).Select(match => long.Parse(match.Value, CultureInfo.InvariantCulture));

    // No part of a date or of a time.
    [GeneratedRegex(@"(?<=instances? |\(|: |, |<resource name> )\d+(?=[ ,).:;`]|$)(?!:\d)")]
    private static partial Regex IdPattern();
}
