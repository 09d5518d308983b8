// The user's auto-naming setting, and the name that the engine makes of it.
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace InfoBip.EngineSimulator;

/// <summary>Makes names of patterns such as <c>${name}-${hex(4)}</c>.</summary>
internal static partial class StackAutonaming
{
    /// <summary>What <c>pulumi:autonaming</c> says of a resource; null where names are the plugin's own.</summary>
    public static AutonamingOptions? Of(StackConfig config, string urn, Stack stack, ByteString seed)
    {
        if (config.Find("pulumi", "pulumi:autonaming") is not { } setting || JsonNode.Parse(setting.Text) is not JsonObject whole)
        {
            return null;
        }

        var own = whole["providers"]?[ResourceUrn.PackageOf(ResourceUrn.TypeOf(urn))]?.AsObject() ?? whole;
        AutonamingOptions Name(string pattern, bool enforce) => new()
        {
            Mode = enforce ? AutonamingOptions.Types.Mode.Enforce : AutonamingOptions.Types.Mode.Propose,
            ProposedName = Placeholder().Replace(pattern, match => match.Groups["what"].Value switch
            {
                "name" => ResourceUrn.NameOf(urn),
                "stack" => stack.Name,
                "project" => stack.Project,
                "hex" => Random(seed, "0123456789abcdef", match),
                _ => Random(seed, "abcdefghijklmnopqrstuvwxyz0123456789", match),
            }),
        };
        return (string?)own["pattern"] is { } pattern ? Name(pattern, (bool?)own["enforce"] == true) : (string?)own["mode"] switch
        {
            "verbatim" => Name("${name}", enforce: true),
            "disabled" => new AutonamingOptions { Mode = AutonamingOptions.Types.Mode.Disable },
            "default" => null,
            var mode => throw new EngineException($"pulumi:autonaming: there is no mode '{mode}'"),
        };
    }

    private static string Random(ByteString seed, string alphabet, Match match) =>
        string.Concat(SHA512.HashData(seed.Span).Take(int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)).Select(one => alphabet[one % alphabet.Length]));

    [GeneratedRegex(@"\$\{(?<what>name|stack|project|(hex|alphanum)(?=\())(\((?<count>[1-9]|[1-5][0-9]|6[0-4])\))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
