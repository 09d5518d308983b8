// The switches of a sandbox and where they stand.
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox;

/// <summary>A setting of all switches. It never changes: <see cref="With"/> gives another.</summary>
public sealed class SandboxBehaviours
{
    private readonly Dictionary<string, (string Text, object Value)> _set;

    private SandboxBehaviours(Dictionary<string, (string Text, object Value)> set) => _set = set;

    /// <summary>Every switch at its default.</summary>
    public static SandboxBehaviours Default { get; } = new(new(StringComparer.Ordinal));

    /// <summary>The switches that there are.</summary>
    public static IReadOnlyList<SandboxBehaviour> All => BehaviourTable.All;

    /// <summary>The value of a switch.</summary>
    /// <exception cref="ArgumentException">There is no such switch.</exception>
    public string this[string name] => _set.TryGetValue(name, out var one) ? one.Text
        : BehaviourTable.ByName.TryGetValue(name, out var other) ? other.Default
        : throw new ArgumentException(Unknown(name));

    /// <summary>The defaults but for the settings given.</summary>
    /// <param name="settings">Each as <c>name=value</c>.</param>
    /// <exception cref="ArgumentException">An unknown name, or a value that is none of the switch's; the message lists the choices.</exception>
    public static SandboxBehaviours Of(params IEnumerable<string> settings) => Default.With(settings);

    /// <summary>This setting but for the settings given.</summary>
    /// <param name="settings">Each as <c>name=value</c>.</param>
    /// <exception cref="ArgumentException">Unknown names, or values that are none of the switch's; the message lists the choices, in a line for each.</exception>
    public SandboxBehaviours With(params IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Dictionary<string, (string, object)> set = new(_set, StringComparer.Ordinal);
        List<string> errors = [];
        foreach (var setting in settings)
        {
            var (name, text) = setting.Split('=', 2) is [var left, var right] ? (left, right) : (setting, null);
            if (BehaviourTable.ByName.GetValueOrDefault(name) is not { } one)
            {
                errors.Add(Unknown(name));
            }
            else if (text is not null && one.TryRead(text, out var value))
            {
                set[name] = (text, value);
            }
            else
            {
                // A wrong value is not shown: it may be a secret in the wrong place.
                errors.Add($"The value of the behaviour {name} is not right: {name} is {one.Values}.");
            }
        }

        return errors.Count == 0 ? new(set) : throw new ArgumentException(string.Join('\n', errors));
    }

    /// <summary>The settings that differ from the defaults, with commas between them.</summary>
    public override string ToString() => string.Join(", ", All.Where(one => this[one.Name] != one.Default).Select(one => $"{one.Name}={this[one.Name]}"));

    internal T Get<T>(BehaviourSwitch<T> one)
        where T : notnull => _set.TryGetValue(one.Name, out var set) ? (T)set.Value : one.DefaultValue;

    private static string Unknown(string name) => $"There is no behaviour '{name}'. There are: {string.Join(", ", All.Select(one => one.Name))}.";
}
