// The function listInfoBipInstances: the instances that are there.
using System.Threading.Tasks;

namespace Pulumi.InfoBip;

#pragma warning disable RS0027 // The overloads are those that every function of a Pulumi SDK has.

/// <summary>Lists the instances of the InfoBip connector, sorted by id. No match is an empty list.</summary>
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
///     var production = InfoBip.ListInfoBipInstances.Invoke(new InfoBip.ListInfoBipInstancesInvokeArgs
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
public static class ListInfoBipInstances
{
    private const string Token = "infobip:index:listInfoBipInstances";

    /// <summary>Calls the function with values that are known, at once: in a preview too.</summary>
    /// <param name="args">Which instances; all without it.</param>
    /// <param name="options">What the engine is told about the call.</param>
    public static Task<ListInfoBipInstancesResult> InvokeAsync(ListInfoBipInstancesArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<ListInfoBipInstancesResult>(Token, args ?? ListInfoBipInstancesArgs.Empty, options.WithDefaults());

    /// <summary>Calls the function with outputs of resources among its arguments: once they are known.</summary>
    /// <param name="args">Which instances; all without it.</param>
    /// <param name="options">What the engine is told about the call.</param>
    public static Output<ListInfoBipInstancesResult> Invoke(ListInfoBipInstancesInvokeArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<ListInfoBipInstancesResult>(Token, args ?? ListInfoBipInstancesInvokeArgs.Empty, options.WithDefaults());

    /// <summary>Calls the function after other resources, as <see cref="InvokeOutputOptions.DependsOn"/> has it.</summary>
    /// <param name="args">Which instances.</param>
    /// <param name="options">What the engine is told about the call.</param>
    public static Output<ListInfoBipInstancesResult> Invoke(ListInfoBipInstancesInvokeArgs args, InvokeOutputOptions options) =>
        Deployment.Instance.Invoke<ListInfoBipInstancesResult>(Token, args ?? ListInfoBipInstancesInvokeArgs.Empty, options.WithDefaults());
}
