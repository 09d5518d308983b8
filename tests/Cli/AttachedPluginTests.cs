// A plugin that was started by hand and is attached by PULUMI_DEBUG_PROVIDERS, as with a debugger.
using System.Diagnostics;
using System.Globalization;

namespace InfoBip.Cli.Tests;

public sealed class AttachedPluginTests(InstalledPlugin plugin)
{
    /// <summary>Only the attached process has the secrets, so no other one can have served.</summary>
    [Fact]
    public async Task One_attached_plugin_serves_one_deployment_after_the_other()
    {
        await using var stack = await CliStack.OpenAsync(plugin, CliStack.Program("sms"), withSecrets: false);
        Dictionary<string, string?> environment = new(stack.Environment)
        {
            ["INFOBIP_USER_SECRET"] = SampleSecrets.User,
            ["INFOBIP_ORGANIZATION_SECRET"] = SampleSecrets.Organization,
        };
        using var attached = Process.Start(PulumiCommand.StartInfo(PluginBinary.FilePath, [], stack.Folder, environment))!;
        try
        {
            var port = int.Parse((await attached.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
            stack.Environment["PULUMI_DEBUG_PROVIDERS"] = $"infobip:{port}";

            await stack.MustAsync("preview");
            await stack.UpAsync();
            var id = Assert.Single(stack.Sandbox.Instances).Id;
            stack.Write(CliStack.Program("sms", "second"));
            await stack.UpAsync();
            Assert.Equal(id, Assert.Single(stack.Sandbox.Instances).Id);
            Assert.Contains("second", stack.Sandbox.Instances[0].Tags);
            await stack.MustBeQuietAsync();
            await stack.MustAsync("destroy", "--yes", "--skip-preview");

            Assert.Empty(stack.Sandbox.Instances);
            Assert.False(attached.HasExited);
        }
        finally
        {
            attached.Kill();
        }
    }
}
