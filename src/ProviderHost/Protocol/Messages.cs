// The protocol's messages into the questions and answers of resources, and back.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.Protocol;

/// <summary>Translates requests and answers. Nothing is decided here.</summary>
internal sealed class Messages(ProviderPackage package)
{
    /// <summary>Which resource a request is about; older engines send the URN alone.</summary>
    public static ResourceIdentity Identity(string urn, string name) => new(urn, name.Length > 0 ? name : Urn.Name(urn));

    /// <summary>The id of a provider; null where there is none, or where a preview does not know it yet.</summary>
    public static string? KnownId(string id) => id.Length == 0 || WireMarks.IsUnknown(id) ? null : id;

    /// <summary>A question of a check.</summary>
    public static CheckCall Check(CheckRequest request) => new(
        Identity(request.Urn, request.Name),
        PropertyCodec.Decode(request.Olds),
        PropertyCodec.Decode(request.News),
        request.RandomSeed.Memory,
        request.Autonaming is { } naming
            ? new Autonaming(naming.ProposedName, naming.Mode switch
            {
                AutonamingOptions.Types.Mode.Enforce => AutonamingMode.Enforce,
                AutonamingOptions.Types.Mode.Disable => AutonamingMode.Disable,
                _ => AutonamingMode.Propose,
            })
            : null);

    /// <summary>The answer of a check.</summary>
    public CheckResponse Check(CheckedInputs answer)
    {
        var response = new CheckResponse { Inputs = PropertyCodec.Encode(answer.Inputs) };
        response.Failures.AddRange(Failures(answer.Failures));
        return response;
    }

    /// <summary>The answer of a function that cannot be called.</summary>
    public InvokeResponse Invoke(IReadOnlyList<Resources.CheckFailure> failures)
    {
        var response = new InvokeResponse();
        response.Failures.AddRange(Failures(failures));
        return response;
    }

    /// <summary>A question of a list; less than one stands for no limit.</summary>
    public static ListCall List(ListRequest request) => new(
        PropertyCodec.Decode(request.Query),
        request.Limit < 1 ? null : request.Limit,
        request.PageSize < 1 ? null : request.PageSize,
        request.ContinuationToken.Length == 0 ? null : request.ContinuationToken);

    /// <summary>A part of the answer of a list.</summary>
    public static ListResponse List(ListPart part) => part switch
    {
        ListPart.Found found => new ListResponse { Result = new ListResponse.Types.Result { Id = found.Id, Name = found.Name } },
        ListPart.Continued next => new ListResponse { Continuation = new ListResponse.Types.Continuation { ContinuationToken = next.Token } },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A question of a diff.</summary>
    public static DiffCall Diff(DiffRequest request) => new(
        request.Id,
        PropertyCodec.Decode(request.Olds),
        PropertyCodec.DecodeOptional(request.OldInputs),
        PropertyCodec.Decode(request.News),
        Paths(request.IgnoreChanges));

    /// <summary>A question of an update.</summary>
    public static UpdateCall Update(UpdateRequest request) => new(
        request.Id,
        PropertyCodec.Decode(request.Olds),
        PropertyCodec.DecodeOptional(request.OldInputs),
        PropertyCodec.Decode(request.News))
    {
        IgnoreChanges = Paths(request.IgnoreChanges),
    };

    /// <summary>
    /// The answer of a diff: every entry says where the engine finds the old value. Without the flag of the detailed diff the
    /// engine would drop it.
    /// </summary>
    public static DiffResponse Diff(ResourceDiff diff, bool comparedInputs)
    {
        var response = new DiffResponse
        {
            Changes = diff.Changes.Count == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
            HasDetailedDiff = true,
            DeleteBeforeReplace = diff.DeleteBeforeReplace,
        };
        response.Stables.AddRange(diff.Stable);
        response.Diffs.AddRange(diff.Changes.Select(change => change.Path.Head).Distinct());
        response.Replaces.AddRange(diff.Changes.Where(change => change.Replaces).Select(change => change.Path.Head).Distinct());
        foreach (var change in diff.Changes)
        {
            response.DetailedDiff[change.Path.ToString()] = new PropertyDiff { Kind = Kind(change), InputDiff = comparedInputs };
        }

        return response;
    }

    /// <summary>The engine's seconds; zero means that the user set no limit.</summary>
    public static TimeSpan? Timeout(double seconds) =>
        double.IsFinite(seconds) && seconds > 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    private IEnumerable<Pulumirpc.CheckFailure> Failures(IEnumerable<Resources.CheckFailure> failures) =>
        failures.Select(failure => new Pulumirpc.CheckFailure { Property = failure.Property, Reason = package.Mark(failure.Code, failure.Reason) });

    private static List<PropertyPath> Paths(IEnumerable<string> paths) =>
        [.. paths.Select(PropertyPath.Parse).Where(path => path is not null).Select(path => path!.Value)];

    private static PropertyDiff.Types.Kind Kind(PropertyChange change) => (change.Kind, change.Replaces) switch
    {
        (ChangeKind.Add, false) => PropertyDiff.Types.Kind.Add,
        (ChangeKind.Add, true) => PropertyDiff.Types.Kind.AddReplace,
        (ChangeKind.Delete, false) => PropertyDiff.Types.Kind.Delete,
        (ChangeKind.Delete, true) => PropertyDiff.Types.Kind.DeleteReplace,
        (_, true) => PropertyDiff.Types.Kind.UpdateReplace,
        _ => PropertyDiff.Types.Kind.Update,
    };
}
