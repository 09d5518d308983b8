// One switch of the sandbox: its name, its values and what they mean.
using System.Diagnostics.CodeAnalysis;

namespace InfoBip.Sandbox;

/// <summary>A point of the API that no source settles, or that sources settle differently: a switch with a value for each way.</summary>
public abstract class SandboxBehaviour
{
    private protected SandboxBehaviour(string name, string standard, string values, IReadOnlyList<string> choices, string meaning)
    {
        Name = name;
        Default = standard;
        Values = values;
        Choices = choices;
        Meaning = meaning;
    }

    /// <summary>Its name, in small letters and hyphens.</summary>
    public string Name { get; }

    /// <summary>The value that it has without a setting.</summary>
    public string Default { get; }

    /// <summary>The values that it takes, as a phrase.</summary>
    public string Values { get; }

    /// <summary>The values that it takes one of; empty where they cannot be listed.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>What it changes.</summary>
    public string Meaning { get; }

    internal abstract bool TryRead(string text, [NotNullWhen(true)] out object? value);
}
