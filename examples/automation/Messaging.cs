// The Pulumi program of one tenant. It runs in this process: secrets come to it in memory, and there is no stack configuration.
using Pulumi;
using Pulumi.InfoBip;

internal static class Messaging
{
    public static PulumiFn Program(Tenant tenant, TenantSecrets secrets) => PulumiFn.Create(() =>
    {
        var sms = new InfoBipInstance("sms", new InfoBipInstanceArgs
        {
            Name = $"texts-{tenant.Name}",
            Sender = tenant.Sender,
            Username = tenant.Username,
            Password = Output.CreateSecret(secrets.Password),
            CallbackUrl = tenant.CallbackUrl,
            Tags = { "sms", $"tenant-{tenant.Name}" },
        });
        return new Dictionary<string, object?> { ["id"] = sms.Id, ["token"] = sms.Token, ["valid"] = sms.Valid };
    });
}
