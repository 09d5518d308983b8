// The Pulumi program, inline: the same two instances as ../csharp and ../yaml.
using Pulumi;
using Pulumi.Automation;
using Pulumi.InfoBip;

namespace InfoBip.Automation;

internal static class Messaging
{
    public const string Project = "infobip-sms";

    public static PulumiFn Program { get; } = PulumiFn.Create(() =>
    {
        var config = new Pulumi.Config();
        var username = config.Require("infobipUsername");
        var password = config.RequireSecret("infobipPassword");
        var callbackUrl = $"https://www.example.com/infobip/{Deployment.Instance.StackName}";

        var sms = new InfoBipInstance("sms", new InfoBipInstanceArgs
        {
            Name = $"customer-texts-{Deployment.Instance.StackName}",
            Sender = "+17777777777",
            Username = username,
            Password = password,
            CallbackUrl = $"{callbackUrl}/texts",
            Tags = { "sms", $"team-{config.Require("team")}" },
        });
        var alerts = new InfoBipInstance("alerts", new InfoBipInstanceArgs
        {
            Sender = "+17777777778",
            Username = username,
            Password = password,
            CallbackUrl = $"{callbackUrl}/alerts",
            Tags = { "alerts", Output.Format($"after-{sms.Id}") },
        });

        return new Dictionary<string, object?>
        {
            ["id"] = sms.Id,
            ["token"] = sms.Token,
            ["valid"] = sms.Valid,
            ["alertsName"] = alerts.Name,
        };
    });
}
