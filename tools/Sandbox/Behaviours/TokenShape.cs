// How an instance's token comes back.
using System.Text.Json;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>How an answer holds the token.</summary>
internal enum TokenForm
{
    Plain,
    Absent,
    Masked,
    Object,
    AbsentOnCreate,
    AbsentInLists,
}

/// <summary>Writes the token, or does not.</summary>
internal static class TokenShape
{
    public static readonly BehaviourSwitch<TokenForm> Form = Switches.OneOf<TokenForm>(
        "token", "how answers hold the token: as a string, not at all, masked, as an object; or not in the answer to a create, or not in lists");

    public static void Write(Utf8JsonWriter writer, SandboxInstance instance, RequestKind to, SandboxOptions options)
    {
        switch (options.Behaviours.Get(Form))
        {
            case TokenForm.Absent:
            case TokenForm.AbsentOnCreate when to == RequestKind.Create:
            case TokenForm.AbsentInLists when to == RequestKind.List:
                break;
            case TokenForm.Object:
                writer.WriteStartObject("token");
                writer.WriteString("value", instance.Token);
                writer.WriteEndObject();
                break;
            case var form:
                writer.WriteString("token", form == TokenForm.Masked ? Entries.Mask : instance.Token);
                break;
        }
    }
}
