// A switch with values of a type.
using System.Diagnostics.CodeAnalysis;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>A switch and how its text becomes a value.</summary>
internal sealed class BehaviourSwitch<T> : SandboxBehaviour
    where T : notnull
{
    private readonly Func<string, (bool Right, T? Value)> _read;

    public BehaviourSwitch(string name, string standard, string values, IReadOnlyList<string> choices, string meaning, Func<string, (bool Right, T? Value)> read)
        : base(name, standard, values, choices, meaning)
    {
        _read = read;
        DefaultValue = read(standard).Value ?? throw new InvalidOperationException($"'{standard}' is no value of {name}.");
    }

    public T DefaultValue { get; }

    internal override bool TryRead(string text, [NotNullWhen(true)] out object? value)
    {
        (var right, value) = _read(text);
        return right && value is not null;
    }
}
