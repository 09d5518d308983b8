// What is to be made once.
namespace InfoBip.InstancesApi.Creating;

/// <summary>The question of <see cref="InstancesClient.CreateOnceAsync"/>, whose parameters these are.</summary>
internal sealed record Creation(
    InstanceRequest Request,
    bool NameIsUnique,
    CreationInDoubtException? Earlier,
    Action<IReadOnlyList<long>>? Namesakes,
    Action<IReadOnlyList<long>>? Sending);
