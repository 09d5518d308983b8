// What the engine or a person writes behind the plugin's name, and the parts of a URN.
using ProviderHost.Protocol;

namespace InfoBip.Provider.Tests.Protocol;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("--logtostderr -v=9 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("--logtostderr -v=9 --tracing http://localhost:9411/api 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("-tracing http://localhost:9411/api 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("--tracing=http://localhost:9411/api 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("--of-a-later-engine 127.0.0.1:4000", "127.0.0.1:4000")]
    [InlineData("", null)]
    [InlineData("--tracing x", null)]
    [InlineData("--tracing", null)]
    public void The_engines_address_is_found_behind_all_flags(string arguments, string? address)
    {
        var line = CommandLine.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((address, false, false), (line.EngineAddress, line.Help, line.Version));
    }

    [Theory]
    [InlineData("--help", true, false)]
    [InlineData("-h", true, false)]
    [InlineData("--version", false, true)]
    public void A_person_can_ask(string argument, bool help, bool version) =>
        Assert.Equal(new CommandLine(null, help, version, Trace: false), CommandLine.Parse([argument]));

    [Theory]
    [InlineData("-v=9", true)]
    [InlineData("--v=11", true)]
    [InlineData("-v=8", false)]
    [InlineData("-v=", false)]
    [InlineData("-v=-9", false)]
    [InlineData("v=9", false)]
    [InlineData("--logtostderr", false)]
    public void The_engines_highest_verbosity_asks_for_every_request(string argument, bool trace) =>
        Assert.Equal(trace, CommandLine.Parse(["--logtostderr", argument, "127.0.0.1:4000"]).Trace);

    [Fact]
    public void The_help_tells_the_version_and_how_to_attach()
    {
        Assert.Contains(PluginVersion.Text, CommandLine.HelpText, StringComparison.Ordinal);
        Assert.Contains("PULUMI_DEBUG_PROVIDERS=infobip:", CommandLine.HelpText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:pulumi:dev::shop::infobip:index:InfoBipInstance::sms", "infobip:index:InfoBipInstance", "sms")]
    [InlineData("urn:pulumi:dev::shop::my:mod:Comp$infobip:index:InfoBipInstance::a::b", "infobip:index:InfoBipInstance", "a::b")]
    [InlineData("urn:pulumi:dev::shop::pulumi:providers:infobip::", "pulumi:providers:infobip", "")]
    [InlineData("sms", "", "sms")]
    [InlineData("", "", "")]
    public void A_URN_tells_type_and_name(string urn, string type, string name)
    {
        Assert.Equal(type, Urn.Type(urn));
        Assert.Equal(name, Urn.Name(urn));
    }
}
