// What a run has begun and not ended, with the state saved before and after each call.
namespace InfoBip.EngineSimulator;

/// <summary>Writes calls down in the stack while they run, so that a process that is killed leaves a record of them. A preview does so in its copy, which is never saved.</summary>
/// <param name="stack">The stack of the run.</param>
/// <param name="save">Saves the stack; null to keep it in memory.</param>
internal sealed class Journal(Stack stack, Func<Stack, Task>? save)
{
    /// <summary>What other kinds of call left is settled by reading the thing, which every later operation does in its own way.</summary>
    private readonly HashSet<PendingOperation> _settling = new(stack.PendingOperations.Where(operation => !operation.IsCreate), ReferenceEqualityComparer.Instance);

    /// <summary>Does a resource's work between the entries of its beginning and of its end.</summary>
    public async Task<T> DoAsync<T>(ResourceState resource, string kind, Func<Task<T>> work)
    {
        var operation = new PendingOperation(resource, kind);
        stack.AddPending(operation);
        try
        {
            await SaveAsync();
            return await work();
        }
        finally
        {
            // Also a failure of unknown outcome ends the operation: the engine keeps only those whose end it never came to write.
            stack.RemovePending(other => ReferenceEquals(other, operation));
            await SaveAsync();
        }
    }

    /// <summary>Forgets what earlier runs left, but for creates, which stay until the user clears them.</summary>
    public void Settle() => stack.RemovePending(_settling.Contains);

    private async Task SaveAsync()
    {
        Settle();
        try
        {
            await (save?.Invoke(stack) ?? Task.CompletedTask);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StepException($"The state cannot be saved: {error.Message}", error);
        }
    }
}
