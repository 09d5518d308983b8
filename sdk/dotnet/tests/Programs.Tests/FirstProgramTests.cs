// The first way of a user: an empty folder, the package from a folder, the program of the README.
using InfoBip.EngineSimulator;
using Programs.Tests.Packages;

namespace Programs.Tests;

public sealed class FirstProgramTests(Workshop workshop)
{
    [Fact]
    public async Task The_program_of_the_README_deploys_from_an_empty_folder()
    {
        ProcessProgram program = new("messaging", await workshop.FirstProgramAsync());
        await using var stage = await Stage.OpenAsync();

        var up = await stage.UpAsync(program);
        var destroy = await stage.DestroyAsync();

        Assert.True(up.Succeeded, stage.Shown(up));
        Assert.Equal(1, up.Count(StepKind.Create));
        Assert.True(destroy.Succeeded, stage.Shown(destroy));
        Assert.Empty(stage.Sandbox.Instances);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("examples/csharp/README.md")]
    public void The_way_is_told_by_the_commands_that_are_tried_here(string page)
    {
        var text = File.ReadAllText(Path.Combine(Stage.Root, page));

        Assert.All(Workshop.Commands.Take(2), command => Assert.Contains(command, text, StringComparison.Ordinal));
    }
}
