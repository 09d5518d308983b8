// The words on the command line.
namespace InfoBip.EngineSimulator;

/// <summary>The command line is wrong.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the user asked for.</summary>
internal sealed record SimulatorCommandLine
{
    public const string Usage =
        """
        infobip-engine-simulator: runs a Pulumi program against a plugin, as the Pulumi engine would.

        Usage: infobip-engine-simulator COMMAND [OPTIONS]

          preview                 show what up would do
          up                      bring everything to what the program says
          refresh                 compare the state with what is there
          destroy                 delete everything
          import TYPE NAME ID     take an existing thing into the stack, and print the code for it
          list TYPE               list what there is, with the ids to import
          export                  print the state; secrets are encrypted
          outputs                 print the stack's outputs
          demo                    every step of an instance's life, against a sandbox
          plugin install resource NAME VERSION
                                  put a plugin into the home, from --file or --server

          --plugin PATH           the plugin (default: found as the engine finds it: the project's
                                  'plugins', PATH, the home, or a download from where the program says)
          --home DIR              where plugins are installed (default: PULUMI_HOME, ~/.pulumi)
          --sandbox PATH          the sandbox, for demo
          --program DIR|FILE      the program, in YAML or C# (default: examples/yaml)
          --binary PATH           a C# program that is built already: executable or .dll
          --state FILE            the state (default: .engine-simulator/STACK.json)
          --stack NAME            the stack (default: dev)
          --config KEY=VALUE      a configuration value; repeatable
          --secret KEY=VALUE      a secret configuration value; repeatable
          --parallel N            how many resources at once (default: no limit)
          --expect-no-changes     fail if anything changes
          --clear-pending-creates refresh: forget the creates that were interrupted
          --show-secrets          outputs: print secrets in clear
          --query KEY=VALUE       list: a filter of the type's listInputs; repeatable
          --count N               list: at most so many
          --all                   list: everything
          --page-size N           list: how many at a time (default: the plugin's own)
          --continue TOKEN        list: go on where an earlier one ended
          --file PATH             plugin install: an executable, a folder or a .tar.gz
          --server URL            plugin install: where to download from
          --checksum HEX          plugin install: the archive's SHA-256 sum
          --reinstall             plugin install: also where the version is installed already
          --verbose               show the plugin's debug log

        The passphrase of the state is read from PULUMI_CONFIG_PASSPHRASE (may be empty).
        Exit codes: 0 done, 1 something failed, 2 wrong usage.
        """;

    private static readonly Dictionary<string, int> Commands = new(StringComparer.Ordinal)
    {
        ["preview"] = 0,
        ["up"] = 0,
        ["refresh"] = 0,
        ["destroy"] = 0,
        ["import"] = 3,
        ["export"] = 0,
        ["outputs"] = 0,
        ["demo"] = 0,
        ["list"] = 1,
        ["plugin"] = 4,
    };

    public string Command { get; private init; } = "";

    public IReadOnlyList<string> Arguments { get; private init; } = [];

    public string? Plugin { get; private init; }

    public string? Home { get; private init; }

    public string? Sandbox { get; private init; }

    public string Program { get; private init; } = Path.Combine("examples", "yaml");

    public string? Binary { get; private init; }

    public string? State { get; private init; }

    public string Stack { get; private init; } = "dev";

    public StackConfig Config { get; private init; } = StackConfig.Empty;

    public int? Parallel { get; private init; }

    public bool ExpectNoChanges { get; private init; }

    public bool ClearPendingCreates { get; private init; }

    public bool ShowSecrets { get; private init; }

    public bool Verbose { get; private init; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; private init; } = [];

    public int? Count { get; private init; }

    public bool All { get; private init; }

    public int? PageSize { get; private init; }

    public string? Continue { get; private init; }

    public string? File { get; private init; }

    public string? Server { get; private init; }

    public string? Checksum { get; private init; }

    public bool Reinstall { get; private init; }

    public bool Help { get; private init; }

    /// <exception cref="UsageException">The words make no sense.</exception>
    public static SimulatorCommandLine Parse(IReadOnlyList<string> words)
    {
        var line = new SimulatorCommandLine();
        var plain = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            string Next() => ++i < words.Count ? words[i] : throw new UsageException($"{word} needs a value.");
            line = word switch
            {
                "--help" or "-h" => line with { Help = true },
                "--plugin" => line with { Plugin = Next() },
                "--home" => line with { Home = Next() },
                "--file" => line with { File = Next() },
                "--server" => line with { Server = Next() },
                "--checksum" => line with { Checksum = Next() },
                "--reinstall" => line with { Reinstall = true },
                "--sandbox" => line with { Sandbox = Next() },
                "--program" => line with { Program = Next() },
                "--binary" => line with { Binary = Next() },
                "--state" => line with { State = Next() },
                "--stack" => line with { Stack = Next() },
                "--config" => line with { Config = Setting(line.Config, word, Next(), secret: false) },
                "--secret" => line with { Config = Setting(line.Config, word, Next(), secret: true) },
                "--parallel" => line with { Parallel = Number(word, Next()) },
                "--query" => line with { Query = [.. line.Query, Pair(word, Next())] },
                "--count" => line with { Count = Number(word, Next()) },
                "--all" => line with { All = true },
                "--page-size" => line with { PageSize = Number(word, Next()) },
                "--continue" => line with { Continue = Next() },
                "--expect-no-changes" => line with { ExpectNoChanges = true },
                "--clear-pending-creates" => line with { ClearPendingCreates = true },
                "--show-secrets" => line with { ShowSecrets = true },
                "--verbose" => line with { Verbose = true },
                ['-', ..] => throw new UsageException($"There is no option {word}."),
                _ => Plain(line, plain, word),
            };
        }

        return line.Help ? line : Complete(line, plain);
    }

    private static SimulatorCommandLine Plain(SimulatorCommandLine line, List<string> plain, string word)
    {
        plain.Add(word);
        return line;
    }

    private static StackConfig Setting(StackConfig config, string option, string text, bool secret)
    {
        var (key, value) = Pair(option, text);
        return config.With(key, value, secret);
    }

    private static KeyValuePair<string, string> Pair(string option, string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? KeyValuePair.Create(text[..at], text[(at + 1)..])
            : throw new UsageException($"{option} needs KEY=VALUE.");

    private static int Number(string option, string text) =>
        int.TryParse(text, out var number) && number > 0 ? number : throw new UsageException($"{option} needs a number above 0.");

    private static SimulatorCommandLine Complete(SimulatorCommandLine line, List<string> plain)
    {
        if (plain is not [var command, .. var arguments])
        {
            throw new UsageException("Which command?");
        }

        if (!Commands.TryGetValue(command, out var count))
        {
            throw new UsageException($"There is no command '{command}'.");
        }

        if (line is { All: true, Count: not null })
        {
            throw new UsageException("Either --all or --count, not both.");
        }

        if (line.ClearPendingCreates && command != "refresh")
        {
            throw new UsageException("--clear-pending-creates goes with refresh alone.");
        }

        return arguments.Count == count
            ? line with { Command = command, Arguments = arguments }
            : throw new UsageException(count == 0 ? $"{command} takes no further words." : $"{command} takes {count} further word{(count == 1 ? "" : "s")}.");
    }
}
