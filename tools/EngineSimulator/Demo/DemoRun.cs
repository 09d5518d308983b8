// The demo: the example against the sandbox, each step checked.
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace InfoBip.EngineSimulator;

/// <summary>Runs the demo.</summary>
internal sealed class DemoRun(IAnsiConsole console, PluginProcessOptions plugin, string sandboxPath, YamlProgram program)
{
    private const string InstanceType = "infobip:index:InfoBipInstance";
    private const string LegacyPassword = "legacy-pass-5512";

    private static readonly string[] Settings =
        ["INFOBIP_USER_SECRET", "INFOBIP_ORGANIZATION_SECRET", "INFOBIP_API_DIALECT", "INFOBIP_BASE_URL"];

    /// <summary>The settings come from the stack alone, whatever this shell has set.</summary>
    private readonly DemoSteps _demo = new(console, plugin with { Environment = Settings.ToDictionary(name => name, _ => (string?)null) });

    /// <returns>Whether every step did what it says.</returns>
    public async Task<bool> PlayAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var sandbox = await SandboxProcess.StartAsync(sandboxPath);
        console.WriteLine($"The sandbox serves the instances API at {sandbox.Url}: look at it in a browser while this runs.");
        _demo.Set("infobip:baseUrl", sandbox.BaseUrl.ToString());
        _demo.SetSecret("infobip:userSecret", "user-secret-9041");
        _demo.SetSecret("infobip:organizationSecret", "organization-secret-7733");
        _demo.SetSecret("infobipPassword", "first-pass-2268");
        try
        {
            await DeployAsync(sandbox);
            await ChangeAsync();
            await DriftAsync(sandbox);
            await ImportAsync(sandbox);
            await InvalidProgramsAsync();
            await DestroyAsync(sandbox);
        }
        catch (DemoException error)
        {
            console.WriteLine();
            console.WriteLine(error.Message, new Style(Color.Red));
            return false;
        }

