// The state file while an operation runs: what a process that is killed leaves to the next one.
using System.Text.Json.Nodes;

namespace InfoBip.EngineSimulator.Tests;

public sealed class StackFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stack-store-");

    private string File => Path.Combine(_folder.FullName, "deep", "dev.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_file_holds_a_create_from_its_beginning_and_the_thing_from_its_end()
    {
        await using var fixture = Saving();
        Stack? during = null;
        fixture.Plugin.OnCreate = request =>
        {
            during = Read();
            return fixture.Plugin.CreateThing(request);
        };
        Stack? end = null;
        fixture.With = options => options with { Save = SaveAndLook };
        void SaveAndLook(Stack stack)
        {
            Save(stack);
            end = Read();
        }

        await fixture.UpAsync(SimulatorFixture.OneThing("{tag: x, pass: {\"fn::secret\": canary-pass}}"));

        var operation = Assert.Single(during!.PendingOperations);
        Assert.Equal(("creating", SimulatorFixture.UrnOf("a"), "x"), (operation.Kind, operation.Urn, operation.Resource.Inputs.Fields["tag"].StringValue));
        Assert.Equal("canary-pass", Wire.Reveal(operation.Resource.Inputs.Fields["pass"]).StringValue);
        Assert.Contains(during.Resources, resource => $"{resource.Urn}::{resource.Id}" == operation.Resource.Provider);
        Assert.Null(during.FindByName("a"));
        Assert.Equal("101", end!.FindByName("a")!.Id);
        Assert.Empty(end.PendingOperations);
    }

    [Fact]
    public async Task A_killed_create_is_exported_with_its_inputs_and_without_its_secrets_in_clear()
    {
        await using var fixture = Saving();
        var left = "";
        fixture.Plugin.OnCreate = request =>
        {
            left = System.IO.File.ReadAllText(File);
            return fixture.Plugin.CreateThing(request);
        };
        await fixture.UpAsync(SimulatorFixture.OneThing("{name: a-4711, pass: {\"fn::secret\": canary-pass}}"));

        var export = StackFile.Write(StackFile.Read(left));

        var pending = Assert.Single(JsonNode.Parse(export)!["deployment"]!["pending_operations"]!.AsArray())!;
        Assert.Equal(("creating", SimulatorFixture.UrnOf("a")), ((string)pending["type"]!, (string)pending["resource"]!["urn"]!));
        Assert.Equal("a-4711", (string)pending["resource"]!["inputs"]!["name"]!);
        Assert.All([left, export], text => Assert.DoesNotContain("canary-pass", text, StringComparison.Ordinal));
        Assert.Equal("canary-pass", Wire.Reveal(Assert.Single(StackFile.Read(export).PendingOperations).Resource.Inputs.Fields["pass"]).StringValue);
    }

    [Fact]
    public async Task In_no_file_is_the_replaced_thing_forgotten_before_it_is_deleted()
    {
        await using var fixture = Saving();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{size: 1}"));
        var known = new List<bool>();
        fixture.With = options => options with
        {
            Save = stack =>
            {
                Save(stack);
                known.Add(Read().Resources.Any(resource => resource.Id == "101"));
            },
        };

        await fixture.UpAsync(SimulatorFixture.OneThing("{size: 2}"));

        // Before and after the create, before and after the delete.
        Assert.Equal([true, true, true, false], known);
    }

    [Fact]
    public async Task Many_saves_at_once_leave_a_whole_file_with_all_changes_and_nothing_beside_it()
    {
        await using var fixture = Saving();
        var things = string.Join('\n', Enumerable.Range(0, 50).Select(number => $"  t{number}: {{type: \"fake:Thing\", properties: {{}}}}"));
        fixture.Plugin.OnCreate = request =>
        {
            // Whoever is asked for a thing can rely on the file.
            Assert.Contains(Read().PendingOperations, operation => operation.Urn == request.Urn);
            return fixture.Plugin.CreateThing(request);
        };

        await fixture.GivenAsync($"name: demo\nruntime: yaml\nresources:\n{things}");

        Assert.Equal(51, Read().Resources.Count);
        Assert.Empty(Read().PendingOperations);
        Assert.Equal([File], Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task A_call_is_not_made_when_the_state_cannot_be_saved()
    {
        await using var fixture = new SimulatorFixture();
        await System.IO.File.WriteAllTextAsync(Path.GetDirectoryName(File)!, "a file where the folder should be", TestContext.Current.CancellationToken);
        fixture.With = options => options with { Save = Save };

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{}"));

        Assert.StartsWith("The state cannot be saved: ", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Create", fixture.Plugin.Methods);
        Assert.Empty(fixture.Stack.PendingOperations);
    }

    private SimulatorFixture Saving() => new() { With = options => options with { Save = Save } };

    private void Save(Stack stack) => StackFile.Save(File, stack);

    /// <summary>The stack as a new process would find it at this moment.</summary>
    private Stack Read() => StackFile.Read(System.IO.File.ReadAllText(File));
}
