// What the command line and the environment ask for; usage.txt describes it, and the exit codes.
internal sealed class Options
{
    private static readonly string[] Flags = ["expect-no-changes", "json", "yes"];
    private readonly Dictionary<string, string> _values =
        ("file=tenants.csv only= limit=1000000 canary=0 parallel= backend= org= secrets-provider= project=tenants secrets=env plugin-server= lock=wait lock-timeout=10m "
            + "timeout=30m grace=30s log-dir=tenants-logs expect-no-changes= json= yes=").Split(' ').Select(option => option.Split('=')).ToDictionary(option => option[0], option => option[1]);

    public Options(string[] args)
    {
        Command = args[0];
        _values["parallel"] = $"{Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (150L << 20), 1, 4)}";
        _values.Keys.ToList().ForEach(name => _values[name] = Environment.GetEnvironmentVariable($"TENANTS_{name.Replace('-', '_').ToUpperInvariant()}") is { Length: > 0 } set ? set : _values[name]);
        List<string> names = [];
        for (Queue<string> left = new(args.Skip(1)); left.TryDequeue(out var arg);)
        {
            if (!arg.StartsWith("--", StringComparison.Ordinal)) { names.Add(arg); continue; }

            Check(_values.ContainsKey(arg[2..]), $"There is no option '{arg}'; see tenants --help.");
            Check(Flags.Contains(arg[2..]) || left.Count > 0, $"{arg} needs a value.");
            _values[arg[2..]] = Flags.Contains(arg[2..]) ? "true" : left.Dequeue();
        }

        _values["only"] = names.Count > 0 ? string.Join(',', names) : this["only"];
        Array.ForEach("limit canary parallel lock-timeout timeout grace".Split(' '), name => Number(name));
        Check(Command is "up" or "preview" or "drift" or "destroy" or "list" or "unlock", $"There is no command '{Command}'; see tenants --help.");
        Check(this["backend"] != "", "Name the backend: --backend or TENANTS_BACKEND.");
        Check(this["lock"] is "wait" or "skip" or "fail", "--lock is wait, skip or fail.");
        Check(this["secrets"] is "env" or ['e', 'x', 'e', 'c', ':', ..], "--secrets is env, or exec: and a command.");
        Check(Command != "unlock" || Only.Length > 0, "Name the tenants to unlock.");
    }

    public static string Usage => new StreamReader(typeof(Options).Assembly.GetManifestResourceStream("usage.txt")!).ReadToEnd();
    public string Command { get; }
    public string[] Only => this["only"].Split(',', StringSplitOptions.RemoveEmptyEntries);
    public string this[string name] => _values[name];

    /// <summary>Before something that cannot be taken back. A pipeline has to say --yes.</summary>
    public void AskBefore(IReadOnlyList<Tenant> tenants)
    {
        if (Command is not ("destroy" or "unlock") || this["yes"] == "true") { return; }

        Check(!Console.IsInputRedirected, $"Without a terminal, {Command} needs --yes.");
        Console.Error.Write($"{Command} {string.Join(", ", tenants.Select(tenant => tenant.Name))} in {this["backend"]}? Type yes: ");
        Check(Console.ReadLine() == "yes", "Nothing was done.");
    }

    /// <summary>A count, or seconds: 90, 90s, 10m, 1h.</summary>
    public int Number(string name)
    {
        Check(int.TryParse(this[name].TrimEnd('s', 'm', 'h'), NumberStyles.None, CultureInfo.InvariantCulture, out var number), $"--{name} is a number, or a time such as 10m.");
        return number * this[name][^1] switch { 'm' => 60, 'h' => 3600, _ => 1 };
    }

    private static void Check(bool right, string message) => StopException.Unless(right, StopException.Usage, message);
}

/// <summary>Ends the program before a tenant is started.</summary>
internal sealed class StopException(int exitCode, string message) : Exception(message)
{
    public const int Usage = 2, NoPulumi = 3, NoPlugin = 4, WrongBackend = 5;

    public int ExitCode => exitCode;

    public static void Unless(bool condition, int exitCode, string message) => _ = condition ? 0 : throw new StopException(exitCode, message);
}
