// How a plugin process is interrupted in the middle of its calls.
namespace InfoBip.Chaos;

internal enum Interruption
{
    /// <summary>Ctrl-C: the engine cancels, hears all answers, and closes the plugin.</summary>
    Cancel,

    /// <summary>Ctrl-C twice: the engine cancels, and closes the plugin some milliseconds later, whatever runs.</summary>
    CancelTwice,

    /// <summary>A signal to the plugin alone, which no Cancel comes before.</summary>
    Signal,

    /// <summary>The process is gone at once.</summary>
    Kill,
}
