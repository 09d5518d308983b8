// The user's auto-naming setting, and the name that the engine makes of it.
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>An auto-naming setting.</summary>
/// <param name="Pattern">Text with <c>${name}</c>, <c>${stack}</c>, <c>${project}</c> and <c>${hex(n)}</c>; empty with <see cref="AutonamingOptions.Types.Mode.Disable"/>.</param>
/// <param name="Mode">Whether the name is proposed, enforced, or names are never made.</param>
public sealed partial record StackAutonaming(string Pattern, AutonamingOptions.Types.Mode Mode)
{
    internal AutonamingOptions For(string urn, Stack stack, ByteString seed) => new()
    {
        Mode = Mode,
        ProposedName = Mode == AutonamingOptions.Types.Mode.Disable ? "" : PlaceholderPattern().Replace(Pattern, match => match.Groups["what"].Value switch
        {
            "name" => ResourceUrn.NameOf(urn),
            "stack" => stack.Name,
            "project" => stack.Project,
            _ => Convert.ToHexStringLower(SHA256.HashData(seed.Span))[..int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)],
        }),
    };

    [GeneratedRegex(@"\$\{(?<what>name|stack|project|hex\((?<count>[1-9]|[1-5][0-9]|6[0-4])\))\}", RegexOptions.ExplicitCapture)]
    private static partial Regex PlaceholderPattern();
}
