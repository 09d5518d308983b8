// Secrets that are easy to find again wherever they turn up.
namespace InfoBip.Tests.Shared;

internal static class SampleSecrets
{
    /// <summary>What each of them begins with, which no encoding changes.</summary>
    public const string Prefix = "canary-";

    public const string User = Prefix + "user-secret";
    public const string Organization = Prefix + "organization-secret";

    /// <summary>With characters that JSON and URLs escape.</summary>
    public const string Password = Prefix + "p\"ss/word+1";
}
