// Programs with invalid inputs, as people write them, for the demo.
namespace InfoBip.EngineSimulator;

/// <summary>A program that Check must refuse.</summary>
/// <param name="What">What is wrong with it, in a few words.</param>
/// <param name="Properties">The inputs, as YAML.</param>
/// <param name="Named">What the failure must name.</param>
internal sealed record DemoInvalidProgram(string What, string Properties, string Named)
{
    public static IReadOnlyList<DemoInvalidProgram> All { get; } =
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

    /// <summary>The program.</summary>
    public YamlProgram Program => YamlProgram.Parse($$"""
        name: infobip-sms
        runtime: yaml
        resources:
          invalid:
            type: infobip:index:InfoBipInstance
            properties: {{Properties}}
        """);

    /// <summary>Valid inputs with one entry added or put in place of the valid one.</summary>
    private static string With(string entry)
    {
        string[] valid = ["sender: '+17777777777'", "username: acme", "password: any", "callbackUrl: 'https://www.example.com/auth'"];
        var name = entry[..entry.IndexOf(':', StringComparison.Ordinal)];
        return $"{{{string.Join(", ", valid.Where(other => !other.StartsWith($"{name}:", StringComparison.Ordinal)).Append(entry))}}}";
    }
}
