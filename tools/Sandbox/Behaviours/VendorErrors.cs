// Errors of the connector's vendor, which the platform passes on.
using System.Globalization;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>The requests that the vendor refuses.</summary>
internal enum VendorCall
{
    Create,
    Update,
    Delete,
    Read,
    All,
}

/// <summary>Refuses requests in the vendor's name: nothing is done, and the error has a <c>providerMessage</c>.</summary>
internal static class VendorErrors
{
    public static readonly BehaviourSwitch<int> Status = Switches.OneOf(
        "vendor-error",
        "the status of an error of the vendor, with a providerMessage, that requests get",
        [("off", 0), .. new[] { 400, 401, 403, 404, 409, 500 }.Select(status => (status.ToString(CultureInfo.InvariantCulture), status))]);

    public static readonly BehaviourSwitch<VendorCall> Calls = Switches.OneOf<VendorCall>(
        "vendor-error-on", "the requests that vendor-error is about; read means reading one instance and lists");

    /// <exception cref="ApiRefusalException">The vendor refuses.</exception>
    public static void Demand(ApiRequest request, SandboxOptions options)
    {
        if (options.Behaviours.Get(Status) is var status and > 0 && IsMeant(request.Kind, options.Behaviours.Get(Calls)))
        {
            throw new ApiRefusalException(status, "Request failed") { ProviderMessage = $"InfoBip answered {status}: the request was refused." };
        }
    }

    private static bool IsMeant(RequestKind kind, VendorCall calls) => calls switch
    {
        VendorCall.Create => kind == RequestKind.Create,
        VendorCall.Update => kind == RequestKind.Update,
        VendorCall.Delete => kind == RequestKind.Delete,
        VendorCall.Read => kind is RequestKind.Read or RequestKind.List,
        _ => true,
    };
}
