// A small resource with an input of every type, of a provider that exists only here.
using ProviderHost.PropertyValues;
using ProviderHost.Protocol;
using ProviderHost.Resources;

namespace ProviderHost.Tests.Support;

internal static class Topic
{
    public const string Urn = "urn:pulumi:dev::shop::acme:index:Topic::news";

    public const string Mask = "********";

    public static readonly ErrorCode NotAllowed = new(2999, FailureKind.InvalidArgument);

    public static readonly TextInput Title = new("title") { Required = Requirement.Always, Label = "topic.title", SameText = static (one, other) => one.TrimEnd('/') == other.TrimEnd('/') };

    public static readonly TextInput Key = new("key") { Required = Requirement.Creating, Label = "topic.key", Secret = true, Mask = Mask };

    public static readonly TextInput Name = new("name") { Rule = NoBang };

    public static readonly TextSetInput Labels = new("labels") { Rule = NoBang };

    public static readonly FlagInput Active = new("active") { Default = PropertyValue.Of(true) };

    public static readonly TextMapInput Extra = new("extra")
    {
        Mask = Mask,
        Defaults = new Dictionary<string, string> { ["interval"] = "60" },
        KeyRule = static key => key == "topic.title" ? new ValidationError(NotAllowed, "has an input of its own") : null,
    };

    public static readonly ResourceDefinition Definition = new(
        "acme:index:Topic",
        [Title, Key, Name, Labels, Active, Extra],
        [new("token", Secret: true), new("valid", Unpredictable: true), new("size"), new("created", Stable: true)])
    {
        Names = new NameGenerator(Name) { Fallback = "topic", Clean = static text => text.Replace("!", "", StringComparison.Ordinal).Trim() },
        UnknownInputHint = static name => name.Contains('.', StringComparison.Ordinal) ? " It goes into 'extra'." : string.Empty,
    };

    public static readonly ProviderPackage Package = new("acme", "1.2.3", "AC", "The Pulumi provider for acme.", static () => "{}");

    public static readonly ReadOnlyMemory<byte> Seed = Enumerable.Range(0, 32).Select(number => (byte)number).ToArray();

    /// <summary>Inputs before a check.</summary>
    public static PropertyMap Inputs { get; } = WireJson.Map("""{ "title": "News", "key": "s3cret", "name": "news" }""");

    /// <summary>The same after a check.</summary>
    public static PropertyMap CheckedInputs { get; } = Inputs.With("key", WireJson.Secret("s3cret"));

    public static CheckedInputs Check(
        PropertyMap news, PropertyMap? olds = null, Autonaming? autonaming = null, string urn = Urn, ReadOnlyMemory<byte>? seed = null, string name = "news") =>
        Definition.Check(new CheckCall(new ResourceIdentity(urn, name), olds ?? PropertyMap.Empty, news, seed ?? Seed, autonaming));

    /// <summary>The differences as the engine reads them: kind and path.</summary>
    public static IReadOnlyList<string> Diff(PropertyMap? olds, PropertyMap news, PropertyMap? state = null, params string[] ignored) =>
        [.. Definition.Diff(new DiffCall("1", state ?? olds ?? PropertyMap.Empty, olds, news, Paths(ignored))).Changes.Select(change => $"{change.Kind} {change.Path}")];

    public static IEnumerable<string> LeftOut(PropertyMap? olds, PropertyMap news) =>
        Definition.LeftOut(new DiffCall("1", olds ?? PropertyMap.Empty, olds, news, [])).Select(path => path.ToString());

    public static IReadOnlyList<PropertyPath> Paths(params string[] paths) => [.. paths.Select(path => PropertyPath.Parse(path)!.Value)];

    /// <summary>What a service returns that holds what the inputs say: no secret inputs, and nothing marked.</summary>
    public static PropertyMap Observed(PropertyMap inputs)
    {
        var outputs = WireJson.Map("""{ "token": "t0ken", "valid": true, "size": 3, "created": "2026-01-01" }""");
        return Definition.Inputs.Where(input => !input.Secret).Aggregate(
            outputs, (all, input) => all.WithOrWithout(input.Name, (inputs.Find(input.Name) ?? input.Default) is { } value ? Trees.Unmarked(value) : null));
    }

    private static ValidationError? NoBang(string text) => text.Contains('!', StringComparison.Ordinal) ? new ValidationError(NotAllowed, "contains a '!'") : null;
}
