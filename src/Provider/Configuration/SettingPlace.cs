// Where a user wrote the provider's settings: in a stack's configuration, or in the program.
namespace InfoBip.Provider.Configuration;

/// <summary>Names settings as their user wrote them.</summary>
/// <param name="urn">The provider's URN; empty from an old engine.</param>
internal sealed class SettingPlace(string urn)
{
    private const string Separator = "::";

    private readonly string[] _parts = urn.Split(Separator, 4);

    /// <summary>An error in a setting.</summary>
    public string Describe(SettingDefinition setting, string error) => Describe(setting.Name, error);

    /// <summary>An error in a setting, which may be one that there is not.</summary>
    public string Describe(string setting, string error) =>
        Provider is { } provider ? Advice.OfProvider(setting, provider, error)
        : Stack is { } stack ? Advice.InStack(setting, stack, error)
        : Advice.Setting(setting, error);

    /// <summary>What sets a setting.</summary>
    public string HowToSet(SettingDefinition setting) =>
        Provider is null ? Advice.SetInStack(setting.Name, setting.Secret ? "--secret " : string.Empty, setting.Environment) : Advice.SetOnProvider(setting.Environment);

    // urn:pulumi:STACK::PROJECT::TYPE::NAME. The engine's own default provider, which reads the stack's configuration, is named default, or default_1_2_3 with its version.
    private string? Stack => _parts.Length == 4 ? _parts[0][(_parts[0].LastIndexOf(':') + 1)..] : null;

    private string? Provider => _parts.Length == 4 && _parts[3] != "default" && !_parts[3].StartsWith("default_", StringComparison.Ordinal) ? _parts[3] : null;
}
