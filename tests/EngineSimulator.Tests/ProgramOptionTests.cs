// The options that an SDK sends with a registration.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ProgramOptionTests
{
    [Fact]
    public async Task Options_reach_the_plugin_and_the_state()
    {
        await using var fixture = new SimulatorFixture();

        await fixture.UpAsync(SmallPrograms.Of("options", "x"));
        var result = await fixture.UpAsync(SmallPrograms.Of("options", "y"));

        Assert.Empty(result.Errors);
        Assert.False(result.HasChanges);
        Assert.Equal(120, Assert.Single(fixture.Plugin.Requests<CreateRequest>("Create")).Timeout);
        Assert.Equal(["tag"], Assert.Single(fixture.Plugin.Requests<DiffRequest>("Diff")).IgnoreChanges);
        var state = fixture.Stack.FindByName("a")!;
        Assert.True(state.Protect);
        Assert.True(state.RetainOnDelete);
        Assert.True(Wire.IsSecret(state.Outputs.Fields["tag"]));
        Assert.Equal(new CustomTimeouts(120, 90, 3600), state.Timeouts);
    }

    [Fact]
    public async Task An_import_adopts_an_existing_thing()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.Things["77"] = Wire.Map(("tag", "x"));

        var result = await fixture.UpAsync(SmallPrograms.Of("import", "77"));

        Assert.Empty(result.Errors);
        Assert.Equal(StepKind.Import, result.Step("a").Kind);
        Assert.Equal("77", fixture.Stack.FindByName("a")!.Id);
        Assert.DoesNotContain("Create", fixture.Plugin.Methods);
    }

    [Theory]
    [InlineData("hooks")]
    [InlineData("replaceOnChanges")]
    [InlineData("deleteBeforeReplace")]
    [InlineData("deletedWith")]
    [InlineData("remote")]
    public async Task An_option_that_is_not_supported_is_refused_by_its_name(string option)
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync(SmallPrograms.Of("unsupported", option));

        Assert.Contains($"'{option}' is not supported", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Plugin.Things);
    }

    [Fact]
    public async Task Two_resources_of_one_name_are_refused()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync(SmallPrograms.Of("twice"));

        Assert.Contains("Duplicate resource URN", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.Single(fixture.Plugin.Things);
    }
}
