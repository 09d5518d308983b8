// An import by id alone gives code whose preview is quiet once the password is added.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Import;

public sealed class ImportTests
{
    private static readonly Dictionary<string, string> s_configuration = SampleInstance.Configuration(("event.vendor.type", "polling"));

    [Theory]
    [InlineData("your_mom", MaskMode.Stars)]
    [InlineData("element", MaskMode.Stars)]
    [InlineData("your_mom", MaskMode.Empty)]
    [InlineData("your_mom", MaskMode.Absent)]
    [InlineData("your_mom", MaskMode.None)]
    public async Task The_imported_code_previews_quietly_as_it_is_and_a_password_that_is_added_is_one_patched_entry(string dialect, MaskMode masking)
    {
        await using var fixture = await StackFixture.OpenAsync(dialect: dialect);
        fixture.Sandbox.Options = fixture.Sandbox.Options with { Masking = masking };
        var there = fixture.Sandbox.Add("made by hand", configuration: s_configuration, tags: ["a", "b"]);
        fixture.Sandbox.Edit(there.Id, instance => instance.Disabled = true);

        var import = await fixture.ImportAsync("sms", "12");

        Assert.True(import.Succeeded, StackFixture.Text(import));
        Assert.Equal(StepKind.Import, import.Step("sms").Kind);
        Assert.DoesNotContain(SampleSecrets.Password, import.Code, StringComparison.Ordinal);
        Assert.DoesNotContain("***", import.Code, StringComparison.Ordinal);
        foreach (var line in new[] { "name: \"made by hand\"", "sender: ", "username: \"acme\"", "callbackUrl: ", "tags:", "enabled: false", "event.vendor.type" })
        {
            Assert.Contains(line, import.Code, StringComparison.Ordinal);
        }

        // The service's own defaults were not chosen.
        Assert.DoesNotContain("filter.response.nulls", import.Code, StringComparison.Ordinal);

        await fixture.PreviewQuietlyAsync(Adopted(import.Code, password: false));
        fixture.Sandbox.ClearRequests();
        var program = Adopted(import.Code, password: true);
        await fixture.DeployAsync(program);
        Assert.Equal(["PATCH /instances/12"], fixture.Calls);
        Assert.Equal("{\"configuration\":{\"messaging.sms.infobip.password\":\"canary-p\\\"ss/word+1\"}}", fixture.Requests[0].Body);
        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(program);
    }

    [Fact]
    public async Task The_seeds_shape_of_answer_imports_what_it_holds()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Options = fixture.Sandbox.Options with { Answers = AnswerShape.Seed };
        fixture.Sandbox.Add("made by hand", configuration: s_configuration);

        var import = await fixture.ImportAsync("sms", "12");

        Assert.True(import.Succeeded, StackFixture.Text(import));
        Assert.Contains("name: \"made by hand\"", import.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_change_after_an_import_sends_the_programs_password_and_no_mask()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Add("made by hand", configuration: s_configuration, tags: ["a"]);
        var program = Adopted((await fixture.ImportAsync("sms", "12")).Code);

        await fixture.DeployAsync(program.Replace("\"acme\"", "\"other\"", StringComparison.Ordinal));

        var instance = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal("other", instance.Configuration[SampleInstance.UsernameKey]);
        Assert.Equal(SampleSecrets.Password, instance.Configuration[SampleInstance.PasswordKey]);
        Assert.Equal(0, fixture.Sandbox.MaskedValuesReceived);
        Assert.Equal(SampleSecrets.Password, Wire.Reveal(fixture.State.Inputs.Fields["password"]).StringValue);
    }

    [Fact]
    public async Task An_instance_of_another_connector_is_refused_and_the_connector_named()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Add("mail", "sendgrid");

        var import = await fixture.ImportAsync("sms", "12");

        Assert.False(import.Succeeded);
        Failures.AssertError(StackFixture.Text(import), "IB4005", "12", "'sendgrid'");
        Assert.Null(fixture.Stack.FindByName("sms"));
    }

    [Theory]
    [InlineData("999", "'999'")]
    [InlineData("made by hand", "[IB2012]")]
    public async Task An_id_that_is_none_or_not_there_is_an_error(string id, string part)
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Add("made by hand", configuration: s_configuration);

        var import = await fixture.ImportAsync("sms", id);

        Assert.False(import.Succeeded);
        Assert.Contains(part, StackFixture.Text(import), StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Stack.Resources, resource => !resource.IsProvider);
    }

    [Fact]
    public async Task The_import_option_of_a_program_adopts_the_instance()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Add("made by hand", configuration: s_configuration, tags: ["a"]);
        string[] properties = ["name: made by hand", "tags: [a]", "extraConfiguration: { event.vendor.type: polling }"];

        var up = await fixture.DeployAsync(StackFixture.Program(properties, ["import: \"12\""]));

        // The password, which the service does not return, is an update of one entry in the same run.
        Assert.Equal([StepKind.Import, StepKind.Update], up.Steps.Where(step => step.Name == "sms").Select(step => step.Kind));
        Assert.Equal("12", fixture.State.Id);
        await fixture.PreviewQuietlyAsync(StackFixture.Program(properties));
        Assert.Single(fixture.Sandbox.Instances);
    }

    /// <summary>The code as a whole program, as it is or with the password added.</summary>
    [Fact]
    public async Task Forty_imported_instances_preview_without_a_change_and_in_few_words()
    {
        const int Instances = 40;
        await using var fixture = await StackFixture.OpenAsync();
        var resources = new List<string>();
        foreach (var number in Enumerable.Range(0, Instances))
        {
            string[] tags = number % 3 == 0 ? [] : ["b", "a"];
            var there = fixture.Sandbox.Add($"tenant {number}", configuration: number % 2 == 0 ? s_configuration : SampleInstance.Configuration(), tags: tags);
            fixture.Sandbox.Edit(there.Id, instance => instance.Disabled = number % 4 == 0);
            var import = await fixture.ImportAsync($"tenant-{number}", there.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(import.Succeeded, StackFixture.Text(import));
            Assert.Empty(import.Diagnostics);
            resources.AddRange(import.Code.TrimEnd().Split('\n'));
        }

        var preview = await fixture.PreviewAsync($"name: messaging\nruntime: yaml\nresources:\n{string.Join('\n', resources.Select(line => $"  {line}"))}");

        Assert.True(preview.Succeeded, StackFixture.Text(preview));
        Assert.False(preview.HasChanges, StackFixture.Changes(preview));
        await using var output = new StringWriter();
        new ResultDisplay(output, fixture.Config).Show(preview);
        Assert.InRange(output.ToString().TrimEnd().Split('\n').Length, 1, 14);
    }

    private static string Adopted(string code, bool password = true)
    {
        var resources = code.TrimEnd().Split('\n').ToList();
        var properties = resources.FindIndex(line => line.Trim() == "properties:");
        Assert.True(properties > 0, code);
        if (password)
        {
            resources.Insert(properties + 1, $"{resources[properties].Replace("properties:", "", StringComparison.Ordinal)}  password: ${{password}}");
        }

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
