// The kinds of switches: one of several, some of several, a duration, a number.
using System.Globalization;
using System.Text.Json;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>Makes switches.</summary>
internal static class Switches
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>One value of an enum, by its name in small letters and hyphens. The first is the default.</summary>
    public static BehaviourSwitch<T> OneOf<T>(string name, string meaning)
        where T : struct, Enum => OneOf(name, meaning, [.. Enum.GetValues<T>().Select(value => (Text(value), value))]);

    /// <summary>One of the values of a table. The first is the default.</summary>
    public static BehaviourSwitch<T> OneOf<T>(string name, string meaning, params IReadOnlyList<(string Text, T Value)> choices)
        where T : notnull
    {
        string[] texts = [.. choices.Select(choice => choice.Text)];
        return new(name, texts[0], Listed(texts, "or"), texts, meaning, text =>
            Array.IndexOf(texts, text) is var index and >= 0 ? (true, choices[index].Value) : (false, default));
    }

    /// <summary>Any number of an enum's values, with commas between them, or <c>none</c>.</summary>
    public static BehaviourSwitch<IReadOnlySet<T>> SomeOf<T>(string name, string meaning, string standard)
        where T : struct, Enum
    {
        var choices = Enum.GetValues<T>().ToDictionary(Text, StringComparer.Ordinal);
        return new(name, standard, $"none, or some of {Listed([.. choices.Keys], "and")} with commas between them", [], meaning, text =>
        {
            HashSet<T> chosen = [];
            foreach (var part in text == "none" ? [] : text.Split(','))
            {
                if (!choices.TryGetValue(part, out var choice))
                {
                    return (false, null);
                }

                chosen.Add(choice);
            }

            return (true, chosen);
        });
    }

    /// <summary>A duration, 0 without a setting.</summary>
    public static BehaviourSwitch<TimeSpan> Seconds(string name, string meaning) => new(name, "0", "a number of seconds from 0 to 86400", [], meaning, text =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= s_longest.TotalSeconds
            ? (true, TimeSpan.FromSeconds(seconds))
            : (false, default));

    /// <summary>A whole number, 0 without a setting.</summary>
    public static BehaviourSwitch<long> Number(string name, string meaning) => new(name, "0", "a whole number from 0", [], meaning, text =>
        (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number), number));

    private static string Text<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Listed(string[] words, string last) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} {last} {words[^1]}";
}
