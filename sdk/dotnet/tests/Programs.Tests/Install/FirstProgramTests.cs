// The first program of a user: an empty folder, the package, the program of the SDK's README.
using InfoBip.EngineSimulator;
using Programs.Tests.Fixtures;

namespace Programs.Tests.Install;

public sealed class FirstProgramTests(PackageFixture packages)
{
    [Fact]
    public async Task The_program_of_the_README_deploys_from_an_empty_folder()
    {
        ProcessProgram program = new("messaging", await packages.FirstProgramAsync());
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("infobipUsername", "acme");

        var up = await fixture.UpAsync(program);
        var destroy = await fixture.DestroyAsync();

        Assert.True(up.Succeeded, fixture.Shown(up));
        Assert.Equal(1, up.Count(StepKind.Create));
        Assert.True(destroy.Succeeded, fixture.Shown(destroy));
        Assert.Empty(fixture.Sandbox.Instances);
    }

    [Theory]
    [InlineData("sdk/dotnet/Pulumi.InfoBip/README.md")]
    [InlineData("examples/csharp/README.md")]
    public void A_page_has_the_commands_that_these_tests_run(string page)
    {
        var text = File.ReadAllText(Path.Combine(StackFixture.Root, page));

        Assert.All(PackageFixture.Commands.Take(2), command => Assert.Contains(command, text, StringComparison.Ordinal));
    }
}
