// The list of tenants, read and checked before anything starts. A further column is a property here and a line in Messaging.cs.
internal sealed record Tenant(string Name, string Username, string Sender, string CallbackUrl)
{
    public static IReadOnlyList<Tenant> Load(Options options)
    {
        try
        {
            var text = options["file"] == "-" ? Console.In.ReadToEnd() : File.ReadAllText(options["file"]);
            var rows = text.TrimStart().StartsWith('[') ? JsonSerializer.Deserialize<List<Dictionary<string, string>>>(text)! : Csv(text);
            var all = rows.ConvertAll(row => new Tenant(Cell(row, "name"), Cell(row, "username"), Cell(row, "sender"), Cell(row, "callbackUrl")));
            var wrong = all.Where(tenant => !Regex.IsMatch(tenant.Name, "^[a-z0-9][a-z0-9-]{0,62}$")).Select(tenant => $"'{tenant.Name}' is no name (a-z, 0-9 and -, at most 63)")
                .Concat(all.CountBy(tenant => tenant.Name).Where(name => name.Value > 1).Select(name => $"'{name.Key}' is in it twice"))
                .Concat(options.Only.Except(all.Select(tenant => tenant.Name)).Select(name => $"'{name}' is not in it")).ToList();
            StopException.Unless(wrong.Count == 0, StopException.Usage, $"The list {options["file"]}: {string.Join("; ", wrong)}.");
            return [.. all.Where(tenant => options.Only is [] || options.Only.Contains(tenant.Name)).Take(options.Number("limit"))];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or JsonException) { throw new StopException(StopException.Usage, $"The list {options["file"]}: {failed.Message}"); }

        string Cell(Dictionary<string, string> row, string column) => row.GetValueOrDefault(column) is { Length: > 0 } value
            ? value : throw new StopException(StopException.Usage, $"The list {options["file"]}: '{row.GetValueOrDefault("name")}' has no {column}.");
    }

    private static List<Dictionary<string, string>> Csv(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => Regex.Matches(line, "(?<=^|,)(?:\"((?:[^\"]|\"\")*)\"|[^,]*)(?=,|$)")
            .Select(cell => cell.Groups[1].Success ? cell.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Value.Trim())).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary())];
    }
}
