// The life cycle of one stack: preview, up, an update, a refresh, destroy.
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Pulumi.Automation;

namespace InfoBip.Automation;

internal sealed class Walk(Service service)
{
    private const string Stack = "dev";

    /// <summary>Runs all steps. The stack is destroyed and its folder removed at the end, also after a failure.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("infobip-automation-");
        try
        {
            using var stack = await LocalWorkspace.CreateOrSelectStackAsync(Arguments(folder.FullName), cancellationToken);
            await stack.SetAllConfigAsync(service.Config, cancellationToken);
            try
            {
                await StepsAsync(stack, cancellationToken);
            }
            catch
            {
                await TryEndAsync(stack);
                throw;
            }

            await EndAsync(stack);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Everything in one folder: project, state, and a passphrase that is not needed after the folder is deleted.</summary>
    private static InlineProgramArgs Arguments(string folder)
    {
        InlineProgramArgs args = new(Messaging.Project, Stack, Messaging.Program)
        {
            WorkDir = folder,
            SecretsProvider = "passphrase",
            EnvironmentVariables = new Dictionary<string, string?>
            {
                ["PULUMI_CONFIG_PASSPHRASE"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
                ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            },
        };
        args.ProjectSettings!.Backend = new ProjectBackend { Url = new Uri(Directory.CreateDirectory(Path.Combine(folder, "state")).FullName).AbsoluteUri };
        return args;
    }

    private async Task StepsAsync(WorkspaceStack stack, CancellationToken cancellationToken)
    {
        Title("Preview");
        var preview = await stack.PreviewAsync(new PreviewOptions { OnStandardOutput = Console.WriteLine }, cancellationToken);
        Changes(preview.ChangeSummary);

        Title("Up");
        var made = await stack.UpAsync(new UpOptions { OnStandardOutput = Console.WriteLine }, cancellationToken);
        Outputs(made.Outputs);

        Title("Up again, without changes");
        await stack.UpAsync(new UpOptions { ExpectNoChanges = true, OnStandardOutput = Console.WriteLine }, cancellationToken);

        Title("Update: another team");
        await stack.SetConfigAsync("team", new ConfigValue("growth"), cancellationToken);
        var updated = await stack.UpAsync(new UpOptions { OnStandardOutput = Console.WriteLine }, cancellationToken);
        Outputs(updated.Outputs);

        var id = long.Parse((string)updated.Outputs["id"].Value, CultureInfo.InvariantCulture);
        Title(service.RenameByHand(id, "renamed by hand") ? "Refresh, after the instance was renamed in the console" : "Refresh");
        await stack.RefreshAsync(new RefreshOptions { OnStandardOutput = Console.WriteLine }, cancellationToken);

        Title("Up, back to what the program says");
        await stack.UpAsync(new UpOptions { OnStandardOutput = Console.WriteLine }, cancellationToken);
    }

    /// <summary>Takes no cancellation: an orphan costs its owner more than the seconds this takes.</summary>
    private async Task EndAsync(WorkspaceStack stack)
    {
        Title("Destroy");
        await stack.DestroyAsync(new DestroyOptions { OnStandardOutput = Console.WriteLine }, CancellationToken.None);
        await stack.Workspace.RemoveStackAsync(Stack, CancellationToken.None);
        if (service.Left is > 0 and var left)
        {
            throw new StopException(ExitCode.StepFailed, $"The sandbox still holds {left} instances after the destroy.");
        }
    }

    /// <summary>After a failure: another one of the destroy is printed and does not hide it.</summary>
    private async Task TryEndAsync(WorkspaceStack stack)
    {
        try
        {
            await EndAsync(stack);
        }
        catch (Exception failed)
        {
            await Console.Error.WriteLineAsync($"The destroy failed too, so instances may be left:\n{failed.Message.TrimEnd()}");
        }
    }

    private static void Title(string text) => Console.WriteLine($"\n== {text}");

    private static void Changes(IImmutableDictionary<OperationType, int> changes) =>
        Console.WriteLine(string.Join(", ", changes.OrderBy(change => change.Key).Select(change => $"{change.Key}: {change.Value}")));

    private static void Outputs(IImmutableDictionary<string, OutputValue> outputs)
    {
        foreach (var (name, output) in outputs.OrderBy(output => output.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"{name} = {(output.IsSecret ? "[secret]" : output.Value)}");
        }
    }
}
