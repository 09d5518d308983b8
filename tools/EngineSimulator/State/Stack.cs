// A stack: the resources that operations left behind.
using System.Collections.Immutable;

namespace InfoBip.EngineSimulator;

/// <summary>The state of a stack; safe to use from parallel calls.</summary>
public sealed class Stack(string name, string project)
{
    /// <summary>Replaced as a whole, so that whoever looks sees resources and operations of one and the same moment.</summary>
    private StackContent _content = new([], []);
    public string Name { get; } = name;
    public string Project { get; } = project;

    /// <summary>The URN of the resource that stands for the stack itself.</summary>
    public string Urn => ResourceUrn.Of(Name, Project, ResourceUrn.StackType, $"{Project}-{Name}");

    /// <summary>Whether that resource exists: from the first up to the end of a destroy.</summary>
    public bool IsDeployed { get; internal set; }

    /// <summary>The stack's outputs after the last up; secrets are wrapped.</summary>
    public Struct Outputs { get; internal set; } = new();

    /// <summary>The resources in the order of their creation, providers included.</summary>
    public IReadOnlyList<ResourceState> Resources => _content.Resources;

    /// <summary>Calls that are running, and those whose outcome is not known.</summary>
    public IReadOnlyList<PendingOperation> PendingOperations => _content.Pending;
    public ResourceState? Find(string urn) => Resources.FirstOrDefault(resource => resource.Urn == urn && !resource.Delete);
    public ResourceState? FindByName(string resourceName) => Resources.FirstOrDefault(resource => resource.Name == resourceName && !resource.Delete && !resource.IsProvider);

    /// <summary>Adds a resource, or puts it in the place of the one with its URN.</summary>
    /// <param name="replaced">The resource whose place it takes and that waits for its deletion from now on, or null: in no moment does the stack know just one of them.</param>
    internal void Put(ResourceState resource, ResourceState? replaced = null) =>
        Change(content => replaced is null ? content.With(resource) : content.With(resource).With(replaced with { Delete = true }));

    /// <summary>Removes a resource and every mention of it as a dependency.</summary>
    internal void Remove(ResourceState resource) => Change(content => content.Without(resource));
    internal void AddPending(PendingOperation operation) => Change(content => content with { Pending = content.Pending.Add(operation) });

    /// <summary>Removes the pending operations that are meant, and returns them.</summary>
    internal IReadOnlyList<PendingOperation> RemovePending(Func<PendingOperation, bool> meant)
    {
        var removed = PendingOperations.Where(meant).ToList();
        Change(content => content with { Pending = content.Pending.RemoveRange(removed, ReferenceEqualityComparer.Instance) });
        return removed;
    }

    internal StackContent Snapshot() => _content;

    /// <summary>A copy for a preview to work on.</summary>
    internal Stack Clone() => new(Name, Project) { Outputs = Outputs.Clone(), IsDeployed = IsDeployed, _content = _content };
    private void Change(Func<StackContent, StackContent> change) => ImmutableInterlocked.Update(ref _content, change);
}

/// <summary>What a stack holds at one moment.</summary>
internal sealed record StackContent(ImmutableList<ResourceState> Resources, ImmutableList<PendingOperation> Pending)
{
    public StackContent With(ResourceState resource)
    {
        var index = Resources.FindIndex(other => other.Urn == resource.Urn && other.Delete == resource.Delete && (!other.Delete || other.Id == resource.Id));
        return this with { Resources = index < 0 ? Resources.Add(resource) : Resources.SetItem(index, resource) };
    }

    public StackContent Without(ResourceState resource)
    {
        var left = Resources.RemoveAll(other => other.Urn == resource.Urn && other.Delete == resource.Delete && other.Id == resource.Id);
        return this with
        {
            Resources = left.Exists(other => other.Urn == resource.Urn) ? left
                : [.. left.Select(other => other.Dependencies.Contains(resource.Urn) ? other with { Dependencies = [.. other.Dependencies.Where(urn => urn != resource.Urn)] } : other)],
        };
    }
}
