// Secrets that are easy to recognise, with characters that encodings change.
namespace InfoBip.Chaos;

/// <summary>The four secrets of tests that search for leaks.</summary>
internal static class SecretCanary
{
    public const string User = "canary-u\"s\\er/1+a&b=c<d>%41'";
    public const string Organization = "canary-or\\\"g/2+~?#;:@";
    public const string Password = "canary-p\"a\\ss wörd/3+€&%7E<b>";
    public const string Token = "canary-t\"o\\ken/4+ü=&%2F'==";

    public static IReadOnlyList<string> All { get; } = [User, Organization, Password, Token];
}
