// The names of a program: each means one thing, and each reference finds one.
namespace InfoBip.Rehearsal;

/// <summary>Checks names before anything runs.</summary>
internal static class ProgramNames
{
    /// <summary>The members of <c>${pulumi.…}</c>.</summary>
    public static readonly string[] Ambient = ["stack", "project"];

    public static void Validate(YamlProgram program)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "pulumi" };
        foreach (var (name, line) in program.Config.Select(entry => (entry.Key, entry.Line))
            .Concat(program.Variables.Select(entry => (entry.Key, entry.Value.Line)))
            .Concat(program.Resources.Select(entry => (entry.Name, entry.Line))))
        {
            if (!names.Add(name))
            {
                throw new ProgramException($"The name '{name}' is taken already: config, variables and resources share one set of names.", line);
            }
        }

        foreach (var resource in program.Resources)
        {
            ValidateResource(program, resource, names);
        }

        foreach (var reference in program.Variables.Values.Concat(program.Outputs.Select(output => output.Value)).SelectMany(value => value.References))
        {
            Find(reference, names, null);
        }
    }

    private static void ValidateResource(YamlProgram program, ResourceDeclaration resource, HashSet<string> names)
    {
        var gets = resource.Get is { } get ? get.Id.References.Concat(get.State.References) : [];
        foreach (var reference in resource.Properties.References.Concat(gets))
        {
            Find(reference, names, resource.Name);
        }

        foreach (var name in resource.Options.DependsOn)
        {
            if (program.Resources.All(other => other.Name != name))
            {
                throw new ProgramException($"'dependsOn' names '{name}', which is no resource of this program.", resource.Line, resource.Name);
            }
        }

        if (resource.Options.Provider is { } provider && !program.Resources.Any(other => other.Name == provider && other.IsProvider))
        {
            throw new ProgramException(
                $"'provider' names '{provider}', which is no resource of type pulumi:providers:… of this program.", resource.Line, resource.Name);
        }
    }

    private static void Find(Reference reference, HashSet<string> names, string? resource)
    {
        if (!names.Contains(reference.Root))
        {
            throw new ProgramException(
                $"{reference} refers to '{reference.Root}', which is no config key, variable or resource of this program.", reference.Line, resource);
        }

        if (reference.Root == "pulumi" && (reference.Path is not [string member] || !Ambient.Contains(member)))
        {
            throw new ProgramException($"{reference} is not supported by the rehearsal; it knows ${{pulumi.stack}} and ${{pulumi.project}}.", reference.Line, resource);
        }
    }
}
