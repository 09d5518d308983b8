// States that older versions left behind are understood; the states of this version are on record.
namespace InfoBip.Plugin.Tests.States;

public sealed class RecordedStateTests
{
    /// <summary>Set, the records of this version are written anew: for a version that has not been released yet.</summary>
    private const string RecordVariable = "INFOBIP_RECORD_STATES";

    public static TheoryData<string, string> Whole { get; } =
        new(RecordedState.All.Where(state => state.Name != "partially-created").Select(state => (state.Version, state.Name)));

    public static TheoryData<string> Versions { get; } = [.. RecordedState.All.Select(state => state.Version).Distinct()];

    public static TheoryData<string> Programs { get; } = [.. StateProgram.All.Keys];

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task A_recorded_state_previews_and_refreshes_quietly_and_changes_in_place(string version, string name)
    {
        await using var fixture = await LoadAsync(version, name);
        var program = StateProgram.All[name].Text;

        await fixture.PreviewQuietlyAsync(program);
        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(program);
        await fixture.DeployAsync(program.Replace("+17777777777", "+18888888888", StringComparison.Ordinal));

        var instance = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal(12, instance.Id);
        Assert.Equal("+18888888888", instance.Configuration[SampleInstance.SenderKey]);
        await fixture.DestroyAsync();
        Assert.Empty(fixture.Sandbox.Instances);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_recorded_partially_created_instance_is_repaired_in_place(string version)
    {
        await using var fixture = await LoadAsync(version, "partially-created");

        await fixture.DeployAsync(StackFixture.Program("name: Half"));

        Assert.True(Assert.Single(fixture.Sandbox.Instances).Valid);
        Assert.Equal("12", fixture.State.Id);
        Assert.Empty(fixture.State.InitErrors);
        await fixture.PreviewQuietlyAsync(StackFixture.Program("name: Half"));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_states_of_this_version_are_on_record(string name)
    {
        await using var fixture = await StateProgram.OpenFixtureAsync();
        await StateProgram.All[name].Make(fixture, StateProgram.All[name].Text);

        // The address is another one in each run.
        fixture.State.Outputs.Fields["__origin"].StructValue.Fields["address"] = EngineSimulator.Wire.Of("https://api.cloud-your_moms.com/your_moms/api-v2");
        var record = new RecordedState(RecordedState.CurrentVersion, name);
        if (Environment.GetEnvironmentVariable(RecordVariable) is { Length: > 0 })
        {
            record.Save(fixture.Stack);
        }

        var recorded = record.Load().FindByName("sms");
        Assert.Equal(recorded?.Inputs, fixture.State.Inputs);
        Assert.Equal(recorded?.Outputs, fixture.State.Outputs);
        Assert.Equal(recorded?.InitErrors, fixture.State.InitErrors);
    }

    [Fact]
    public void Every_version_has_a_record_of_every_program_that_it_knew() =>
        Assert.Equal(StateProgram.All.Keys.Order(), RecordedState.All.Where(state => state.Version == RecordedState.CurrentVersion).Select(state => state.Name).Order());

    private static async Task<StackFixture> LoadAsync(string version, string name)
    {
        var fixture = await StateProgram.OpenFixtureAsync();
        fixture.Stack = new RecordedState(version, name).Load();
        StateProgram.Restore(fixture);
        return fixture;
    }
}
