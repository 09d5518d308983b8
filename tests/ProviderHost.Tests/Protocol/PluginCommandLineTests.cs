// What the engine or a person writes behind the plugin's name, and the parts of a URN.
using ProviderHost.Protocol;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Protocol;

public sealed class PluginCommandLineTests
{
    [Theory]
    [InlineData("127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("--logtostderr -v=9 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("--logtostderr -v=9 --tracing http://localhost:9411/api 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("-tracing http://localhost:9411/api 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("--tracing=http://localhost:9411/api 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("--of-a-later-engine 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("", null), InlineData("--tracing x", null), InlineData("--tracing", null)]
    public void The_engines_address_is_found_behind_all_flags(string arguments, string? address)
    {
        var line = PluginCommandLine.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((address, false, false), (line.EngineAddress, line.Help, line.Version));
    }

    [Theory]
    [InlineData("--help", true, false), InlineData("-h", true, false), InlineData("--version", false, true)]
    public void A_person_can_ask(string argument, bool help, bool version) =>
        Assert.Equal(new PluginCommandLine(null, help, version, Trace: false), PluginCommandLine.Parse([argument]));

    [Theory]
    [InlineData("-v=9", true), InlineData("--v=11", true), InlineData("-v=8", false), InlineData("-v=", false)]
    [InlineData("-v=-9", false), InlineData("v=9", false), InlineData("--logtostderr", false)]
    public void The_engines_highest_verbosity_asks_for_every_request(string argument, bool trace) =>
        Assert.Equal(trace, PluginCommandLine.Parse(["--logtostderr", argument, "127.0.0.1:4000"]).Trace);

    [Fact]
    public void The_help_shows_the_version_how_to_attach_and_how_to_trace()
    {
        var help = PluginCommandLine.HelpText(Topic.Package);
        Assert.StartsWith("pulumi-resource-acme 1.2.3\nThe Pulumi provider for acme.", help, StringComparison.Ordinal);
        Assert.Contains("PULUMI_DEBUG_PROVIDERS=acme:", help, StringComparison.Ordinal);
        Assert.Contains("ACME_TRACE=1", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:pulumi:dev::shop::acme:index:Topic::sms", "acme:index:Topic", "sms")]
    [InlineData("urn:pulumi:dev::shop::my:mod:Comp$acme:index:Topic::a::b", "acme:index:Topic", "a::b")]
    [InlineData("urn:pulumi:dev::shop::pulumi:providers:acme::", "pulumi:providers:acme", "")]
    [InlineData("sms", "", "sms"), InlineData("", "", "")]
    public void A_URN_holds_type_and_name(string urn, string type, string name)
    {
        Assert.Equal(type, Urn.Type(urn));
        Assert.Equal(name, Urn.Name(urn));
    }
}
