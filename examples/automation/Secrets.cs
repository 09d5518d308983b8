// The tenants' secrets: from the environment or from a command's output, never from the list, an argument or a config file.
internal sealed record TenantSecrets(string Password, string UserSecret, string OrganizationSecret)
{
    /// <summary>The CLI masks what it knows to be secret; this covers the rest.</summary>
    public string Hide(string text) =>
        new[] { Password, UserSecret, OrganizationSecret }.Aggregate(text, (shown, secret) => shown.Replace(secret, "[secret]", StringComparison.Ordinal));
}

internal sealed class Secrets
{
    private readonly Dictionary<string, TenantSecrets> _known = [];
    private readonly string? _command;

    public Secrets(Options options, IReadOnlyList<Tenant> tenants)
    {
        if (options.Command is "list" or "unlock") { return; }

        _command = options["secrets"] == "env" ? null : options["secrets"]["exec:".Length..];
        _known = _command is not null ? [] : tenants.ToDictionary(
            tenant => tenant.Name, tenant => Read(key => Environment.GetEnvironmentVariable(Variable(tenant, key)), key => Variable(tenant, key)));

        // What is left in the environment reaches every `pulumi`: the secrets of the other tenants must not.
        Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("TENANT_", StringComparison.Ordinal)).ToList().ForEach(name => Environment.SetEnvironmentVariable(name, null));
    }

    public async Task<TenantSecrets?> OfAsync(Tenant tenant)
    {
        if (_command is null) { return _known.GetValueOrDefault(tenant.Name); }

        ProcessStartInfo start = new("sh", ["-c", _command]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TENANT"] = tenant.Name } };
        using var process = Process.Start(start)!;
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        // Neither is shown: a command that fails may print a part of a secret.
        using var json = process.ExitCode == 0 ? JsonDocument.Parse(printed[0]) : throw new InvalidOperationException($"the command of --secrets ended with {process.ExitCode}");
        return Read(key => json.RootElement.TryGetProperty(key, out var value) ? value.GetString() : null, key => $"{key} in what the command of --secrets prints");
    }

    /// <summary>The account with the service may be one for all; then the provider's own variables hold its secrets.</summary>
    private static TenantSecrets Read(Func<string, string?> get, Func<string, string> nameOf)
    {
        return new(Get("password", ""), Get("userSecret", "INFOBIP_USER_SECRET"), Get("organizationSecret", "INFOBIP_ORGANIZATION_SECRET"));

        string Get(string key, string forAll) => new[] { get(key), forAll == "" ? null : Environment.GetEnvironmentVariable(forAll) }.FirstOrDefault(value => value is { Length: > 0 })
            ?? throw new StopException(StopException.Usage, $"A secret is missing: {nameOf(key)}{(forAll == "" ? "" : $" or {forAll}")}.");
    }

    private static string Variable(Tenant tenant, string key) => $"TENANT_{tenant.Name.Replace('-', '_')}_{key.Replace("Secret", "_secret", StringComparison.Ordinal)}".ToUpperInvariant();
}
