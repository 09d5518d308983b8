// What a function, or the query of a list, is given.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Resources;

public sealed class ArgumentValidationTests
{
    private static readonly InputDefinition[] Known = [Topic.Name, Topic.Labels];

    [Fact]
    public void Every_error_is_found_at_once() =>
        Assert.Equal(
            [(HostErrors.UnknownArgument, ""), (HostErrors.WrongType, "name"), (HostErrors.WrongType, "labels[0]")],
            ArgumentValidation.Check("getTopic", Known, WireJson.Map("""{ "nam": "x", "name": 1, "labels": [2] }""")).Select(failure => (failure.Code, failure.Property)));

    [Fact]
    public void Null_and_what_the_engine_adds_for_itself_are_no_errors() =>
        Assert.Empty(ArgumentValidation.Check("getTopic", Known, WireJson.Map("""{ "__internal": "x", "labels": null }""")));

    [Fact]
    public void An_unknown_argument_is_valid_for_a_list_and_an_error_for_a_function()
    {
        var given = PropertyMap.Empty.With("name", PropertyValue.Unknown).With("labels", PropertyValue.Of([PropertyValue.Unknown]));
        Assert.Empty(ArgumentValidation.Check("getTopic", Known, given));
        Assert.Equal(
            [(HostErrors.ArgumentNotKnown, "name"), (HostErrors.ArgumentNotKnown, "labels")],
            ArgumentValidation.CheckKnown("getTopic", Known, given).Select(failure => (failure.Code, failure.Property)));
    }
}
