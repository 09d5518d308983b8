// States that older versions left behind are understood; the states of this version are on record.
namespace InfoBip.Plugin.Tests.States;

public sealed class RecordedStateTests
{
    /// <summary>Set, the records of this version are written anew: for a version that has not been released yet.</summary>
    private const string RecordVariable = "INFOBIP_RECORD_STATES";

    public static TheoryData<string, string> Whole { get; } =
        new(RecordedState.All.Where(state => state.Name != "half-made").Select(state => (state.Version, state.Name)));

    public static TheoryData<string> Versions { get; } = [.. RecordedState.All.Select(state => state.Version).Distinct()];

    public static TheoryData<string> Programs { get; } = [.. StateProgram.All.Keys];

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task W05_A_recorded_state_previews_and_refreshes_quietly_and_changes_in_place(string version, string name)
    {
        await using var stage = await PlayAsync(version, name);
        var program = StateProgram.All[name].Text;

        await stage.PreviewQuietlyAsync(program);
        await stage.RefreshQuietlyAsync();
        await stage.PreviewQuietlyAsync(program);
        await stage.DeployAsync(program.Replace("+17777777777", "+18888888888", StringComparison.Ordinal));

        var instance = Assert.Single(stage.Sandbox.Instances);
        Assert.Equal(12, instance.Id);
        Assert.Equal("+18888888888", instance.Configuration["messaging.sms.infobip.sender"]);
        await stage.DestroyAsync();
        Assert.Empty(stage.Sandbox.Instances);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task W05_A_recorded_half_made_instance_is_repaired_in_place(string version)
    {
        await using var stage = await PlayAsync(version, "half-made");

        await stage.DeployAsync(Stage.Program("name: Half"));

        Assert.True(Assert.Single(stage.Sandbox.Instances).Valid);
        Assert.Equal("12", stage.State.Id);
        Assert.Empty(stage.State.InitErrors);
        await stage.PreviewQuietlyAsync(Stage.Program("name: Half"));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task W05_The_states_of_this_version_are_on_record(string name)
    {
        await using var stage = await StateProgram.StageAsync();
        await StateProgram.All[name].Make(stage, StateProgram.All[name].Text);
        var record = new RecordedState(RecordedState.CurrentVersion, name);
        if (Environment.GetEnvironmentVariable(RecordVariable) is { Length: > 0 })
        {
            record.Save(stage.Stack);
        }

        var recorded = record.Load().FindByName("sms");
        Assert.Equal(recorded?.Inputs, stage.State.Inputs);
        Assert.Equal(recorded?.Outputs, stage.State.Outputs);
        Assert.Equal(recorded?.InitErrors, stage.State.InitErrors);
    }

    [Fact]
    public void W05_Every_version_has_a_record_of_every_program_that_it_knew() =>
        Assert.Equal(StateProgram.All.Keys.Order(), RecordedState.All.Where(state => state.Version == RecordedState.CurrentVersion).Select(state => state.Name).Order());

    private static async Task<Stage> PlayAsync(string version, string name)
    {
        var stage = await StateProgram.StageAsync();
        stage.Stack = new RecordedState(version, name).Load();
        StateProgram.Restore(stage);
        return stage;
    }
}
