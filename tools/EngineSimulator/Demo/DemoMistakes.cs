// The mistakes that people make with an instance, and how the demo makes them.
namespace InfoBip.EngineSimulator;

/// <summary>A mistake in a program, made on purpose.</summary>
/// <param name="What">The mistake, in a few words.</param>
/// <param name="Properties">The inputs with the mistake, as YAML.</param>
/// <param name="Told">What the failure must name.</param>
internal sealed record DemoMistake(string What, string Properties, string Told)
{
    public static IReadOnlyList<DemoMistake> All { get; } =
    [
        new("nothing filled in", "{}", "sender"),
        new("a callback that is no URL", With("callbackUrl: somewhere"), "callbackUrl"),
        new("the placeholder of the documentation", With("username: <INSERT_INFOBIP_USERNAME>"), "username"),
        new("curly quotes from a web page", With("sender: \u201C+17777777777\u201D"), "sender"),
        new("a misspelt input", With("tag: red"), "Did you mean 'tags'?"),
        new("HTML in a tag, which the service would strip", With("tags: ['<b>sms</b>']"), "tags"),
        new("the mask that the service shows, used as the password", With("password: '********'"), "password"),
        new("a setting given twice", With("extraConfiguration: {messaging.sms.infobip.sender: x}"), "extraConfiguration"),
    ];

    /// <summary>A program with this mistake in it.</summary>
    public YamlProgram Program => YamlProgram.Parse($$"""
        name: infobip-sms
        runtime: yaml
        resources:
          mistaken:
            type: infobip:index:InfoBipInstance
            properties: {{Properties}}
        """);

    /// <summary>Right inputs with one entry added or put in place of the right one.</summary>
    private static string With(string entry)
    {
        string[] right = ["sender: '+17777777777'", "username: acme", "password: any", "callbackUrl: 'https://www.example.com/auth'"];
        var name = entry[..entry.IndexOf(':', StringComparison.Ordinal)];
        return $"{{{string.Join(", ", right.Where(other => !other.StartsWith($"{name}:", StringComparison.Ordinal)).Append(entry))}}}";
    }
}
