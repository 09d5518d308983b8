// The two programs that a deployment needs: the Pulumi CLI and the plugin.
using System.ComponentModel;
using Pulumi.Automation.Commands;

namespace InfoBip.Automation;

internal static class Tools
{
    private static readonly string[] PluginNames = ["pulumi-resource-infobip", "pulumi-resource-infobip.exe"];

    /// <summary>
    /// Finds the CLI on the path, or below ~/.pulumi/versions, or installs it there. Stacks start plain <c>pulumi</c> whatever command
    /// they were given (Pulumi.Automation 3.112), so its folder goes to the front of this process's path.
    /// </summary>
    /// <exception cref="StopException">There is none, and none could be installed.</exception>
    public static async Task<string> FindPulumiAsync(bool install, CancellationToken cancellationToken)
    {
        try
        {
            return $"{(await LocalPulumiCommand.CreateAsync(cancellationToken: cancellationToken)).Version}, from the path";
        }
        catch (Exception notFound) when (!install && notFound is not OperationCanceledException)
        {
            throw new StopException(
                ExitCode.NoPulumi,
                $"{Reason(notFound)}\nInstall it (https://www.pulumi.com/docs/install/), or leave out --no-install.",
                notFound);
        }
        catch (Exception notFound) when (notFound is not OperationCanceledException)
        {
            Console.WriteLine($"{Reason(notFound)} Looking below ~/.pulumi/versions, and installing it if it is not there either.");
        }

        try
        {
            var installed = await LocalPulumiCommand.Install(cancellationToken: cancellationToken);
            var folder = Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi", "versions", $"{installed.Version}", "bin");
            PutOnPath(folder);
            return $"{installed.Version}, from {folder}";
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            throw new StopException(
                ExitCode.NoPulumi,
                $"The Pulumi CLI could not be installed: {failed.Message.TrimEnd()}\nInstall it by hand: https://www.pulumi.com/docs/install/",
                failed);
        }
    }

    /// <summary>Puts the plugin's folder to the front of the path, where the engine looks for it.</summary>
    /// <exception cref="StopException">It is not there.</exception>
    public static string FindPlugin(string? folder)
    {
        var candidates = folder is null ? FoldersAbove(AppContext.BaseDirectory).Select(above => Path.Combine(above, "bin")) : [Path.GetFullPath(folder)];
        var found = candidates.SelectMany(candidate => PluginNames.Select(name => Path.Combine(candidate, name))).FirstOrDefault(File.Exists)
            ?? throw new StopException(
                ExitCode.NoPlugin,
                $"The plugin is not in {folder ?? "bin of the repository"}. Build it with 'make plugin', or name its folder in INFOBIP_PLUGIN_FOLDER.");
        PutOnPath(Path.GetDirectoryName(found)!);
        return found;
    }

    private static string Reason(Exception notFound) =>
        notFound is Win32Exception ? "There is no 'pulumi' on the path." : $"The Pulumi CLI on the path cannot be used: {notFound.Message.TrimEnd()}";

    private static IEnumerable<string> FoldersAbove(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            yield return above.FullName;
        }
    }

    private static void PutOnPath(string folder) =>
        Environment.SetEnvironmentVariable("PATH", folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"));
}
