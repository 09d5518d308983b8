// The arguments of infobip-sandbox.
using System.Globalization;
using System.Net;

namespace InfoBip.Sandbox;

/// <summary>What was asked for on the command line: help, an error, or a sandbox.</summary>
/// <param name="Options">The sandbox; null for help and for an error.</param>
/// <param name="Error">What is wrong with the arguments; null if nothing is.</param>
internal sealed record SandboxCommandLine(SandboxOptions? Options, string? Error)
{
    private const string Usage = """
        Usage: infobip-sandbox [options]

        Serves the instances API on this machine, with faults that can be injected. Open its URL in a browser to see what it holds.

          --listen ADDRESS          the IP address to listen on, such as 0.0.0.0 in a container (127.0.0.1)
          --port N                  the port; a free one if left out
          --seed N                  from 1: ids and tokens follow from it (1)
          --user-secret S           the only user secret accepted; any if left out
          --organization-secret S   the only organization secret accepted; any if left out
          --account U,O             an account with this user and organization secret and instances of its own; may be repeated
          --behaviour NAME=VALUE    a switch, see below; may be repeated
          --masking M               how passwords come back: stars, empty, absent or none (stars)
          --answers A               echo: every documented field; seed: those of the seed page only (echo)
          --requests-per-second N   more than that get 429; no limit if left out
          --help                    this text

        Ends with Ctrl-C.

        Behaviours, where the sources of the API are silent or differ:
        """;

    public static string Help => string.Concat(
        [Usage, "\n", .. SandboxBehaviours.All.Select(one => $"\n  {one.Name} ({one.Default}): {one.Values}.\n      {one.Meaning}\n")]);

    public static SandboxCommandLine Parse(IReadOnlyList<string> arguments)
    {
        SandboxOptions options = new();
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var name = arguments[index];
            if (name is "--help" or "-h")
            {
                return new(null, null);
            }

            if (!s_readers.TryGetValue(name, out var reader))
            {
                return new(null, $"There is no option '{name}'.");
            }

            if (index + 1 == arguments.Count)
            {
                return new(null, $"{name} needs a value: {reader.Values}.");
            }

            try
            {
                // The value is not shown: it may be a secret in the wrong place.
                options = reader.Read(options, arguments[index + 1]) ?? throw new ArgumentException($"The value of {name} is not right: it is {reader.Values}.");
            }
            catch (ArgumentException exception)
            {
                return new(null, exception.Message);
            }
        }

        return new(options, null);
    }

    private static readonly Dictionary<string, (string Values, Func<SandboxOptions, string, SandboxOptions?> Read)> s_readers = new(StringComparer.Ordinal)
    {
        ["--listen"] = ("an IP address", (options, text) => IPAddress.TryParse(text, out var address) ? options with { Address = address } : null),
        ["--port"] = ("a port from 0 to 65535", (options, text) => Number(text) is { } port and <= 65535 ? options with { Port = port } : null),
        ["--seed"] = ("a whole number from 1", (options, text) => Number(text) is { } seed and >= 1 ? options with { Seed = seed } : null),
        ["--user-secret"] = ("a secret without blanks and commas", (options, text) => IsSecret(text) ? options with { UserSecret = text } : null),
        ["--organization-secret"] = ("a secret without blanks and commas", (options, text) => IsSecret(text) ? options with { OrganizationSecret = text } : null),
        ["--account"] = ("a user secret and an organization secret with a comma between them", (options, text) =>
            text.Split(',') is [var user, var organization] && IsSecret(user) && IsSecret(organization)
                ? options with { Accounts = [.. options.Accounts, new(user, organization)] }
                : null),
        ["--behaviour"] = ("a switch as name=value", (options, text) => options with { Behaviours = options.Behaviours.With(text) }),
        ["--masking"] = ("stars, empty, absent or none", (options, text) => text switch
        {
            "stars" => options with { Masking = MaskMode.Stars },
            "empty" => options with { Masking = MaskMode.Empty },
            "absent" => options with { Masking = MaskMode.Absent },
            "none" => options with { Masking = MaskMode.None },
            _ => null,
        }),
        ["--answers"] = ("echo or seed", (options, text) => text switch
        {
            "echo" => options with { Answers = AnswerShape.Echo },
            "seed" => options with { Answers = AnswerShape.Seed },
            _ => null,
        }),
        ["--requests-per-second"] = ("a number above 0", (options, text) =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1e6
                ? options with { RequestsPerSecond = rate }
                : null),
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsSecret(string text) => text.Length > 0 && !text.Any(character => char.IsWhiteSpace(character) || character == ',');
}
