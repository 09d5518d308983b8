// A program while it runs, YAML or compiled: what it asks for, carried out by the deployment, and what came of it.
using System.Collections.Concurrent;

namespace InfoBip.EngineSimulator;

/// <summary>The resources, outputs and errors of one run of a program; safe to use from parallel calls.</summary>
internal sealed class ProgramRun(DeploymentRun run)
{
    private readonly ConcurrentDictionary<string, bool> _resources = new(StringComparer.Ordinal);
    public IReadOnlySet<string> Urns => _resources.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether all resources that the program named were registered.</summary>
    public bool IsWhole => _resources.Values.All(registered => registered);

    /// <summary>Whether the program logged an error: then it failed, whatever its exit code.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The stack's outputs in the order of their names: SDKs send them in none.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Outputs { get; private set; } = [];

    /// <summary>Keeps the stack's outputs; one whose value never came, because a resource failed, is left out.</summary>
    public void SetOutputs(Struct outputs) => Outputs =
        [.. Answers.Plain(outputs).Fields.Where(output => run.IsPreview || !Wire.ContainsUnknown(output.Value)).OrderBy(output => output.Key, StringComparer.Ordinal)];

    public void Say(Severity severity, string message, string urn)
    {
        HasErrors |= severity == Severity.Error;
        run.Say(severity, message, urn.Length > 0 ? urn : run.Stack.Urn);
    }

    public string UrnOf(RegisterResourceRequest goal) => run.UrnOf(ResourceUrn.QualifiedType(goal.Parent, goal.Type), goal.Name);

    /// <summary>Registers a resource, or reads the one of an id, unless something that it needs is missing.</summary>
    /// <returns>What the program sees of it; null when it failed, which has been said.</returns>
    public async Task<ResourceView?> RegisterAsync(RegisterResourceRequest goal, string? id = null)
    {
        var urn = UrnOf(goal);
        if (!_resources.TryAdd(urn, false))
        {
            run.Fail(new ProgramException($"Duplicate resource URN '{urn}'; try giving it a unique name"), urn);
            return null;
        }

        run.Expect(goal.Name);
        ResourceView? view = null;
        if (!goal.Dependencies.Append(goal.Parent).Any(need => _resources.TryGetValue(need, out var registered) && !registered))
        {
            await run.GuardAsync(urn, async () => view = await DoAsync(urn, goal, id));
        }

        _resources[urn] = view is not null;
        return view;
    }

    /// <summary>The provider that a program names as <c>urn::id</c>, or the default one of a package.</summary>
    public Task<ProviderSession> SessionAsync(string reference, PluginRequest wanted) =>
        reference.Length == 0 ? run.Providers.DefaultAsync(wanted)
        : reference.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end && _resources.ContainsKey(reference[..end]) ? run.Providers.RegisteredAsync(reference[..end])
        : throw new ProgramException($"The provider {reference} is none that this program registered.");

    private async Task<ResourceView> DoAsync(string urn, RegisterResourceRequest goal, string? id)
    {
        RefuseUnknown(goal);
        goal.Object = Answers.Plain(goal.Object ?? new Struct());
        if (!goal.Custom)
        {
            return new ResourceView(urn, WireFormat.UnknownString, new Struct(), run.IsPreview);
        }

        var plugin = new PluginRequest(ResourceUrn.PackageOf(goal.Type), goal.Version, goal.PluginDownloadURL);
        if (goal.Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal))
        {
            return await run.Providers.ExplicitAsync(urn, goal.Object, plugin, goal.Dependencies);
        }

        if (!run.IsPreview && goal.Object.Fields.FirstOrDefault(field => Wire.ContainsUnknown(field.Value)).Key is { } unknown)
        {
            throw new ProgramException($"The input '{unknown}' is not known, and this is no preview.");
        }

        var registration = new Registration(run, await SessionAsync(goal.Provider, plugin), urn, goal);
        return await (id is null ? registration.RegisterAsync() : registration.GetAsync(id));
    }

    /// <summary>What the engine simulator cannot do is refused, not left out.</summary>
    private static void RefuseUnknown(RegisterResourceRequest goal)
    {
        var unknown = goal.Remote ? "remote"
            : goal.Aliases.Count + goal.AliasURNs.Count > 0 ? "aliases"
            : goal.DeleteBeforeReplaceDefined ? "deleteBeforeReplace"
            : goal.ReplaceOnChanges.Count > 0 ? "replaceOnChanges"
            : goal.DeletedWith.Length > 0 ? "deletedWith"
            : goal.ReplaceWith.Count > 0 ? "replaceWith"
            : goal.ReplacementTrigger is not null ? "replacementTrigger"
            : goal.EnvVarMappings.Count > 0 ? "envVarMappings"
            : goal.PackageRef.Length > 0 ? "a parameterised package"
            : goal.Hooks is { } hooks && hooks.CalculateSize() > 0 ? "hooks"
            : null;
        if (unknown is not null)
        {
            throw new ProgramException($"The option '{unknown}' is not supported by the engine simulator.");
        }

        try
        {
            _ = goal.IgnoreChanges.Select(WirePath.Parse).Count();
        }
        catch (FormatException error)
        {
            throw new ProgramException($"'ignoreChanges': {error.Message}", error);
        }
    }
}
