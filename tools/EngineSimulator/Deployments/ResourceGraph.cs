// Which resources of a program come before which.
namespace InfoBip.EngineSimulator;

/// <summary>The dependencies between the resources of a program.</summary>
internal static class ResourceGraph
{
    /// <summary>The logical names that each resource needs first.</summary>
    /// <exception cref="ProgramException">Resources or variables need each other in a circle.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(YamlProgram program)
    {
        var direct = program.Resources.ToDictionary(resource => resource.Name, Direct, StringComparer.Ordinal);
        foreach (var (name, variable) in program.Variables)
        {
            direct[name] = [.. variable.References.Select(reference => reference.Root)];
        }

        var done = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var name in direct.Keys)
        {
            Visit(name, direct, done, [], program);
        }

        return program.Resources.ToDictionary(resource => resource.Name, resource => done[resource.Name], StringComparer.Ordinal);
    }

    private static string[] Direct(ResourceDeclaration resource) =>
    [
        .. resource.Properties.References
            .Concat(resource.Get?.Id.References ?? [])
            .Concat(resource.Get?.State.References ?? [])
            .Select(reference => reference.Root),
        .. resource.Options.DependsOn,
        .. resource.Options.Provider is { } provider ? [provider] : Array.Empty<string>(),
    ];

    /// <summary>Resolves a node's needs to resources only, variables replaced by what they need.</summary>
    private static IReadOnlyList<string> Visit(
        string name, Dictionary<string, string[]> direct, Dictionary<string, IReadOnlyList<string>> done, List<string> path, YamlProgram program)
    {
        if (done.TryGetValue(name, out var known))
        {
            return known;
        }

        if (path.Contains(name))
        {
            var resource = program.Resources.FirstOrDefault(candidate => candidate.Name == name);
            throw new ProgramException(
                $"These need each other in a circle: {string.Join(" -> ", path.SkipWhile(step => step != name).Append(name))}.",
                resource?.Line ?? program.Variables[name].Line,
                resource?.Name);
        }

        path.Add(name);
        var needs = new List<string>();
        foreach (var need in direct[name].Where(direct.ContainsKey))
        {
            var further = Visit(need, direct, done, path, program);
            needs.AddRange(program.Variables.ContainsKey(need) ? further : [need]);
        }

        path.RemoveAt(path.Count - 1);
        return done[name] = [.. needs.Distinct()];
    }
}
