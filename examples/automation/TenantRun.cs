// One tenant from start to end, whatever happens to it: a result, never an exception.
internal sealed class TenantRun(Options options, Secrets secrets, Cli cli, Interrupt interrupt, Report report)
{
    public async Task<Result> RunAsync(Tenant tenant)
    {
        var watch = Stopwatch.StartNew();
        Events events = new(tenant.Name, report);
        TenantSecrets? own = null;
        string Hide(string text) => own?.Hide(text) ?? text;
        void Log(string line) => report.Log(tenant.Name, Hide(line));
        report.Event(tenant.Name, "start");
        Result result;
        try
        {
            own = await secrets.OfAsync(tenant);
            result = await WaitAsync(tenant, own, Log, events, watch);
        }
        catch (Exception failed) { result = ResultOf(tenant, failed, events); }

        result = result with { Error = result.Error is { } error ? Hide(error) : null };
        Log($"{Report.Name(result.Outcome)} {result.Error}");
        report.End(tenant.Name, result, events, Math.Round(watch.Elapsed.TotalSeconds, 1));
        return result;
    }

    private async Task<Result> WaitAsync(Tenant tenant, TenantSecrets? own, Action<string> log, Events events, Stopwatch watch)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = TimeSpan.FromSeconds(Math.Min(2 * pause.TotalSeconds, 15)))
        {
            try { return await OperateAsync(tenant, own, log, events); }
            catch (ConcurrentUpdateException locked)
            {
                var holder = Failure.Holder(locked);
                var waits = options["lock"] == "wait" && !interrupt.Starting.IsCancellationRequested && (watch.Elapsed + pause).TotalSeconds < options.Number("lock-timeout");
                if (!waits) { return new Result(options["lock"] == "fail" ? Outcome.Failed : Outcome.Locked, holder); }

                report.Event(tenant.Name, "locked", error: holder, line: $"{"waiting",-10} {tenant.Name,-24} {holder}");
                await Task.Delay(pause, interrupt.Starting).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task<Result> OperateAsync(Tenant tenant, TenantSecrets? own, Action<string> log, Events events)
    {
        using var workspace = await LocalWorkspace.CreateAsync(new LocalWorkspaceOptions
        {
            PulumiCommand = new TenantCommand(cli, tenant.Name, log, interrupt), // The SDK's helpers for inline programs would pass by it.
            WorkDir = cli.WorkFolder(tenant.Name),
            ProjectSettings = Backend.Project(options),
            SecretsProvider = options["secrets-provider"],
            Program = own is null ? null : Messaging.Program(tenant, own),
            EnvironmentVariables = new Dictionary<string, string?>(Backend.Variables(options)) { ["INFOBIP_USER_SECRET"] = own?.UserSecret, ["INFOBIP_ORGANIZATION_SECRET"] = own?.OrganizationSecret },
        });
        var name = $"{options["org"]}/{tenant.Name}".TrimStart('/');
        WorkspaceStack stack;
        try { stack = await (options.Command == "up" ? WorkspaceStack.CreateOrSelectAsync(name, workspace) : WorkspaceStack.SelectAsync(name, workspace)); }
        catch (StackNotFoundException) when (options.Command != "up") { return new Result(options.Command is "preview" or "drift" ? Outcome.Changes : Outcome.Ok, "there is no stack"); }

        // No cancellation token anywhere: it would kill pulumi and the plugin. Interrupt.cs cancels in order.
        if (options.Command is "preview" or "drift")
        {
            var preview = await stack.PreviewAsync(new PreviewOptions { OnEvent = events.Add, Color = "never", Refresh = options.Command == "drift" }, CancellationToken.None);
            var differs = preview.ChangeSummary.Any(change => change is { Key: not (OperationType.Same or OperationType.Read or OperationType.Refresh), Value: > 0 });
            return new Result(differs ? Outcome.Changes : Outcome.Ok);
        }

        await (options.Command switch
        {
            "up" => stack.UpAsync(new UpOptions { OnEvent = events.Add, Color = "never" }, CancellationToken.None),
            "destroy" => stack.DestroyAsync(new DestroyOptions { OnEvent = events.Add, Color = "never" }, CancellationToken.None),
            _ => stack.CancelAsync(CancellationToken.None),
        });
        await (options.Command == "destroy" ? workspace.RemoveStackAsync(name, CancellationToken.None) : Task.CompletedTask);
        return new Result(Outcome.Ok);
    }

    private Result ResultOf(Tenant tenant, Exception failed, Events events)
    {
        var (signal, why) = (Failure.Signal(failed), interrupt.CancelledWhy(tenant.Name));
        return failed switch
        {
            OperationCanceledException => new(Outcome.Cancelled, "cancelled before it began"),
            _ when why is not null && signal is null or 2 => new(why == "cancelled" ? Outcome.Cancelled : Outcome.Failed, events.Error is null ? why : $"{why}: {events.Error}"),
            _ when signal is not null => new(Outcome.Unknown, $"pulumi was ended by signal {signal}{(signal == 9 ? ", often for want of memory" : "")}; the next run settles it"),
            CommandException said => new(Outcome.Failed, events.Error ?? Failure.Line(said)),
            _ => new(Outcome.Failed, failed.Message),
        };
    }
}
