// The function getInfoBipInstance: one instance, by its id or name.
using System.Threading.Tasks;

namespace Pulumi.InfoBip;

/// <summary>
/// Looks up an instance of the InfoBip connector by its id or by its exact name. It also finds instances that were not created by Pulumi,
/// and also runs during previews.
/// </summary>
/// <remarks>
/// <para>
/// Give either <c>id</c> or <c>name</c>. It is an error if there is no such instance, or if more than one instance has this name: the error
/// lists their ids. The result has no secret. For the token, read the instance with <see cref="InfoBipInstance.Get"/>.
/// </para>
/// <example>
/// An instance by its name, and its token.
/// <code>
/// using System.Collections.Generic;
/// using Pulumi;
/// using InfoBip = Pulumi.InfoBip;
///
/// return await Deployment.RunAsync(() =&gt;
/// {
///     var found = InfoBip.GetInfoBipInstance.Invoke(new InfoBip.GetInfoBipInstanceInvokeArgs
///     {
///         Name = "sms-production",
///     });
///     var sms = InfoBip.InfoBipInstance.Get("sms", found.Apply(instance =&gt; instance.Id));
///
///     return new Dictionary&lt;string, object?&gt;
///     {
///         ["instanceId"] = sms.Id,
///         ["token"] = sms.Token,
///     };
/// });
/// </code>
/// </example>
/// </remarks>
public static class GetInfoBipInstance
{
    private const string Token = "infobip:index:getInfoBipInstance";

    /// <summary>Calls the function with plain values, at once; also in a preview.</summary>
    /// <param name="args">Which instance.</param>
    /// <param name="options">The options of the call.</param>
    public static Task<GetInfoBipInstanceResult> InvokeAsync(GetInfoBipInstanceArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetInfoBipInstanceResult>(Token, args ?? new GetInfoBipInstanceArgs(), options.WithDefaults());

    /// <summary>Calls the function once its arguments, which may be outputs of resources, are known.</summary>
    /// <param name="args">Which instance.</param>
    /// <param name="options">The options of the call.</param>
    public static Output<GetInfoBipInstanceResult> Invoke(GetInfoBipInstanceInvokeArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetInfoBipInstanceResult>(Token, args ?? new GetInfoBipInstanceInvokeArgs(), options.WithDefaults());

    /// <summary>Calls the function after the resources that <see cref="InvokeOutputOptions.DependsOn"/> names.</summary>
    /// <param name="args">Which instance.</param>
    /// <param name="options">The options of the call.</param>
    public static Output<GetInfoBipInstanceResult> Invoke(GetInfoBipInstanceInvokeArgs args, InvokeOutputOptions options) =>
        Deployment.Instance.Invoke<GetInfoBipInstanceResult>(Token, args ?? new GetInfoBipInstanceInvokeArgs(), options.WithDefaults());
}
