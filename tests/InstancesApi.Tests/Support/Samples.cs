// Requests and answers that many tests share.
namespace InfoBip.InstancesApi.Tests.Support;

internal static class Samples
{
    public const string Instance = """{"id": 12, "name": "Test", "token": "canaryToken0/DezalhhzK2Otn+RDZc="}""";

    public const string NotFound = """{"requestId": "53dbca94", "message": "No instance found"}""";

    public static readonly InstanceDraft Request = new(
        "infobip",
        [
            new("messaging.sms.infobip.sender", "+17777777777"),
            new("messaging.sms.infobip.username", "<INSERT_INFOBIP_USERNAME>"),
            new("messaging.sms.infobip.password", "<INSERT_INFOBIP_PASSWORD>"),
            new("messaging.sms.infobip.callback.url", "https://www.maycoolapp.com/auth"),
        ],
        "<INSERT_INSTANCE_NAME>",
        ["<INSERT_TAGS>"]);

    public static InstanceDraft Secretive => new(
        "infobip", [new("messaging.sms.infobip.password", Secrets.Password)], "Test")
    { SecretValues = [Secrets.Password] };
}
