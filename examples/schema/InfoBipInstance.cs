// An instance and its token
using System.Collections.Generic;
using Pulumi;
using InfoBip = Pulumi.InfoBip;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var sms = new InfoBip.InfoBipInstance("sms", new InfoBip.InfoBipInstanceArgs
    {
        Sender = "+17777777777",
        Username = config.Require("infobipUsername"),
        Password = config.RequireSecret("infobipPassword"),
        CallbackUrl = "https://www.example.com/auth",
        Tags = { "production" },
    });

    return new Dictionary<string, object?>
    {
        ["instanceId"] = sms.Id,
        ["token"] = sms.Token,
    };
});
