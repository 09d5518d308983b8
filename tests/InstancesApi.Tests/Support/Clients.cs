// Clients with the secrets of the tests.
namespace InfoBip.InstancesApi.Tests.Support;

internal static class Clients
{
    public static InstancesClient Of(
        Uri baseUrl,
        Func<InstancesClientOptions, InstancesClientOptions>? with = null,
        TimeProvider? time = null,
        Func<double>? random = null)
    {
        var options = new InstancesClientOptions
        {
            BaseUrl = baseUrl,
            UserSecret = Secrets.User,
            OrganizationSecret = Secrets.Organization,
            MaxRetries = 0,
        };
        return new InstancesClient(with?.Invoke(options) ?? options, time, random);
    }
}
