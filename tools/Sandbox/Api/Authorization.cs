// Who may call: the Authorization header and what it must hold.
namespace InfoBip.Sandbox.Api;

/// <summary>Checks <c>User …, Organization …</c>, with <c>, Element …</c> for calls on behalf of an instance.</summary>
internal static class Authorization
{
    public const string User = "User";
    public const string Organization = "Organization";
    public const string Element = "Element";

    /// <summary>The caller's user secret.</summary>
    /// <exception cref="ApiRefusalException">401 for missing, malformed or wrong secrets and for a token of no instance; 403 for the token of a switched-off one.</exception>
    public static string Demand(ApiRequest request, SandboxOptions options, InstanceStore store)
    {
        if (!request.Headers.TryGetValue("Authorization", out var header))
        {
            throw new ApiRefusalException(401, "The Authorization header is missing.");
        }

        var parts = Parse(header);
        if (parts is null || !parts.TryGetValue(User, out var user) || !parts.TryGetValue(Organization, out var organization))
        {
            throw new ApiRefusalException(401, "The Authorization header is malformed: it reads 'User <user secret>, Organization <organization secret>'.");
        }

        if (!IsAccount(user, organization, options))
        {
            throw new ApiRefusalException(401, "Invalid User or Organization secret.");
        }

        if (parts.TryGetValue(Element, out var token))
        {
            var instance = store.FindByToken(token) ?? throw new ApiRefusalException(401, "Invalid Element token.");
            if (instance.Disabled)
            {
                throw new ApiRefusalException(403, $"Instance {instance.Id} is disabled.");
            }
        }

        return user;
    }

    private static bool IsAccount(string user, string organization, SandboxOptions options) => options.Accounts.Count > 0
        ? options.Accounts.Contains(new(user, organization))
        : (options.UserSecret ?? user) == user && (options.OrganizationSecret ?? organization) == organization;

    private static Dictionary<string, string>? Parse(string header)
    {
        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        foreach (var part in header.Split(','))
        {
            var words = part.Trim().Split(' ', 2);
            if (words is not [User or Organization or Element, { Length: > 0 } value]
                || value.Any(char.IsWhiteSpace)
                || !parts.TryAdd(words[0], value))
            {
                return null;
            }
        }

        return parts;
    }
}
