// One input, asked as a resource's definition asks it, with values as JSON; null stands for an absent value.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace ProviderHost.Tests.Support;

internal static class One
{
    private static readonly Dictionary<ErrorCode, string> Names = typeof(HostErrors).GetFields()
        .ToDictionary(field => (ErrorCode)field.GetValue(null)!, field => field.Name);

    public static PropertyValue? Value(string? json) => json is null or "null" ? null : WireJson.Value(json);

    /// <summary>The errors in a value: the code's name, and the property that the failure names.</summary>
    public static string Errors(this InputDefinition input, string json) =>
        string.Join(", ", input.Validate(WireJson.Value(json)).Select(failure => $"{Names.GetValueOrDefault(failure.Code, nameof(Topic.NotAllowed))} {failure.Property}".TrimEnd()));

    /// <summary>The differences between two values: kind and path.</summary>
    public static string Diff(this InputDefinition input, string? before, string? after, string? held = null) =>
        string.Join(", ", input.Diff(Value(before), Value(after), Value(held)).Select(change => $"{change.Kind} {change.Path}"));

    /// <summary>What an update sends.</summary>
    public static PropertyValue? ToSend(this InputDefinition input, string? before, string? after, string? held) => input.ToSend(Value(before), Value(after), Value(held));

    /// <summary>What came of a value that was sent: outcome and path.</summary>
    public static string Compare(this InputDefinition input, string sent, string? held, string? observed) =>
        string.Join(", ", input.Compare(Value(sent)!, Value(held), Value(observed)).Select(found => $"{found.Outcome} {found.Path}"));

    /// <summary>Compares a value with JSON, marks included.</summary>
    public static void Is(string? expected, PropertyValue? value) => Assert.Equal(Value(expected), value);
}
