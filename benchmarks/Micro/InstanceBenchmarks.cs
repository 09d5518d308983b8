// How long the plugin's own work takes: check, diff, codec, request body.
using BenchmarkDotNet.Attributes;
using Google.Protobuf.WellKnownTypes;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.MicroBenchmarks;

[MemoryDiagnoser]
[ShortRunJob]
public class InstanceBenchmarks
{
    private static readonly InstanceDefinition s_definition = InstanceDefinition.Standard;

    private readonly CheckCall _check;
    private readonly DiffCall _diff;
    private readonly PropertyMap _inputs;
    private readonly Struct _wire;
    private readonly Instance _answer = new()
    {
        Id = 12,
        Name = "sms",
        Token = "token",
        Tags = ["a", "b"],
        Valid = true,
        Disabled = false,
        Configuration = new Dictionary<string, string> { ["messaging.sms.infobip.sender"] = "+17777777777" },
    };

    public InstanceBenchmarks()
    {
        _inputs = new PropertyMap(
        [
            KeyValuePair.Create("sender", PropertyValue.Of("+17777777777")),
            KeyValuePair.Create("username", PropertyValue.Of("acme")),
            KeyValuePair.Create("password", PropertyValue.Secret(PropertyValue.Of("secret"))),
            KeyValuePair.Create("callbackUrl", PropertyValue.Of("https://www.example.com/auth")),
            KeyValuePair.Create("tags", PropertyValue.Of(["a", "b", "c", "d"])),
            KeyValuePair.Create("extraConfiguration", PropertyValue.Of(new PropertyMap(
                [KeyValuePair.Create("event.notification.enabled", PropertyValue.Of("true"))]))),
        ]);
        _check = new CheckCall(new ResourceIdentity("urn:pulumi:dev::p::infobip:index:InfoBipInstance::sms", "sms"), PropertyMap.Empty, _inputs, new byte[32], null);
        var state = s_definition.State(_inputs, _answer);
        _diff = new DiffCall("12", state, _inputs, _inputs.With("tags", PropertyValue.Of(["d", "c", "b", "x"])), []);
        _wire = PropertyCodec.Encode(state);
    }

    [Benchmark]
    public object Check() => s_definition.Resource.Check(_check);

    [Benchmark]
    public object Diff() => s_definition.Resource.Diff(_diff);

    [Benchmark]
    public object DecodeState() => PropertyCodec.Decode(_wire);

    [Benchmark]
    public object EncodeInputs() => PropertyCodec.Encode(_inputs);

    [Benchmark]
    public object StateFromAnswer() => s_definition.State(_inputs, _answer);
}
