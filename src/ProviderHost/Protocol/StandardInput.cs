// Whether stdin is a pipe that somebody holds open.
using System.Runtime.InteropServices;

namespace ProviderHost.Protocol;

/// <summary>
/// Looks at stdin without reading it. The engine holds a pipe open and writes nothing. A person has a terminal there, and a service or a script
/// often the null device, a file or nothing at all: those end at once, or when somebody types, and mean nothing.
/// </summary>
internal static class StandardInput
{
    /// <summary>Windows' number for stdin.</summary>
    private const int StandardInputHandle = -10;

    /// <summary>The open pipe; null where stdin is anything else, or has ended already.</summary>
    public static Stream? OpenPipe() =>
        Console.IsInputRedirected && (OperatingSystem.IsWindows() ? IsOpenPipe() : IsQuiet()) ? Console.OpenStandardInput() : null;

    /// <summary>Files and the null device are always ready to be read, and so is a pipe whose other end is closed.</summary>
    private static bool IsQuiet()
    {
        const short Readable = 1;
        var question = new PollQuestion { Handle = 0, Events = Readable };
        return Poll(ref question, 1, 0) == 0;
    }

    private static bool IsOpenPipe() => PeekNamedPipe(GetStdHandle(StandardInputHandle), 0, 0, 0, 0, 0);

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollQuestion questions, nuint count, int milliseconds);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int which);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool PeekNamedPipe(nint pipe, nint buffer, uint size, nint read, nint available, nint left);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollQuestion
    {
        public int Handle;
        public short Events;
        public short Answers;
    }
}
