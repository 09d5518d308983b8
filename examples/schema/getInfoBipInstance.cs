// An instance by its name, and its token
using System.Collections.Generic;
using Pulumi;
using InfoBip = Pulumi.InfoBip;

return await Deployment.RunAsync(() =>
{
    var found = InfoBip.GetInfoBipInstance.Invoke(new InfoBip.GetInfoBipInstanceInvokeArgs
    {
        Name = "sms-production",
    });
    var sms = InfoBip.InfoBipInstance.Get("sms", found.Apply(instance => instance.Id));

    return new Dictionary<string, object?>
    {
        ["instanceId"] = sms.Id,
        ["token"] = sms.Token,
    };
});
