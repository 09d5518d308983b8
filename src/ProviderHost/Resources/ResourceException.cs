// How a call for a resource fails.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>A call that failed and left nothing new behind. The message is for the user and holds no secret.</summary>
public class ResourceException(ErrorCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Which error it is.</summary>
    public ErrorCode Code { get; } = code;
}

/// <summary>
/// The resource exists, but is not as it was asked for. Its id and state go back to the engine all the same, so that it does not become an orphan: the next
/// deployment repairs it in place, a destroy removes it. The message is for the user and holds no secret.
/// </summary>
public sealed class PartiallyCreatedException(ErrorCode code, string id, PropertyMap state, string reason, PropertyMap? inputs = null, Exception? cause = null)
    : Exception(reason, cause)
{
    /// <summary>Which error it is.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>The resource's id.</summary>
    public string Id { get; } = id;

    /// <summary>The resource's outputs as far as they are known, secrets marked.</summary>
    public PropertyMap State { get; } = state;

    /// <summary>The resource's inputs; only a read returns them.</summary>
    public PropertyMap? Inputs { get; } = inputs;
}

/// <summary>Required settings are missing, and nothing else is wrong. The engine shows each key with its description.</summary>
public sealed class MissingSettingsException(IReadOnlyList<MissingSetting> missing)
    : Exception($"Missing settings: {string.Join(", ", missing.Select(setting => setting.Key))}")
{
    /// <summary>What is missing.</summary>
    public IReadOnlyList<MissingSetting> Missing { get; } = missing;
}

/// <summary>A required setting that is neither configured nor in the environment.</summary>
/// <param name="Key">Its key in a stack's configuration, which the engine repeats in its hint.</param>
/// <param name="Description">What it is and how to set it.</param>
public sealed record MissingSetting(string Key, string Description);
