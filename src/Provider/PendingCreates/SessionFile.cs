// The file of a session that began creates: a line for each change of one of them.
using System.Text;

namespace InfoBip.Provider.PendingCreates;

/// <summary>
/// The last line of a create is what is known of it. The session that runs holds its file open, and is the only one that writes to it; later ones add lines to the files
/// of those that are over.
/// </summary>
/// <param name="path">Where it is; null for a session of this process that keeps nothing.</param>
internal sealed class SessionFile(string? path) : IDisposable
{
    private const string Extension = ".creates";
    private const string EndLine = "ended";

    private FileStream? _file;

    // What other processes do to a file takes them moments. One that stays locked, for some tenths of a second, is of a session that still runs, and is not waited for again.
    private int _tries = 250;

    /// <summary>How many of its creates are open.</summary>
    public int Open { get; set; }

    /// <summary>Whether a later session finds all that was written.</summary>
    public bool IsKept { get; private set; } = path is not null;

    /// <summary>Whether it ended in order, with no call interrupted.</summary>
    public bool EndedInOrder { get; private set; }

    /// <summary>Makes the file of a session that begins.</summary>
    /// <param name="folder">The folder of its state.</param>
    /// <param name="problem">Why it cannot be made; null where it is.</param>
    public static SessionFile Create(string folder, out string? problem)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        // Without a buffer, a line is the system's before its request is sent: a process may die then, and the line stays. Others may read what its writer holds.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        var session = new SessionFile(Path.Combine(folder, $"{Guid.NewGuid():n}{Extension}"));
        problem = Try(() =>
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                // The one above as well: which states there are is for its user alone.
                Directory.CreateDirectory(Path.GetDirectoryName(folder)!, Own | UnixFileMode.UserExecute);
                Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
                options.UnixCreateMode = Own;
            }

            session._file = session.Stream(options);
        });
        return problem is null ? session : new SessionFile(path: null);
    }

    /// <summary>The files of a folder and of those in it.</summary>
    public static List<string> In(string folder)
    {
        var files = new List<string>();
        Try(() => files.AddRange(Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Extension, SearchOption.AllDirectories) : []));
        return files;
    }

    /// <summary>What a file says is open; null where it cannot be read.</summary>
    public static List<PendingCreate>? Read(string path)
    {
        var session = new SessionFile(path);
        var creates = new SortedDictionary<int, PendingCreate>();
        var text = string.Empty;
        if (Try(() =>
        {
            using var reader = new StreamReader(session.Stream(new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete }));
            text = reader.ReadToEnd();
        }) is not null)
        {
            return null;
        }

        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            session.EndedInOrder |= line == EndLine;
            if (PendingCreate.Read(session, line) is { } create)
            {
                creates[create.Number] = create;
            }
        }

        var open = creates.Values.Where(create => !create.IsSettled).ToList();
        session.Open = open.Count;
        return open;
    }

    /// <summary>Whether a create is open by what the file says now; always for one of this process, and where the file is there and cannot be read.</summary>
    public bool IsOpen(int number) => path is null || _file is not null || (Read(path)?.Any(create => create.Number == number) ?? File.Exists(path));

    /// <summary>Adds a line.</summary>
    /// <returns>Why it could not be written; null where it was.</returns>
    public string? Write(ReadOnlyMemory<byte> line)
    {
        var problem = path is null ? null : Try(() =>
        {
            if (_file is not null)
            {
                _file.Write(line.Span);
                return;
            }

            // Refused where the session still runs: it notes for itself what becomes of its creates.
            using var file = Stream(new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
            file.Seek(0, SeekOrigin.End);
            file.Write(line.Span);
        });
        IsKept &= problem is null;
        return problem;
    }

    /// <summary>Ends the session.</summary>
    /// <param name="inOrder">Whether the engine has recorded what was answered, unless it could not write its state.</param>
    public void End(bool inOrder)
    {
        if (inOrder)
        {
            Write(Encoding.ASCII.GetBytes($"\n{EndLine}\n"));
        }

        Dispose();
        RemoveIfOver();
    }

    /// <summary>Removes the file, if nothing of it is open, nor was begun since it was read.</summary>
    public void RemoveIfOver()
    {
        if (Open == 0 && path is not null && Read(path) is { Count: 0 })
        {
            Remove(path);
        }
    }

    /// <summary>Removes a file, and its folder if it was the last there.</summary>
    public static void Remove(string path) => Try(() =>
    {
        File.Delete(path);
        Directory.Delete(Path.GetDirectoryName(path)!);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private static string? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return problem.Message;
        }
    }

    private FileStream Stream(FileStreamOptions options)
    {
        for (var wait = default(SpinWait); ; wait.SpinOnce())
        {
            try
            {
                return new FileStream(path!, options);
            }
            catch (IOException) when (wait.Count < _tries && File.Exists(path))
            {
            }
            catch (IOException)
            {
                _tries = 0;
                throw;
            }
        }
    }
}
