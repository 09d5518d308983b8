// What counts as a difference, and where it is.
using CsCheck;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceDiffTests
{
    [Fact]
    public void Inputs_do_not_differ_from_themselves() =>
        RandomInputs.Any.Sample(inputs => Assert.Empty(Some.Diff(inputs, inputs, InstanceState.After(inputs, Some.Answer(inputs)))));

    [Fact]
    public void Exactly_what_changed_is_told() =>
        Gen.Select(RandomInputs.Any, RandomInputs.Any).Sample((olds, news) =>
        {
            var heads = InstanceDiff.Diff(new(PropertyMap.Empty, olds, news, [])).Changes.Select(change => change.Path.Head).Distinct();
            Assert.Equal(InstanceProperties.Inputs.Select(input => input.Name).Where(name => Meaning(name, olds) != Meaning(name, news)), heads);
        });

    [Fact]
    public void Nothing_ever_replaces_an_instance() =>
        Gen.Select(RandomInputs.Any, RandomInputs.Any).Sample((olds, news) =>
            Assert.All(InstanceDiff.Diff(new(PropertyMap.Empty, olds, news, [])).Changes, change => Assert.False(change.Replaces)));

    [Fact]
    public void No_path_is_told_twice_and_each_can_be_read() =>
        Gen.Select(RandomInputs.Any, RandomInputs.Any).Sample((olds, news) =>
        {
            var paths = InstanceDiff.Diff(new(PropertyMap.Empty, olds, news, [])).Changes.Select(change => change.Path.ToString()).ToList();
            Assert.Equal(paths.Distinct(), paths);
            Assert.All(paths, path => Assert.NotNull(PropertyPath.Parse(path)));
        });

    [Fact]
    public void A_changed_password_is_the_one_difference() =>
        Assert.Equal(["Update password"], Some.Diff(Some.CheckedInputs, Some.CheckedInputs.With("password", PropertyValue.Secret(PropertyValue.Of("new")))));

    [Fact]
    public void Whether_something_is_marked_secret_is_no_difference() => Assert.Empty(Some.Diff(Some.Inputs, Some.CheckedInputs));

    [Theory]
    [InlineData("null", "true", "")]
    [InlineData("true", "null", "")]
    [InlineData("null", "false", "Add enabled")]
    [InlineData("true", "false", "Update enabled")]
    [InlineData("false", "true", "Update enabled")]
    [InlineData("false", "null", "Delete enabled")]
    public void Left_out_enabled_means_on(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join(", ", Some.Diff(Some.InputsWith("enabled", before), Some.InputsWith("enabled", after))));

    [Theory]
    [InlineData("""{ "a.b": "1" }""", """{ "a.b": "2" }""", "Update extraConfiguration[\"a.b\"]")]
    [InlineData("""{ "a.b": "1" }""", "{}", "Delete extraConfiguration[\"a.b\"]")]
    [InlineData("null", """{ "a.b": "1", "c": "2" }""", "Add extraConfiguration[\"a.b\"], Add extraConfiguration.c")]
    [InlineData("""{ "a": "1" }""", "null", "Delete extraConfiguration.a")]
    [InlineData("{}", "null", "")]
    [InlineData("""{ "a": null }""", "{}", "")]
    [InlineData("""{ "a": "1", "b": "2" }""", """{ "b": "2", "a": "1" }""", "")]
    [InlineData("{}", "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"", "Update extraConfiguration")]
    public void Each_configuration_entry_has_its_own_path(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join(", ", Some.Diff(Some.InputsWith("extraConfiguration", before), Some.InputsWith("extraConfiguration", after))));

    [Theory]
    [InlineData("tags")]
    [InlineData("tags[1]")]
    [InlineData("tags[*]")]
    [InlineData("*")]
    public void A_place_that_is_to_be_left_alone_is_no_difference(string ignored) =>
        Assert.Empty(Some.Diff(Some.InputsWith("tags", """["a", "b"]"""), Some.InputsWith("tags", """["a", "c"]"""), null, ignored));

    [Fact]
    public void Patterns_leave_alone_what_they_name_and_nothing_else()
    {
        var olds = Some.InputsWith("extraConfiguration", """{ "a.b": "1", "c": "1" }""");
        var news = Some.InputsWith("extraConfiguration", """{ "a.b": "2", "c": "2" }""").With("sender", PropertyValue.Of("x"));
        Assert.Equal(["Update sender", "Update extraConfiguration.c"], Some.Diff(olds, news, null, "extraConfiguration[\"a.b\"]"));
        Assert.Equal(["Update sender"], Some.Diff(olds, news, null, "extraConfiguration.*"));
        Assert.Equal(3, Some.Diff(olds, news, null, "extraConfiguration.a.b").Count);
    }

    [Fact]
    public void The_password_of_an_imported_instance_is_taken_over_without_a_difference()
    {
        var imported = InstanceImport.Inputs(Some.Answer());
        Assert.Empty(Some.Diff(imported, Some.CheckedInputs));
        Assert.Equal(["Update sender"], Some.Diff(imported, Some.CheckedInputs.With("sender", PropertyValue.Of("x"))));
    }

    [Fact]
    public void An_old_engine_that_sends_outputs_alone_sees_the_same()
    {
        var state = InstanceState.After(Some.CheckedInputs, Some.Answer());
        Assert.Empty(Some.Diff(null, Some.CheckedInputs, state));
        Assert.Equal(["Update sender"], Some.Diff(null, Some.CheckedInputs.With("sender", PropertyValue.Of("x")), state));
    }

    /// <summary>The outputs hold the tags also where the program does not manage them, and taking them for the program's would clear them.</summary>
    [Fact]
    public void An_old_engine_that_sends_outputs_alone_does_not_clear_tags_that_are_not_managed()
    {
        var state = InstanceState.After(Some.CheckedInputs, Some.Answer() with { Tags = ["theirs"] });
        Assert.Empty(Some.Diff(null, Some.CheckedInputs, state));
    }

    /// <summary>What an input means, written down independently of the comparison.</summary>
    private static string Meaning(string name, PropertyMap inputs) => name switch
    {
        "enabled" => (inputs.Find(name)?.AsBool ?? true).ToString(),
        "tags" => inputs.Find(name) is { } tags && (InstanceAnswer.Texts(tags).Count > 0)
            ? string.Join('|', InstanceAnswer.Texts(tags).Distinct().Order(StringComparer.Ordinal))
            : string.Empty,
        "extraConfiguration" => inputs.Find(name)?.Plain is PropertyValue.ObjectValue map
            ? string.Join('|', map.Members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={member.Value.AsString}"))
            : string.Empty,
        _ => inputs.Find(name)?.AsString ?? string.Empty,
    };
}
