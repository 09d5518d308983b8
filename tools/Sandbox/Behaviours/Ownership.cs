// Whose an instance is, and what others get of it.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>What the id of another account's instance answers.</summary>
internal enum InvisibleForm
{
    Forbidden,
    NotFound,
    Shown,
}

/// <summary>Keeps the accounts of a sandbox apart, where it has any.</summary>
internal static class Ownership
{
    public static readonly BehaviourSwitch<InvisibleForm> Invisible = Switches.OneOf(
        "invisible",
        "what the id of an instance of another account answers, where accounts are given: 403, 404, or the instance; lists show only the account's own",
        [("403", InvisibleForm.Forbidden), ("404", InvisibleForm.NotFound), ("shown", InvisibleForm.Shown)]);

    /// <summary>Whether lists show the instance to a user.</summary>
    public static bool Sees(string user, SandboxInstance instance, SandboxOptions options) =>
        options.Accounts.Count == 0 || instance.Owner is null || instance.Owner == user;

    /// <summary>The instance, or null where its id answers as if there were none.</summary>
    /// <exception cref="ApiRefusalException">403: it is another's.</exception>
    public static SandboxInstance? Visible(string user, SandboxInstance? instance, SandboxOptions options)
    {
        if (instance is null || Sees(user, instance, options))
        {
            return instance;
        }

        return options.Behaviours.Get(Invisible) switch
        {
            InvisibleForm.Shown => instance,
            InvisibleForm.NotFound => null,
            _ => throw new ApiRefusalException(403, $"You are not allowed to access instance {instance.Id}."),
        };
    }
}
