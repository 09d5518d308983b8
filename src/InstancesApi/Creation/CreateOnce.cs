// What is to be made once.
namespace InfoBip.InstancesApi.Creation;

/// <summary>The question of <see cref="InstancesClient.CreateOnceAsync"/>, whose parameters these are.</summary>
internal sealed record CreateOnce(
    InstanceDraft Request,
    bool NameIsUnique,
    CreationInDoubtException? Earlier,
    Action<IReadOnlyList<long>>? Namesakes,
    Action<IReadOnlyList<long>>? Sending);
