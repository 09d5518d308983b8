// Pieces of programs that several tests run.
namespace Pulumi.InfoBip.Tests.Support;

internal static class Programs
{
    public const string Password = "canary-password";

    /// <summary>The inputs that a new instance needs and no others; the password is a plain string.</summary>
    public static InfoBipInstanceArgs Required() => new()
    {
        Sender = "+17777777777",
        Username = "acme",
        Password = Password,
        CallbackUrl = "https://www.example.com/auth",
    };

    /// <summary>Every input.</summary>
    public static InfoBipInstanceArgs All() => new()
    {
        Sender = "+17777777777",
        Username = "acme",
        Password = Password,
        CallbackUrl = "https://www.example.com/auth",
        Name = "texts",
        Tags = { "one", "two" },
        Enabled = false,
        ExtraConfiguration = { ["event.notification.enabled"] = "true" },
    };
}
