// The properties of a resource, or the members of an object value: names and values, unchangeable.
using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ProviderHost.PropertyValues;

/// <summary>Names and values in the order they were given. Equal to another with the same members in any order.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A property map is the protocol's own word.")]
public sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    private readonly Dictionary<string, PropertyValue> _members;

    /// <summary>Makes a map; a name that comes twice has its last value.</summary>
    public PropertyMap(IEnumerable<KeyValuePair<string, PropertyValue>> members)
    {
        _members = new Dictionary<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var (name, value) in members)
        {
            _members[name] = value;
        }
    }

    private PropertyMap(Dictionary<string, PropertyValue> members) => _members = members;

    /// <summary>A map without members.</summary>
    public static PropertyMap Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _members.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _members.Keys;

    /// <inheritdoc/>
    public IEnumerable<PropertyValue> Values => _members.Values;

    /// <inheritdoc/>
    public PropertyValue this[string key] => _members[key];

    /// <summary>Whether a name is the engine's or the provider's own: hidden from users, and no input.</summary>
    public static bool IsInternal(string name) => name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>Every string that is, or stands in, a secret.</summary>
    public IReadOnlyList<string> SecretTexts
    {
        get
        {
            var texts = new List<string>();
            Collect(PropertyValue.Of(this), secret: false);
            return texts;

            void Collect(PropertyValue value, bool secret)
            {
                secret |= value.IsSecret;
                switch (value.Plain)
                {
                    case PropertyValue.StringValue text when secret:
                        texts.Add(text.Value);
                        break;
                    case PropertyValue.ArrayValue array:
                        array.Items.ToList().ForEach(item => Collect(item, secret));
                        break;
                    case PropertyValue.ObjectValue map:
                        map.Contents.Values.ToList().ForEach(member => Collect(member, secret));
                        break;
                }
            }
        }
    }

    /// <summary>The member of that name; null where there is none or where it is null, which mean the same in inputs.</summary>
    public PropertyValue? Find(string name) => _members.TryGetValue(name, out var value) && !value.IsNull ? value : null;

    /// <summary>The same map with one member set.</summary>
    public PropertyMap With(string name, PropertyValue value) =>
        new(new Dictionary<string, PropertyValue>(_members, StringComparer.Ordinal) { [name] = value });

    /// <summary>The same map with one member set, or taken out where <paramref name="value"/> is null.</summary>
    public PropertyMap WithOrWithout(string name, PropertyValue? value) => value is null ? Without(name) : With(name, value);

    /// <summary>The same map without one member.</summary>
    public PropertyMap Without(string name)
    {
        if (!_members.ContainsKey(name))
        {
            return this;
        }

        var members = new Dictionary<string, PropertyValue>(_members, StringComparer.Ordinal);
        members.Remove(name);
        return new PropertyMap(members);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _members.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) => _members.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PropertyMap? other) =>
        other is not null
        && Count == other.Count
        && _members.All(member => other._members.TryGetValue(member.Key, out var value) && member.Value.Equals(value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _members.Aggregate(Count, (hash, member) => hash ^ HashCode.Combine(member.Key, member.Value));

    /// <summary>Shows names and values; what is secret as <c>[secret]</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", _members.Select(member => $"{member.Key}: {member.Value}"))}}}";
}
