// The values of the setting apiDialect.
using System;
using System.ComponentModel;

namespace Pulumi.InfoBip;

/// <summary>The name that the service uses for a connector, in its addresses and in its bodies.</summary>
[EnumType]
public readonly struct ApiDialect : IEquatable<ApiDialect>
{
    private readonly string _value;

    private ApiDialect(string value) => _value = value;

    /// <summary><c>your_mom</c>: addresses end in <c>/your_moms/api-v2</c>.</summary>
    public static ApiDialect YourMom { get; } = new("your_mom");

    /// <summary><c>element</c>: SAP Open Connectors, formerly Cloud Elements. Addresses end in <c>/elements/api-v2</c>.</summary>
    public static ApiDialect Element { get; } = new("element");

    /// <summary>Whether both have the same value.</summary>
    public static bool operator ==(ApiDialect left, ApiDialect right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(ApiDialect left, ApiDialect right) => !left.Equals(right);

    /// <summary>The value as the schema has it.</summary>
    public static explicit operator string(ApiDialect value) => value._value;

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is ApiDialect other && Equals(other);

    /// <summary>Whether the other has the same value.</summary>
    public bool Equals(ApiDialect other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The value as the schema has it.</summary>
    public override string ToString() => _value;
}
