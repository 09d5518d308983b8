// Wish 28: an import by id alone gives code whose preview is quiet once the password is added.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W28_ImportTests
{
    private static readonly Dictionary<string, string> s_configuration = new()
    {
        ["messaging.sms.infobip.sender"] = "+17777777777",
        ["messaging.sms.infobip.username"] = "acme",
        ["messaging.sms.infobip.password"] = Stage.Password,
        ["messaging.sms.infobip.callback.url"] = "https://www.example.com/auth",
        ["event.vendor.type"] = "polling",
    };

    [Theory]
    [InlineData("your_mom", MaskMode.Stars)]
    [InlineData("element", MaskMode.Stars)]
    [InlineData("your_mom", MaskMode.Empty)]
    [InlineData("your_mom", MaskMode.Absent)]
    [InlineData("your_mom", MaskMode.None)]
    public async Task W28_The_imported_code_previews_quietly_once_the_password_is_added(string dialect, MaskMode masking)
    {
        await using var stage = await Stage.OpenAsync(dialect: dialect);
        stage.Sandbox.Options = stage.Sandbox.Options with { Masking = masking };
        var there = stage.Sandbox.Add("made by hand", configuration: s_configuration, tags: ["a", "b"]);
        stage.Sandbox.Edit(there.Id, instance => instance.Disabled = true);

        var import = await stage.ImportAsync("sms", "12");

        Assert.True(import.Succeeded, Stage.Text(import));
        Assert.Equal(StepKind.Import, import.Step("sms").Kind);
        Assert.DoesNotContain(Stage.Password, import.Code, StringComparison.Ordinal);
        Assert.DoesNotContain("***", import.Code, StringComparison.Ordinal);
        foreach (var line in new[] { "name: \"made by hand\"", "sender: ", "username: \"acme\"", "callbackUrl: ", "tags:", "enabled: false", "event.vendor.type" })
        {
            Assert.Contains(line, import.Code, StringComparison.Ordinal);
        }

        // The service's own defaults are nobody's choice.
        Assert.DoesNotContain("filter.response.nulls", import.Code, StringComparison.Ordinal);

        var program = Adopted(import.Code);
        await stage.PreviewQuietlyAsync(program);
        stage.Sandbox.ClearRequests();
        var up = await stage.DeployAsync(program);
        Assert.False(up.HasChanges, Stage.Changes(up));
        Assert.Empty(stage.Calls);
        await stage.RefreshQuietlyAsync();
        await stage.PreviewQuietlyAsync(program);
    }

    [Fact]
    public async Task W28_The_seeds_shape_of_answer_imports_what_it_tells()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Options = stage.Sandbox.Options with { Answers = AnswerShape.Seed };
        stage.Sandbox.Add("made by hand", configuration: s_configuration);

        var import = await stage.ImportAsync("sms", "12");

        Assert.True(import.Succeeded, Stage.Text(import));
        Assert.Contains("name: \"made by hand\"", import.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W28_The_next_change_after_an_import_sends_the_programs_password_and_no_mask()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Add("made by hand", configuration: s_configuration, tags: ["a"]);
        var program = Adopted((await stage.ImportAsync("sms", "12")).Code);

        await stage.DeployAsync(program.Replace("\"acme\"", "\"other\"", StringComparison.Ordinal));

        var instance = Assert.Single(stage.Sandbox.Instances);
        Assert.Equal("other", instance.Configuration["messaging.sms.infobip.username"]);
        Assert.Equal(Stage.Password, instance.Configuration["messaging.sms.infobip.password"]);
        Assert.Equal(0, stage.Sandbox.MaskedValuesReceived);
        Assert.Equal(Stage.Password, Wire.Reveal(stage.State.Inputs.Fields["password"]).StringValue);
    }

    [Fact]
    public async Task W28_An_instance_of_another_connector_is_refused_with_its_kind_named()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Add("mail", "sendgrid");

        var import = await stage.ImportAsync("sms", "12");

        Assert.False(import.Succeeded);
        Assert.Contains("'sendgrid'", Stage.Text(import), StringComparison.Ordinal);
        Assert.Null(stage.Stack.FindByName("sms"));
    }

    [Theory]
    [InlineData("999", "There is no")]
    [InlineData("made by hand", "ids are whole numbers")]
    public async Task W28_An_id_that_is_none_or_not_there_is_an_error(string id, string told)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Add("made by hand", configuration: s_configuration);

        var import = await stage.ImportAsync("sms", id);

        Assert.False(import.Succeeded);
        Assert.Contains(told, Stage.Text(import), StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Stack.Resources, resource => !resource.IsProvider);
    }

    [Fact]
    public async Task W28_The_import_option_of_a_program_takes_the_instance_over()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Add("made by hand", configuration: s_configuration, tags: ["a"]);
        string[] properties = ["name: made by hand", "tags: [a]", "extraConfiguration: { event.vendor.type: polling }"];

        var up = await stage.DeployAsync(Stage.Program(properties, ["import: \"12\""]));

        Assert.Equal(StepKind.Import, Assert.Single(up.Steps, step => step.Name == "sms").Kind);
        Assert.Equal("12", stage.State.Id);
        await stage.PreviewQuietlyAsync(Stage.Program(properties));
        Assert.Single(stage.Sandbox.Instances);
    }

    /// <summary>The code as a whole program, with the password added.</summary>
    private static string Adopted(string code)
    {
        var resources = code.TrimEnd().Split('\n').ToList();
        var properties = resources.FindIndex(line => line.Trim() == "properties:");
        Assert.True(properties > 0, code);
        resources.Insert(properties + 1, $"{resources[properties].Replace("properties:", "", StringComparison.Ordinal)}  password: ${{password}}");
        return $$"""
            name: messaging
            runtime: yaml
            config:
              password:
                type: string
                secret: true
            resources:
            {{string.Join('\n', resources.Select(line => $"  {line}"))}}
            """;
    }
}
