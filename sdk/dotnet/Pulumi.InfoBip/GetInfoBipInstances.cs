// The function getInfoBipInstances: all instances, or those that match.
using System.Threading.Tasks;

namespace Pulumi.InfoBip;

/// <summary>
/// Lists the instances of the InfoBip connector, sorted by id, including ones not created by Pulumi. Without a match the list is empty.
/// It also runs during previews.
/// </summary>
/// <remarks>
/// <example>
/// All instances with a tag.
/// <code>
/// using System.Collections.Generic;
/// using System.Linq;
/// using Pulumi;
/// using InfoBip = Pulumi.InfoBip;
///
/// return await Deployment.RunAsync(() =&gt;
/// {
///     var production = InfoBip.GetInfoBipInstances.Invoke(new InfoBip.GetInfoBipInstancesInvokeArgs
///     {
///         Tags = { "production" },
///     });
///
///     return new Dictionary&lt;string, object?&gt;
///     {
///         ["ids"] = production.Apply(found =&gt; found.Instances.Select(instance =&gt; instance.Id)),
///     };
/// });
/// </code>
/// </example>
/// </remarks>
public static class GetInfoBipInstances
{
    private const string Token = "infobip:index:getInfoBipInstances";

    /// <summary>Calls the function with plain values, at once; also in a preview.</summary>
    /// <param name="args">Which instances; all if it is left out.</param>
    /// <param name="options">The options of the call.</param>
    public static Task<GetInfoBipInstancesResult> InvokeAsync(GetInfoBipInstancesArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetInfoBipInstancesResult>(Token, args ?? new GetInfoBipInstancesArgs(), options.WithDefaults());

    /// <summary>Calls the function once its arguments, which may be outputs of resources, are known.</summary>
    /// <param name="args">Which instances; all if it is left out.</param>
    /// <param name="options">The options of the call.</param>
    public static Output<GetInfoBipInstancesResult> Invoke(GetInfoBipInstancesInvokeArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetInfoBipInstancesResult>(Token, args ?? new GetInfoBipInstancesInvokeArgs(), options.WithDefaults());

    /// <summary>Calls the function after the resources that <see cref="InvokeOutputOptions.DependsOn"/> names.</summary>
    /// <param name="args">Which instances; all if it is left out.</param>
    /// <param name="options">The options of the call.</param>
    public static Output<GetInfoBipInstancesResult> Invoke(GetInfoBipInstancesInvokeArgs args, InvokeOutputOptions options) =>
        Deployment.Instance.Invoke<GetInfoBipInstancesResult>(Token, args ?? new GetInfoBipInstancesInvokeArgs(), options.WithDefaults());
}
