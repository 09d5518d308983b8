// Keeps a plugin from recording its creates for one session.
namespace InfoBip.Chaos;

/// <summary>Puts a file in the place of a folder, or takes the folder's write permission; disposing of it takes that back.</summary>
internal sealed class JournalBlock : IDisposable
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly string _folder;
    private readonly string? _aside;
    private readonly bool _isReplaced;

    private JournalBlock(string folder, string? aside, bool isReplaced) => (_folder, _aside, _isReplaced) = (folder, aside, isReplaced);

    /// <param name="folder">The folder, which need not exist.</param>
    /// <param name="aside">Where it is kept meanwhile, out of the plugin's sight.</param>
    /// <param name="permission">Whether to take the permission; a file takes its place all the same where that would stop nothing.</param>
    public static JournalBlock Put(string folder, string aside, bool permission)
    {
        if (permission && !OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, ReadOnly);
            return new JournalBlock(folder, null, isReplaced: false);
        }

        var exists = Directory.Exists(folder);
        if (exists)
        {
            Directory.Move(folder, aside);
        }

        File.WriteAllText(folder, "");
        return new JournalBlock(folder, exists ? aside : null, isReplaced: true);
    }

    public void Dispose()
    {
        if (!_isReplaced && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, ReadOnly | UnixFileMode.UserWrite);
            return;
        }

        File.Delete(_folder);
        if (_aside is not null)
        {
            Directory.Move(_aside, _folder);
        }
    }
}
