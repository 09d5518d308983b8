// The function getInfoBipInstance: one instance, by its id or name.
using System.Threading.Tasks;

namespace Pulumi.InfoBip;

#pragma warning disable RS0027 // The overloads are those that every function of a Pulumi SDK has.

/// <summary>
/// Looks up an instance of the InfoBip connector that this program does not manage, by its id or by its exact name, and gives its token
/// as a secret.
/// </summary>
/// <remarks>
/// <para>
/// Give either <c>id</c> or <c>name</c>. No instance is an error, and so are several of one name: their ids are listed. The password is
/// never told.
/// </para>
/// <example>
/// An instance by its name.
/// <code>
/// using System.Collections.Generic;
/// using Pulumi;
/// using InfoBip = Pulumi.InfoBip;
///
/// return await Deployment.RunAsync(() =&gt;
/// {
///     var sms = InfoBip.GetInfoBipInstance.Invoke(new InfoBip.GetInfoBipInstanceInvokeArgs
///     {
///         Name = "sms-production",
///     });
///
///     return new Dictionary&lt;string, object?&gt;
///     {
///         ["instanceId"] = sms.Apply(instance =&gt; instance.Id),
///         ["token"] = sms.Apply(instance =&gt; instance.Token),
///     };
/// });
/// </code>
/// </example>
/// </remarks>
public static class GetInfoBipInstance
{
    private const string Token = "infobip:index:getInfoBipInstance";

    /// <summary>Calls the function with values that are known, at once: in a preview too.</summary>
    /// <param name="args">Which instance.</param>
    /// <param name="options">What the engine is told about the call.</param>
    public static Task<GetInfoBipInstanceResult> InvokeAsync(GetInfoBipInstanceArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetInfoBipInstanceResult>(Token, args ?? GetInfoBipInstanceArgs.Empty, options.WithDefaults());

    /// <summary>Calls the function with outputs of resources among its arguments: once they are known.</summary>
    /// <param name="args">Which instance.</param>
    /// <param name="options">What the engine is told about the call.</param>
    public static Output<GetInfoBipInstanceResult> Invoke(GetInfoBipInstanceInvokeArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetInfoBipInstanceResult>(Token, args ?? GetInfoBipInstanceInvokeArgs.Empty, options.WithDefaults());

    /// <summary>Calls the function after other resources, as <see cref="InvokeOutputOptions.DependsOn"/> has it.</summary>
    /// <param name="args">Which instance.</param>
    /// <param name="options">What the engine is told about the call.</param>
    public static Output<GetInfoBipInstanceResult> Invoke(GetInfoBipInstanceInvokeArgs args, InvokeOutputOptions options) =>
        Deployment.Instance.Invoke<GetInfoBipInstanceResult>(Token, args ?? GetInfoBipInstanceInvokeArgs.Empty, options.WithDefaults());
}
