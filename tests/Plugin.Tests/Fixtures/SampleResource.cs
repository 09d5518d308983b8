// The sample instance as a resource of a program, in the engine's form.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests;

internal static class SampleResource
{
    public const string Type = "infobip:index:InfoBipInstance";
    public const string Urn = "urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::sms";
    public const string ProviderUrn = "urn:pulumi:dev::messaging::pulumi:providers:infobip::default";
    public const string ProviderType = "pulumi:providers:infobip";
    public const string GeneratedName = "sms-0123abc";

    /// <summary>The usual inputs; a member given here replaces the usual one, null takes it out.</summary>
    public static Struct Inputs(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var inputs = Wire.Map(
            ("sender", SampleInstance.Sender),
            ("username", SampleInstance.Username),
            ("password", Wire.Secret(SampleSecrets.Password)),
            ("callbackUrl", SampleInstance.CallbackUrl),
            ("name", "sms"));
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                inputs.Fields.Remove(name);
            }
            else
            {
                inputs.Fields[name] = Wire.Of(value);
            }
        }

        return inputs;
    }

    /// <summary>The usual inputs with a name that the plugin generated: it is unique, so a create does not look for others of that name first.</summary>
    public static Struct InputsWithGeneratedName() => Inputs(("name", GeneratedName), ("__generatedName", GeneratedName));
}
