// A program while it runs, YAML or compiled: what it asks for, carried out by the deployment, and what came of it.
using System.Collections;

namespace InfoBip.EngineSimulator;

/// <summary>The resources, outputs and errors of one run of a program; safe to use from parallel calls.</summary>
internal sealed class ProgramRun(DeploymentRun run)
{
    private static readonly string[] s_refused =
        ["remote", "aliases", "aliasURNs", "deleteBeforeReplaceDefined", "replaceOnChanges", "deletedWith", "replaceWith", "replacementTrigger", "envVarMappings", "packageRef", "hooks"];

    private readonly ConcurrentDictionary<string, bool> _resources = new(StringComparer.Ordinal);
    public IReadOnlySet<string> Urns => _resources.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The stack's outputs in the order of their names: SDKs send them in none.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Outputs { get; private set; } = [];

    /// <summary>Keeps the stack's outputs; one whose value never came, because a resource failed, is left out.</summary>
    public void SetOutputs(Struct outputs) => Outputs =
        [.. Answers.Plain(outputs).Fields.Where(output => run.IsPreview || !Wire.ContainsUnknown(output.Value)).OrderBy(output => output.Key, StringComparer.Ordinal)];

    /// <summary>Takes a message of the program. A passing note belongs to a status column, which there is none of.</summary>
    public void Say(LogRequest message)
    {
        if (!message.Ephemeral)
        {
            run.Say(message.Severity, message.Message, message.Urn.Length > 0 ? message.Urn : run.Stack.Urn);
        }
    }

    public string UrnOf(RegisterResourceRequest goal) => run.UrnOf(ResourceUrn.QualifiedType(goal.Parent, goal.Type), goal.Name);

    /// <summary>Registers a resource, or reads the one of an id, unless something that it needs is missing.</summary>
    /// <returns>What the program sees of it; null when it failed, which has been said.</returns>
    public async Task<ResourceState?> RegisterAsync(RegisterResourceRequest goal, string? id = null)
    {
        var urn = UrnOf(goal);
        if (!_resources.TryAdd(urn, false))
        {
            run.Fail(new EngineException($"Duplicate resource URN '{urn}'; try giving it a unique name"), urn);
            return null;
        }

        run.Expect(goal.Name);
        ResourceState? view = null;
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
        : throw new EngineException($"The provider {reference} is none that this program registered.");

    private async Task<ResourceState> DoAsync(string urn, RegisterResourceRequest goal, string? id)
    {
        RefuseUnknown(goal);
        goal.Object = Answers.Plain(goal.Object ?? new Struct());
        if (!goal.Custom)
        {
            return new ResourceState { Urn = urn, Id = "" };
        }

        var plugin = new PluginRequest(ResourceUrn.PackageOf(goal.Type), goal.Version, goal.PluginDownloadURL);
        if (goal.Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal))
        {
            return await run.Providers.ExplicitAsync(urn, goal.Object, plugin, goal.Dependencies);
        }

        if (!run.IsPreview && goal.Object.Fields.FirstOrDefault(field => Wire.ContainsUnknown(field.Value)).Key is { } unknown)
        {
            throw new EngineException($"The input '{unknown}' is not known, and this is no preview.");
        }

        var registration = new Registration(run, await SessionAsync(goal.Provider, plugin), urn, goal);
        return await (id is null ? registration.RegisterAsync() : registration.GetAsync(id));
    }

    /// <summary>What the engine simulator cannot do is refused, not left out.</summary>
    private static void RefuseUnknown(RegisterResourceRequest goal)
    {
        foreach (var field in RegisterResourceRequest.Descriptor.Fields.InFieldNumberOrder().Where(field => s_refused.Contains(field.JsonName)))
        {
            if (field.Accessor.GetValue(goal) is not (null or false or "" or ICollection { Count: 0 }) and var value && (value as IMessage)?.CalculateSize() != 0)
            {
                throw new EngineException($"The option '{field.JsonName.Replace("Defined", "", StringComparison.Ordinal)}' is not supported by the engine simulator.");
            }
        }
    }
}
