// A stack: the resources that operations left behind.
namespace InfoBip.EngineSimulator;

/// <summary>The state of a stack; safe to use from parallel calls.</summary>
public sealed class Stack(string name, string project)
{
    private readonly Lock _lock = new();
    private readonly List<ResourceState> _resources = [];
    private readonly List<PendingOperation> _pending = [];
    public string Name { get; } = name;
    public string Project { get; } = project;

    /// <summary>The URN of the resource that stands for the stack itself.</summary>
    public string Urn => ResourceUrn.Of(Name, Project, ResourceUrn.StackType, $"{Project}-{Name}");

    /// <summary>Whether that resource exists: from the first up to the end of a destroy.</summary>
    public bool IsDeployed { get; internal set; }

    /// <summary>The stack's outputs after the last up; secrets are wrapped.</summary>
    public Struct Outputs { get; internal set; } = new();

    /// <summary>The resources in the order of their creation, providers included.</summary>
    public IReadOnlyList<ResourceState> Resources => Snapshot().Resources;

    /// <summary>Calls that are running, and those whose outcome is not known.</summary>
    public IReadOnlyList<PendingOperation> PendingOperations => Snapshot().Pending;
    public static Stack Load(string json, string passphrase) => StackFile.Read(json, passphrase);

    /// <summary>The stack as JSON, with every secret encrypted.</summary>
    public string Export(string passphrase) => StackFile.Write(this, Passphrase.Create(passphrase));
    public ResourceState? Find(string urn) => Resources.FirstOrDefault(resource => resource.Urn == urn && !resource.Delete);

    public ResourceState? FindByName(string resourceName) =>
        Resources.FirstOrDefault(resource => resource.Name == resourceName && !resource.Delete && !resource.IsProvider);

    /// <summary>Adds a resource, or puts it in the place of the one with its URN.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="replaced">The resource whose place it takes and that waits for its deletion from now on, or null: in no moment does the stack know just one of them.</param>
    internal void Put(ResourceState resource, ResourceState? replaced = null)
    {
        lock (_lock)
        {
            PutLocked(resource);
            if (replaced is not null)
            {
                PutLocked(replaced with { Delete = true });
            }
        }
    }

    /// <summary>Removes a resource and every mention of it as a dependency.</summary>
    internal void Remove(ResourceState resource)
    {
        lock (_lock)
        {
            _resources.RemoveAll(other => other.Urn == resource.Urn && other.Delete == resource.Delete && other.Id == resource.Id);
            if (_resources.Exists(other => other.Urn == resource.Urn))
            {
                return;
            }

            for (var i = 0; i < _resources.Count; i++)
            {
                if (_resources[i].Dependencies.Contains(resource.Urn))
                {
                    _resources[i] = _resources[i] with { Dependencies = [.. _resources[i].Dependencies.Where(urn => urn != resource.Urn)] };
                }
            }
        }
    }

    internal void AddPending(PendingOperation operation)
    {
        lock (_lock)
        {
            _pending.Add(operation);
        }
    }

    /// <summary>Removes the pending operations that are meant, and returns them.</summary>
    internal IReadOnlyList<PendingOperation> RemovePending(Func<PendingOperation, bool> meant)
    {
        lock (_lock)
        {
            var removed = _pending.Where(meant).ToList();
            _pending.RemoveAll(new Predicate<PendingOperation>(meant));
            return removed;
        }
    }

    /// <summary>Resources and pending operations of one and the same moment.</summary>
    internal (IReadOnlyList<ResourceState> Resources, IReadOnlyList<PendingOperation> Pending) Snapshot()
    {
        lock (_lock)
        {
            return ([.. _resources], [.. _pending]);
        }
    }

    /// <summary>A copy for a preview to work on.</summary>
    internal Stack Clone()
    {
        lock (_lock)
        {
            var copy = new Stack(Name, Project) { Outputs = Outputs.Clone(), IsDeployed = IsDeployed };
            copy._resources.AddRange(_resources);
            copy._pending.AddRange(_pending);
            return copy;
        }
    }

    private void PutLocked(ResourceState resource)
    {
        var index = _resources.FindIndex(other => other.Urn == resource.Urn && other.Delete == resource.Delete && (!other.Delete || other.Id == resource.Id));
        if (index < 0)
        {
            _resources.Add(resource);
        }
        else
        {
            _resources[index] = resource;
        }
    }
}
