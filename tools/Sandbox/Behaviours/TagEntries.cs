// How answers hold tags.
namespace InfoBip.Sandbox.Behaviours;

/// <summary>The form of tags in answers.</summary>
internal enum TagForm
{
    Strings,
    Objects,
    Absent,
}

/// <summary>The forms that sources show.</summary>
internal static class TagEntries
{
    public static readonly BehaviourSwitch<TagForm> Form = Switches.OneOf<TagForm>(
        "tags", "how answers hold tags: as strings, as objects with id and name, or not at all");
}
