// What people and scripts see: a line a tenant or JSON lines on stdout, the whole output in files, the summary, the exit code.
using System.Text.Json.Serialization;

internal enum Outcome { Ok, Changes, Failed, Locked, Cancelled, Unknown, NotStarted }

internal sealed record Result(Outcome Outcome, string? Error = null);

internal sealed class Report(Options options)
{
    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly HashSet<string> _unwritable = [];

    /// <summary>For people, whatever the form of the rest.</summary>
    public static void Note(string text) => Try(() => Console.Error.WriteLine(text));

    public static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>A full disk or a closed terminal is no reason to leave a `pulumi` alone.</summary>
    public static bool Try(Action write)
    {
        try { write(); return true; }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException) { return false; }
    }

    public void Event(string tenant, string name, string? op = null, string? urn = null, string? error = null, string? line = null) =>
        Write(new { v = 1, time = DateTime.UtcNow, tenant, @event = name, op, urn, error }, line);

    public void End(string tenant, Result result, Events events, double seconds)
    {
        var (name, code) = (Name(result.Outcome), Regex.Match(result.Error ?? "", "IB[0-9]{4}") is { Success: true } found ? found.Value : null);
        var changes = string.Join(", ", events.Changes.Select(change => $"{change.Key} {change.Value}").Concat(events.Diff.Select(path => $"differs: {path}")));
        Write(
            new { v = 1, time = DateTime.UtcNow, tenant, @event = "end", result = name, events.Changes, seconds, result.Error, code, events.Diff },
            $"{name,-10} {tenant,-24} {seconds,6:0.0} s  {changes}{(changes == "" ? "" : "  ")}{result.Error}".TrimEnd());
    }

    public int Summary(IReadOnlyList<Result> results, int? bySignal)
    {
        int Count(params Outcome[] outcomes) => results.Count(result => outcomes.Contains(result.Outcome));
        var (ok, changes, locked, notStarted) = (Count(Outcome.Ok), Count(Outcome.Changes), Count(Outcome.Locked), Count(Outcome.NotStarted));
        var failed = Count(Outcome.Failed, Outcome.Cancelled, Outcome.Unknown);
        var exit = bySignal ?? (failed > 0 ? 1 : locked > 0 ? 6 : changes > 0 && (options.Command == "drift" || options["expect-no-changes"] == "true") ? 7 : 0);
        Write(
            new { v = 1, time = DateTime.UtcNow, @event = "summary", ok, changes, failed, locked, notStarted, exit },
            $"{ok} ok, {changes} with changes, {failed} failed, {locked} locked, {notStarted} not started; the whole output is in {options["log-dir"]}");
        return exit;
    }

    /// <summary>A tenant's whole output. That it cannot be written is said once and changes nothing about the tenant.</summary>
    public void Log(string tenant, string line)
    {
        lock (_unwritable)
        {
            var written = Try(() => File.AppendAllText(Path.Combine(Directory.CreateDirectory(options["log-dir"]).FullName, $"{tenant}.log"), $"{line}\n"));
            if (!written && _unwritable.Add(tenant)) { Note($"The log of {tenant} cannot be written to {options["log-dir"]}."); }
        }
    }

    /// <summary>`list`: who has a stack, and the stacks that are not in the list.</summary>
    public int Stacks(IEnumerable<Tenant> tenants, IReadOnlyDictionary<string, StackSummary> stacks)
    {
        var listed = tenants.Select(tenant => tenant.Name).ToList();
        foreach (var tenant in options.Only is [] ? listed.Union(stacks.Keys.Order(StringComparer.Ordinal)) : listed)
        {
            var (stack, known) = (stacks.GetValueOrDefault(tenant), listed.Contains(tenant));
            var state = stack is null ? "no stack" : $"{stack.ResourceCount ?? 0} resources, updated {stack.LastUpdate?.ToString("u") ?? "never"}{(known ? "" : ", not in the list")}";
            Write(new { v = 1, tenant, listed = known, stack = stack is not null, stack?.ResourceCount, stack?.LastUpdate }, $"{tenant,-24} {state}");
        }

        return 0;
    }

    private void Write(object json, string? line) => Try(() => Console.Out.Write(options["json"] == "true" ? $"{JsonSerializer.Serialize(json, Form)}\n" : line is null ? "" : $"{line}\n"));
}