        console.WriteLine();
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        console.WriteLine($"All {_demo.Count} steps did what they say, in {seconds} s.", new Style(Color.Green));
        return true;
    }

    private async Task DeployAsync(SandboxProcess sandbox)
    {
        _demo.Begin("A preview shows what would be made, and makes nothing.");
        _demo.Expect(await _demo.RunAsync(program, deployment => deployment.PreviewAsync()), (StepKind.Create, 2));
        _demo.Expect((await sandbox.InstancesAsync()).Count == 0, "a preview leaves the service alone");

        _demo.Begin("Up makes both instances. The service's token comes back as a secret.");
        var up = await _demo.RunAsync(program, deployment => deployment.UpAsync());
        _demo.Expect(up, (StepKind.Create, 2));
        _demo.Expect(Wire.IsSecret(up.Outputs.First(output => output.Key == "token").Value), "the token is a secret");
        _demo.Expect((await sandbox.InstancesAsync()).Count == 2, "the service holds two instances");

        _demo.Begin("Up again finds nothing to do.");
        _demo.Expect(await _demo.RunAsync(program, deployment => deployment.UpAsync()), (StepKind.Same, 2));
    }

    private async Task ChangeAsync()
    {
        _demo.Begin("Another team: one tag of one instance changes, in place.");
        _demo.Set("team", "growth");
        var tag = await _demo.RunAsync(program, deployment => deployment.UpAsync());
        _demo.Expect(tag, (StepKind.Update, 1), (StepKind.Same, 1));
        _demo.Expect(tag.Step("sms").Changes is [{ Path: "tags[1]" }], "the tag is the only change");

        _demo.Begin("A new password: both instances change; the diff names it and shows neither value.");
        _demo.SetSecret("infobipPassword", "second-pass-8115");
        var password = await _demo.RunAsync(program, deployment => deployment.UpAsync());
        _demo.Expect(password, (StepKind.Update, 2));
        _demo.Expect(password.Steps.All(step => step.Changes is [{ Path: "password" }]), "the password is the only change");
    }

    private async Task DriftAsync(SandboxProcess sandbox)
    {
        _demo.Begin("Somebody renames an instance and adds a tag in the console. Refresh finds both.");
        var id = _demo.Stack.FindByName("sms")!.Id;
        await sandbox.EditAsync(id, new JsonObject { ["name"] = "renamed by hand", ["tags"] = new JsonArray("sms", "team-growth", "by-hand") });
        var refresh = await _demo.RunAsync(null, deployment => deployment.RefreshAsync());
        _demo.Expect(refresh, (StepKind.Update, 1), (StepKind.Same, 1));
        _demo.Expect(refresh.Step("sms").Changes is [{ Path: "name" }, { Path: "tags[2]", Kind: StepChangeKind.Add }], "name and tag are found changed, nothing else");

        _demo.Begin("Up brings it back to what the program says.");
        _demo.Expect(await _demo.RunAsync(program, deployment => deployment.UpAsync()), (StepKind.Update, 1), (StepKind.Same, 1));
        var name = (await sandbox.InstancesAsync()).First(instance => instance["id"]!.ToString() == id)["name"]!.ToString();
        _demo.Expect(name == "customer-texts-dev", "the service has the program's name again");
    }

    private async Task ImportAsync(SandboxProcess sandbox)
    {
        _demo.Begin("Somebody made an instance by REST. List finds it beside the two, with its id.");
        var id = await sandbox.CreateAsync("legacy-texts", LegacyPassword);
        var list = await _demo.RunAsync(null, deployment => deployment.ListAsync(InstanceType, new ListQuery { All = true }));
        _demo.Expect(list.Listed.Count == 3 && list.Listed.Contains(new ListedThing(id, "legacy-texts")), "all three instances are listed");

        _demo.Begin("It is imported by that id.");
        var import = await _demo.RunAsync(null, deployment => deployment.ImportAsync(InstanceType, "legacy", id));
        _demo.Expect(import, (StepKind.Import, 1));

        _demo.Begin("With that code in the program, as it is, the imported instance previews quietly.");
        var addition = Pasted(import.Code);
        var pasted = program with { Resources = [.. program.Resources, .. addition.Resources], Config = [.. program.Config, .. addition.Config] };
        _demo.Expect(await _demo.RunAsync(pasted, deployment => deployment.PreviewAsync()), (StepKind.Same, 3));
        await LookUpAsync(pasted, id);
    }

    private async Task LookUpAsync(YamlProgram whole, string id)
    {
        _demo.Begin("A program looks instances up: one by its name, and all that have a tag. No result holds a secret.");
        var lookUps = YamlProgram.Parse("""
            name: infobip-sms
            runtime: yaml
            variables:
              byName:
                fn::invoke:
                  function: infobip:index:getInfoBipInstance
                  arguments: {name: legacy-texts}
              byTag:
                fn::invoke:
                  function: infobip:index:getInfoBipInstances
                  arguments: {tags: [legacy]}
            outputs:
              id: ${byName.id}
              enabled: ${byName.enabled}
              nameOfFirst: ${byTag.instances[0].name}
            """);
        var program = whole with { Variables = whole.Variables.Concat(lookUps.Variables).ToDictionary(), Outputs = lookUps.Outputs };
        var preview = await _demo.RunAsync(program, deployment => deployment.PreviewAsync());
        _demo.Expect(preview, (StepKind.Same, 3));
        _demo.Expect(
            preview.Outputs is [{ Value: var found }, { Value.BoolValue: true }, { Value.StringValue: "legacy-texts" }] && found.StringValue == id,
            "both functions find the instance");
    }

    /// <summary>The code of an import as a program: the password, which the service does not return, is left out, and stays as it is.</summary>
    private static YamlProgram Pasted(string code) => YamlProgram.Parse($$"""
        name: infobip-sms
        runtime: yaml
        resources:
          {{code.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}}
        """);

    private async Task InvalidProgramsAsync()
    {
        _demo.Begin("Every invalid input is named before anything is sent.");
        foreach (var invalid in DemoInvalidProgram.All)
        {
            var result = await _demo.QuietlyAsync(invalid.Program, deployment => deployment.PreviewAsync());
            _demo.Note($"{invalid.What}:");
            foreach (var line in result.Errors.SelectMany(error => error.Message.Split('\n')))
            {
                _demo.Note($"    {line}");
            }

            _demo.Expect(result.Errors is [{ Message: var message }] && message.Contains(invalid.Named, StringComparison.Ordinal), $"{invalid.What} is refused, and {invalid.Named} is named");
        }
    }

    private async Task DestroyAsync(SandboxProcess sandbox)
    {
        _demo.Begin("Destroy deletes all three, and the service is empty.");
        _demo.Expect(await _demo.RunAsync(null, deployment => deployment.DestroyAsync()), (StepKind.Delete, 3));
        _demo.Expect((await sandbox.InstancesAsync()).Count == 0, "the service is empty");
        _demo.Expect(_demo.Stack.Resources.Count == 0, "the stack is empty");
    }
}
