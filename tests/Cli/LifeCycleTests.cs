// The examples of the repository from their first deployment to the end, by the `pulumi` command.
namespace InfoBip.Cli.Tests;

public sealed class LifeCycleTests(InstalledPlugin plugin)
{
    [Fact]
    public Task The_YAML_example_is_deployed_updated_and_destroyed() => DeployUpdateAndDestroyAsync("examples/yaml");

    [Fact]
    [Trait("Needs", "packages")]
    public async Task The_CSharp_example_is_deployed_updated_and_destroyed()
    {
        PulumiCommand.Require();
        PulumiCommand.RequireProgram("dotnet");
        await DeployUpdateAndDestroyAsync("examples/csharp", stack =>
        {
            File.Copy(Repository.PathOf("examples/csharp/Program.cs"), Path.Combine(stack.Folder, "Program.cs"));
            File.WriteAllText(Path.Combine(stack.Folder, "InfoBipSms.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <NuGetAudit>false</NuGetAudit>
                  </PropertyGroup>
                  <ItemGroup>
                    <ProjectReference Include="{Repository.PathOf("sdk/dotnet/Pulumi.InfoBip/Pulumi.InfoBip.csproj")}" />
                  </ItemGroup>
                </Project>
                """);
        });
    }

    private async Task DeployUpdateAndDestroyAsync(string example, Action<CliStack>? prepare = null)
    {
        await using var stack = await CliStack.OpenAsync(plugin, Repository.Read($"{example}/Pulumi.yaml"));
        prepare?.Invoke(stack);
        await stack.MustAsync("preview");
        Assert.Empty(stack.Sandbox.Instances);

        await stack.UpAsync();
        var created = stack.Sandbox.Instances;
        Assert.Equal(2, created.Count);
        Assert.Equal("customer-texts-dev", created[0].Name);
        Assert.StartsWith("alerts-", created[1].Name, StringComparison.Ordinal);
        Assert.Equal(["alerts", $"after-{created[0].Id}"], created[1].Tags);
        Assert.Equal($"{created[0].Id}", await stack.OutputAsync("id"));
        Assert.Equal(created[1].Name, await stack.OutputAsync("alertsName"));
        Assert.DoesNotContain(created[0].Token, await stack.OutputAsync("token"), StringComparison.Ordinal);
        Assert.Equal(created[0].Token, (await stack.MustAsync("stack", "output", "token", "--show-secrets")).Trim());
        await stack.MustBeQuietAsync();

        await stack.MustAsync("config", "set", "team", "payments");
        await stack.UpAsync();
        Assert.Equal(created.Select(instance => instance.Id), stack.Sandbox.Instances.Select(instance => instance.Id));
        Assert.Equal(["sms", "team-payments"], stack.Sandbox.Instances[0].Tags);
        Assert.Equal(created[1].Name, stack.Sandbox.Instances[1].Name);
        await stack.MustBeQuietAsync();

        await stack.MustAsync("destroy", "--yes", "--skip-preview");
        Assert.Empty(stack.Sandbox.Instances);
        stack.MustHaveKeptSecrets();
    }
}
