// Consoles for terminals and for everything else.
using Spectre.Console;

namespace InfoBip.EngineSimulator;

/// <summary>Makes the consoles that the engine simulator prints on.</summary>
public static class Consoles
{
    /// <summary>Wide enough that no line is ever broken where no terminal sets a width.</summary>
    private const int Unbroken = 100_000;

    /// <summary>The process's own stdout: coloured on a terminal unless NO_COLOR is set, plain text otherwise.</summary>
    public static IAnsiConsole ForTerminal() =>
        Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            ? Plain(Console.Out)
            : AnsiConsole.Console;

    /// <summary>Plain text without colours or line breaks of its own.</summary>
    /// <param name="writer">Where the text goes.</param>
    public static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Unbroken;
        return console;
    }
}
