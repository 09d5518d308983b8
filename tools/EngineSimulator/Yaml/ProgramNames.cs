// The names of a program: each means one thing, and each reference finds one.
namespace InfoBip.EngineSimulator;

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

        foreach (var call in program.Variables.Values.Concat(program.Outputs.Select(output => output.Value)).SelectMany(value => value.Invokes))
        {
            ValidateInvoke(program, call, null);
        }
    }

    /// <summary>The options of a function's call name resources, as those of a resource do.</summary>
    private static void ValidateInvoke(YamlProgram program, InvokeExpression call, string? resource)
    {
        if (call.DependsOn.FirstOrDefault(name => program.Resources.All(other => other.Name != name)) is { } unknown)
        {
            throw new ProgramException($"'dependsOn' names '{unknown}', which is no resource of this program.", call.Line, resource);
        }

        if (call.Provider is { } provider)
        {
            RequireProvider(program, provider, call.Line, resource);
        }
    }

    private static void RequireProvider(YamlProgram program, string name, long line, string? resource)
    {
        if (!program.Resources.Any(other => other.Name == name && other.IsProvider))
        {
            throw new ProgramException($"'provider' names '{name}', which is no resource of type pulumi:providers:… of this program.", line, resource);
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

        if (resource.Options.Provider is { } provider)
        {
            RequireProvider(program, provider, resource.Line, resource.Name);
        }

        foreach (var call in resource.Properties.Invokes)
        {
            ValidateInvoke(program, call, resource.Name);
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
            throw new ProgramException($"{reference} is not supported by the engine simulator; it knows ${{pulumi.stack}} and ${{pulumi.project}}.", reference.Line, resource);
        }
    }
}
