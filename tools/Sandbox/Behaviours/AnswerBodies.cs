// Whether answers hold an instance, and how much of it.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>What the body of a success holds.</summary>
internal enum AnswerForm
{
    Full,
    Empty,
    EmptyCreate,
    SeedLike,
}

/// <summary>Empty answers and those of the seed page.</summary>
internal static class AnswerBodies
{
    public static readonly BehaviourSwitch<AnswerForm> Form = Switches.OneOf<AnswerForm>(
        "answer", "what a success holds: the whole instance; nothing after PATCH and PUT; nothing after POST; or the seed page's fields, without tags and configuration");

    public static bool IsEmpty(RequestKind to, SandboxOptions options) => options.Behaviours.Get(Form) switch
    {
        AnswerForm.Empty => to == RequestKind.Update,
        AnswerForm.EmptyCreate => to == RequestKind.Create,
        _ => false,
    };

    /// <summary>Whether answers hold the fields that the seed page does not have.</summary>
    public static bool ShowsAll(SandboxOptions options) =>
        options.Answers == AnswerShape.Echo && options.Behaviours.Get(Form) != AnswerForm.SeedLike;
}
