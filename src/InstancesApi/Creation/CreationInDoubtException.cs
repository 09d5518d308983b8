// A create whose outcome could not be found out.
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi;

/// <summary>
/// It is not known whether an instance was made, or which of several is it. The message and every member may be shown to the user:
/// they hold no secret.
/// </summary>
/// <param name="failure">How the create failed; null where its wait was ended from outside.</param>
/// <param name="candidates">The ids of the instances that may be it; none where nothing was found.</param>
/// <param name="lookUpFailure">Why looking it up failed; null where it did not.</param>
public sealed class CreationInDoubtException(InstancesApiException? failure, IReadOnlyList<long> candidates, string? lookUpFailure)
    : Exception($"{failure?.Message ?? ErrorText.CreateCancelledUnderWay} {ErrorText.OutcomeUnknown}", failure)
{
    /// <summary>How the create failed; null where its wait was ended from outside.</summary>
    public InstancesApiException? Failure { get; } = failure;

    /// <summary>The ids of the instances that may be it; none where nothing was found.</summary>
    public IReadOnlyList<long> Candidates { get; } = candidates;

    /// <summary>Why looking it up failed; null where it did not.</summary>
    public string? LookUpFailure { get; } = lookUpFailure;
}
