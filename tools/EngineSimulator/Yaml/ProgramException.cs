// An error in the program, with its place.
using System.Globalization;

namespace InfoBip.EngineSimulator;

/// <summary>The program cannot be read or evaluated: the message names the line and the resource.</summary>
public sealed class ProgramException : Exception
{
    /// <summary>An error at a place in the program.</summary>
    /// <param name="message">What is wrong, and what would be right.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="resource">The resource that it is in, if any.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ProgramException(string message, long line, string? resource = null, Exception? inner = null)
        : base(Compose(message, line, resource), inner) => (Line, Resource) = (line, resource);

    /// <summary>The line, counted from 1; 0 when the error has no line.</summary>
    public long Line { get; }

    /// <summary>The resource that the error is in, if any.</summary>
    public string? Resource { get; }

    private static string Compose(string message, long line, string? resource) =>
        (line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {line}: ") : "")
        + (resource is null ? "" : $"resource '{resource}': ")
        + message;
}
