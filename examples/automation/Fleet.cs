// All tenants: some at once, canaries first, and one failure stops none of the others.
internal sealed class Fleet(Options options, TenantRun run, Interrupt interrupt)
{
    private readonly ConcurrentDictionary<Tenant, Result> _results = new();

    public async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<Tenant> tenants)
    {
        // Each operation blocks a thread until its event server listens; the pool would add threads too slowly.
        ThreadPool.SetMinThreads((2 * options.Number("parallel")) + 8, 8);
        await StartAsync(tenants.Take(options.Number("canary")));
        await StartAsync(_results.Values.All(result => result.Outcome is Outcome.Ok or Outcome.Changes) ? tenants.Skip(options.Number("canary")) : []);
        return [.. tenants.Select(tenant => _results.GetValueOrDefault(tenant) ?? new Result(Outcome.NotStarted))];
    }

    private async Task StartAsync(IEnumerable<Tenant> tenants)
    {
        // The token only keeps others from starting; those that run are awaited, and who was not started has no result.
        ParallelOptions some = new() { MaxDegreeOfParallelism = Math.Max(1, options.Number("parallel")), CancellationToken = interrupt.Starting };
        try { await Parallel.ForEachAsync(tenants, some, async (tenant, _) => _results[tenant] = await run.RunAsync(tenant)); }
        catch (OperationCanceledException) { return; }
    }
}
