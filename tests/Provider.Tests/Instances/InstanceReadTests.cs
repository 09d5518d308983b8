// What an import gives of an instance that somebody else made, and what it asks for.
using CsCheck;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceImportTests
{
    private static readonly PropertyMap Inputs = Some.CheckedInputs
        .With("tags", PropertyValue.Of(["b", "a"]))
        .With("extraConfiguration", Wire.Value("""{ "event.vendor.type": "polling", "x.secret": "hidden" }"""));

    [Fact]
    public void An_imported_instance_gives_inputs_as_a_user_would_write_them()
    {
        var answer = Some.Answer(Inputs).Telling("event.notification.enabled", "false").Telling("filter.response.nulls", "false") with { Disabled = true };
        var expected = Inputs.Without("password")
            .With("enabled", PropertyValue.Of(false))
            .With("extraConfiguration", Wire.Value("""{ "event.vendor.type": "polling", "filter.response.nulls": "false", "x.secret": "hidden" }"""));
        Assert.Equal(expected, InstanceImport.Inputs(answer));
    }

    [Fact]
    public void An_import_writes_no_defaults_no_masks_and_nothing_computed()
    {
        var answer = Some.Answer().Telling("x.secret", "********").Telling("y", "") with { Tags = [] };
        Assert.Equal(Some.Inputs.Without("password"), InstanceImport.Inputs(answer));
        Assert.Equal(PropertyMap.Empty, InstanceImport.Inputs(new Instance { Id = 12 }));
    }

    [Fact]
    public void The_program_that_an_import_gives_previews_quietly_once_the_password_is_there() =>
        RandomInputs.Any.Sample(inputs =>
        {
            var imported = InstanceImport.Inputs(Some.Answer(inputs));
            var program = Some.Check(imported.With("password", inputs["password"]), imported);
            Assert.Empty(program.Failures);
            Assert.Empty(Some.Diff(imported, program.Inputs, InstanceState.After(imported, Some.Answer(inputs))));
        });

    [Fact]
    public void The_note_asks_for_the_password() =>
        Assert.Equal("The service does not tell everything about instance 12: add the input 'password' to the program.", Note(Some.Answer()));

    [Fact]
    public void The_note_asks_for_every_required_input_that_the_service_does_not_tell() =>
        Assert.EndsWith(": add the inputs 'sender', 'username', 'password', 'callbackUrl' to the program.", Note(new Instance { Id = 12 }), StringComparison.Ordinal);

    /// <summary>The next PUT would leave them out.</summary>
    [Theory]
    [InlineData("It masks 'x.secret': add it to 'extraConfiguration'", "x.secret")]
    [InlineData("It masks 'x.secret', 'y.secret': add them to 'extraConfiguration'", "y.secret", "x.secret")]
    public void The_note_asks_for_what_the_service_masks(string told, params string[] keys) =>
        Assert.Contains(told, Note(keys.Aggregate(Some.Answer(), (answer, key) => answer.Telling(key, "********"))), StringComparison.Ordinal);

    private static string Note(Instance answer) => InstanceImport.Note(answer, InstanceImport.Inputs(answer));
}
