// All instances with a tag
using System.Collections.Generic;
using System.Linq;
using Pulumi;
using InfoBip = Pulumi.InfoBip;

return await Deployment.RunAsync(() =>
{
    var production = InfoBip.GetInfoBipInstances.Invoke(new InfoBip.GetInfoBipInstancesInvokeArgs
    {
        Tags = { "production" },
    });

    return new Dictionary<string, object?>
    {
        ["ids"] = production.Apply(found => found.Instances.Select(instance => instance.Id)),
    };
});
