// The file of a stack: read, and written so that whenever the process is killed a whole one is there.
namespace InfoBip.EngineSimulator;

/// <summary>Loads and saves a stack; safe to use from parallel operations.</summary>
/// <param name="file">Where the file lies.</param>
/// <param name="passphrase">What the key is derived from.</param>
internal sealed class StackStore(string file, string passphrase) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>One for all saves: deriving a key takes longer than many of them.</summary>
    private readonly Lazy<SecretBox> _box = new(() => SecretBox.Create(passphrase));

    private long _asked;
    private long _saved;

    /// <summary>The stack in the file, or null where there is no file.</summary>
    /// <exception cref="InvalidDataException">The file holds no stack, or the passphrase is another one.</exception>
    public async Task<Stack?> LoadAsync() => File.Exists(file) ? Stack.Load(await File.ReadAllTextAsync(file), passphrase) : null;

    /// <summary>Saves the stack as it is now or, where others ask at the same time, a little later with their changes.</summary>
    public async Task SaveAsync(Stack stack)
    {
        var mine = Interlocked.Increment(ref _asked);
        await _turn.WaitAsync();
        try
        {
            if (_saved < mine)
            {
                var asked = Interlocked.Read(ref _asked);
                await WriteAsync(StackFile.Write(stack, _box.Value));
                _saved = asked;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Writes beside the file first: a torn state would lose what exists.</summary>
    private async Task WriteAsync(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }
}
