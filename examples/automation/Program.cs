// tenants: one Pulumi stack for each tenant of a list. This file is the whole run; each part of it has a file of its own.
try
{
    if (args is [] or ["help" or "--help" or "-h"]) { Console.Write(Options.Usage); return 0; }

    Options options = new(args);
    var tenants = Tenant.Load(options);
    Secrets secrets = new(options, tenants);
    Backend.Guard(options);
    options.AskBefore(tenants);
    using var cli = await Cli.FindAsync();
    await Backend.CheckLoginAsync(options, cli);
    Report report = new(options);
    if (options.Command == "list") { return report.Stacks(tenants, await Backend.StacksAsync(options, cli)); }

    await Backend.EnsurePluginAsync(options, cli);
    using Interrupt interrupt = new(options);
    var results = await new Fleet(options, new TenantRun(options, secrets, cli, interrupt, report), interrupt).RunAsync(tenants);
    return report.Summary(results, interrupt.ExitCode);
}
catch (StopException stopped) { Report.Note(stopped.Message); return stopped.ExitCode; }
