// Secrets that are easy to find again wherever they turn up.
namespace InfoBip.InstancesApi.Tests.Support;

internal static class Secrets
{
    public const string User = "canary-user/+=9 Q";
    public const string Organization = "canary-org\"\\7&Z";
    public const string Password = "canary-pässword <%>\"5";
    public const string Token = "canaryToken0/DezalhhzK2Otn+RDZc=";

    public static readonly string[] All = [User, Organization, Password, Token];
}
