// Whether two values mean the same to a user.
namespace ProviderHost.PropertyValues;

/// <summary>Compares values by what they hold: whether something is marked secret is no difference, and unknown equals nothing.</summary>
public static class PropertyComparison
{
    /// <summary>Whether both hold the same; an absent value and null are the same.</summary>
    public static bool Same(PropertyValue? left, PropertyValue? right)
    {
        var a = left?.Plain ?? PropertyValue.Null;
        var b = right?.Plain ?? PropertyValue.Null;
        return (a, b) switch
        {
            (PropertyValue.UnknownValue, _) or (_, PropertyValue.UnknownValue) => false,
            (PropertyValue.ArrayValue x, PropertyValue.ArrayValue y) =>
                x.Items.Length == y.Items.Length && x.Items.Zip(y.Items).All(pair => Same(pair.First, pair.Second)),
            (PropertyValue.ObjectValue x, PropertyValue.ObjectValue y) =>
                x.Contents.Keys.Union(y.Contents.Keys).All(key => Same(x.Contents.Find(key), y.Contents.Find(key))),
            _ => a.Equals(b),
        };
    }
}
