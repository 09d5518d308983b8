// The exit codes of the program.
namespace InfoBip.Automation;

internal enum ExitCode
{
    /// <summary>Every step was done and nothing is left.</summary>
    Done = 0,

    /// <summary>A step failed; what was deployed has been destroyed as far as that was possible.</summary>
    StepFailed = 1,

    /// <summary>An argument or an environment variable is wrong.</summary>
    Usage = 2,

    /// <summary>There is no Pulumi CLI, and it was not to be installed or could not be.</summary>
    NoPulumi = 3,

    /// <summary>The plugin has not been built.</summary>
    NoPlugin = 4,

    /// <summary>Ctrl-C; what was deployed has been destroyed as far as that was possible. 128 and the number of the signal, as in shells.</summary>
    Cancelled = 130,
}

/// <summary>Ends the program: what is wrong and what to do, in one message for the person at the terminal.</summary>
internal sealed class StopException(ExitCode exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public ExitCode ExitCode { get; } = exitCode;
}
