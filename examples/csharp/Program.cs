// Two InfoBip instances: one for texts to customers, with a name of its own, and one for alerts. The same as ../yaml, in C#.
using Pulumi;
using InfoBip = Pulumi.InfoBip;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var username = config.Get("infobipUsername") ?? "acme";
    var password = config.RequireSecret("infobipPassword");
    var callbackUrl = $"https://{config.Get("callbackHost") ?? "www.example.com"}/infobip/{Deployment.Instance.StackName}";

    var sms = new InfoBip.InfoBipInstance("sms", new InfoBip.InfoBipInstanceArgs
    {
        Name = $"customer-texts-{Deployment.Instance.StackName}",
        Sender = "+17777777777",
        Username = username,
        Password = password,
        CallbackUrl = $"{callbackUrl}/texts",
        Tags = { "sms", $"team-{config.Get("team") ?? "platform"}" },
    });

    // No name here: the provider makes one from "alerts" and keeps it.
    var alerts = new InfoBip.InfoBipInstance("alerts", new InfoBip.InfoBipInstanceArgs
    {
        Sender = "+17777777778",
        Username = username,
        Password = password,
        CallbackUrl = $"{callbackUrl}/alerts",
        Tags = { "alerts", Output.Format($"after-{sms.Id}") },
    });

    // The settings of the provider come from the stack (infobip:userSecret, …) or from the environment. For a second account, or
    // another service, declare a provider and name it in the options of its resources:
    //
    //   var us2 = new InfoBip.Provider("us2", new InfoBip.ProviderArgs
    //   {
    //       ApiDialect = InfoBip.ApiDialect.Element,
    //       BaseUrl = "https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2",
    //       UserSecret = config.RequireSecret("us2UserSecret"),
    //       OrganizationSecret = config.RequireSecret("us2OrganizationSecret"),
    //   });
    //   new InfoBip.InfoBipInstance("sms-us2", args, new CustomResourceOptions { Provider = us2 });

    return new Dictionary<string, object?>
    {
        ["id"] = sms.Id,
        ["token"] = sms.Token,
        ["valid"] = sms.Valid,
        ["alertsName"] = alerts.Name,
    };
});
