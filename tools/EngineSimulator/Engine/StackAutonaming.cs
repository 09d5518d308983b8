// The user's auto-naming setting, and the name that the engine makes of it.
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf;

namespace InfoBip.EngineSimulator;

/// <summary>An auto-naming setting.</summary>
/// <param name="Pattern">Text with placeholders such as <c>${name}</c> and <c>${hex(4)}</c>; empty where names are never made.</param>
/// <param name="Mode">Whether the name is proposed, enforced, or names are never made.</param>
public sealed partial record StackAutonaming(string Pattern, AutonamingOptions.Types.Mode Mode)
{
    /// <summary>What <c>pulumi:autonaming</c> says for a package; null where names are the plugin's own.</summary>
    internal static StackAutonaming? Of(StackConfig config, string package)
    {
        if (config.Find("pulumi", "pulumi:autonaming") is not { } setting || JsonNode.Parse(setting.Text) is not JsonObject whole)
        {
            return null;
        }

        var own = whole["providers"]?[package]?.AsObject() ?? whole;
        return (string?)own["pattern"] is { } pattern
            ? new StackAutonaming(pattern, (bool?)own["enforce"] == true ? AutonamingOptions.Types.Mode.Enforce : AutonamingOptions.Types.Mode.Propose)
            : (string?)own["mode"] switch
            {
                "verbatim" => new StackAutonaming("${name}", AutonamingOptions.Types.Mode.Enforce),
                "disabled" => new StackAutonaming("", AutonamingOptions.Types.Mode.Disable),
                "default" => null,
                var mode => throw new StepException($"pulumi:autonaming: there is no mode '{mode}'"),
            };
    }

    internal AutonamingOptions For(string urn, Stack stack, ByteString seed) => new()
    {
        Mode = Mode,
        ProposedName = Placeholder().Replace(Pattern, match => match.Groups["what"].Value switch
        {
            "name" => ResourceUrn.NameOf(urn),
            "stack" => stack.Name,
            "project" => stack.Project,
            "hex" => Random(seed, "0123456789abcdef", match),
            _ => Random(seed, "abcdefghijklmnopqrstuvwxyz0123456789", match),
        }),
    };

    private static string Random(ByteString seed, string alphabet, Match match) =>
        string.Concat(SHA512.HashData(seed.Span).Take(int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)).Select(one => alphabet[one % alphabet.Length]));

    [GeneratedRegex(@"\$\{(?<what>name|stack|project|(hex|alphanum)(?=\())(\((?<count>[1-9]|[1-5][0-9]|6[0-4])\))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
