// The file of a stack: read, and written so that whenever the process is killed a whole one is there.
namespace InfoBip.EngineSimulator;

/// <summary>Loads and saves a stack; safe to use from parallel calls.</summary>
/// <param name="file">Where the file lies.</param>
/// <param name="phrase">Gives the key of the secrets when it is needed: deriving it takes long.</param>
internal sealed class StackStore(string file, Func<Passphrase> phrase) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lazy<Passphrase> _phrase = new(phrase);

    /// <summary>The stack in the file, or null where there is no file.</summary>
    public async Task<Stack?> LoadAsync() => File.Exists(file) ? Stack.Load(await File.ReadAllTextAsync(file), Passphrase.OfEnvironment()) : null;

    /// <summary>Saves the stack as it is when its turn comes.</summary>
    public async Task SaveAsync(Stack stack)
    {
        await _turn.WaitAsync();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            // Beside the file first: a torn state would lose what exists.
            await File.WriteAllTextAsync(file + ".new", StackFile.Write(stack, _phrase.Value));
            File.Move(file + ".new", file, overwrite: true);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
