// Taking an instance that exists already into a stack, by the `pulumi` command.
namespace InfoBip.Cli.Tests;

public sealed class ImportTests(InstalledPlugin plugin)
{
    [Fact]
    public async Task An_imported_instance_is_managed_from_then_on_and_stays_the_same()
    {
        await using var stack = await CliStack.OpenAsync(plugin, CliStack.Program("sms"));
        var existing = stack.Sandbox.Add("cli-texts", configuration: SampleInstance.Configuration(), tags: ["sms"]);

        await stack.MustAsync("import", "infobip:index:InfoBipInstance", "sms", $"{existing.Id}", "--yes", "--skip-preview");
        Assert.DoesNotContain(stack.Sandbox.Requests, request => request.Method != "GET");

        // The service does not return the password, so setting it is an update of one entry.
        await stack.UpAsync();
        Assert.Equal(["PATCH"], stack.Sandbox.Requests.Select(request => request.Method).Where(method => method != "GET"));
        Assert.Equal(existing.Id, Assert.Single(stack.Sandbox.Instances).Id);
        Assert.Equal($"{existing.Id}", await stack.OutputAsync("id"));
        await stack.MustBeQuietAsync();
        stack.MustHaveKeptSecrets();
    }

    [Fact]
    public async Task An_id_that_does_not_exist_is_an_error_and_nothing_enters_the_stack()
    {
        await using var stack = await CliStack.OpenAsync(plugin, CliStack.Program("sms"));

        var import = await stack.RunAsync("import", "infobip:index:InfoBipInstance", "sms", "4711", "--yes", "--skip-preview");

        Assert.NotEqual(0, import.ExitCode);
        Assert.Contains("4711", import.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("InfoBipInstance", await stack.MustAsync("stack", "export"), StringComparison.Ordinal);
    }
}
