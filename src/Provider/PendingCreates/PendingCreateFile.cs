// Pending creates as a file: one process writes and holds it; what a dead process left of it can be read.
namespace InfoBip.Provider.PendingCreates;

/// <summary>
/// The process that writes a file holds it exclusively, and the system releases it when the process ends, however that comes about. So a
/// file that can be opened belongs to no process that is alive.
/// </summary>
internal static class PendingCreateFile
{
    private const string Extension = ".journal";

    /// <summary>Makes a new file in a folder, which is made as well, readable for this user only.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="prefix">What its name begins with.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static FileStream Create(string folder, string prefix)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        // Another process that looks through the folder may take a file between its making and its locking for an abandoned one, and remove it.
        for (var attempt = 0; ; attempt++)
        {
            var path = Path.Combine(folder, $"{prefix}-{Guid.NewGuid():n}{Extension}");
            try
            {
                var file = new FileStream(path, Options(FileMode.CreateNew, FileAccess.Write));
                if (File.Exists(path))
                {
                    return file;
                }

                file.Dispose();
            }
            catch (IOException) when (attempt < 3)
            {
                // The same, a little earlier.
            }
        }
    }

    /// <summary>The files that dead processes left in a folder, with the creates that were not over. One that holds none is removed.</summary>
    public static IReadOnlyList<(string Path, IReadOnlyList<PendingCreate> Open)> Abandoned(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(path => (path, Read(path))).Where(file => file.Item2.Count > 0)]
                : [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a process that lives holds a file whose name begins so; one's own is passed over.</summary>
    public static bool IsHeld(string folder, string prefix, string? own)
    {
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateFiles(folder, $"{prefix}-*{Extension}").Any(path => path != own && IsHeld(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Notes in a dead process's file that a create is over; the file goes with its last one.</summary>
    public static void Settle(string path, string urn)
    {
        try
        {
            using (var file = new FileStream(path, Options(FileMode.Append, FileAccess.Write)))
            {
                // On a line of its own, also where the process died in the middle of one.
                file.Write([(byte)'\n', .. PendingCreateLine.OfEnd(urn)]);
            }

            Read(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another plugin of this deployment holds it. What is not noted now is settled by a later deployment.
        }
    }

    /// <summary>Removes a file whose lines say nothing any more.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A later deployment settles what it contains.
        }
    }

    private static bool IsHeld(string path)
    {
        try
        {
            new FileStream(path, Options(FileMode.Open, FileAccess.ReadWrite)).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static IReadOnlyList<PendingCreate> Read(string path)
    {
        try
        {
            IReadOnlyList<PendingCreate> open;
            using (var file = new FileStream(path, Options(FileMode.Open, FileAccess.ReadWrite)))
            using (var reader = new StreamReader(file))
            {
                open = PendingCreateLine.Open(Lines(reader));

                // While it is held: a process that has just made it would otherwise write into a deleted file.
                if (open.Count == 0)
                {
                    Remove(path);
                }
            }

            return open;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        // Without a buffer, a line is the system's before its request is sent: a process may die then, and the line stays.
        // Windows lets a file that is held go only where its holder allowed that; elsewhere every share but none would let others hold it as well.
        var share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode == FileMode.CreateNew)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
