// Notes for the user while a call runs.
namespace ProviderHost.Resources;

/// <summary>How loud a note is. The values are the protocol's.</summary>
internal enum NoteSeverity
{
    /// <summary>Shown with <c>--debug</c> only.</summary>
    Debug = 0,

    /// <summary>Shown.</summary>
    Info = 1,

    /// <summary>Shown and counted.</summary>
    Warning = 2,

    /// <summary>Shown as an error.</summary>
    Error = 3,
}

/// <summary>Where notes go: to the engine's log, beside the resource they are about. A note never holds a secret and never fails a call.</summary>
internal interface IResourceLog
{
    /// <summary>Writes a note.</summary>
    /// <param name="severity">How loud it is.</param>
    /// <param name="message">What it says.</param>
    /// <param name="urn">The resource it is about; empty for the provider as a whole.</param>
    /// <param name="ephemeral">True for a passing status that is not kept.</param>
    Task WriteAsync(NoteSeverity severity, string message, string urn, bool ephemeral = false);
}
