// Programs with providers of their own.
namespace InfoBip.Plugin.Tests;

/// <summary>YAML for programs that <see cref="StackFixture.Program(string[])"/> cannot write.</summary>
internal static class ProviderPrograms
{
    /// <summary>One instance of an explicit provider whose arguments are written plainly.</summary>
    public static string WithProvider(Uri baseUrl, string userSecret, string organizationSecret) =>
        $$"""
        name: messaging
        runtime: yaml
        resources:
        {{Provider("own", baseUrl.ToString(), userSecret, organizationSecret)}}
        {{Instance("sms", "own")}}
        """;

    /// <summary>Two instances, each of a provider of its own.</summary>
    public static string WithTwoProviders(Uri first, Uri second) =>
        $$"""
        name: messaging
        runtime: yaml
        resources:
        {{Provider("one", first.ToString(), SampleSecrets.User, SampleSecrets.Organization)}}
        {{Provider("two", second.ToString(), SampleSecrets.User, SampleSecrets.Organization)}}
        {{Instance("here", "one")}}
        {{Instance("there", "two")}}
        """;

    /// <summary>An instance of the default provider, and one of a provider with a setting that is known only after the first one is created.</summary>
    public static string WithUnknownSetting(string setting, Uri baseUrl)
    {
        string Of(string name, string known) => name == setting ? "${first.token}" : known;
        return $$"""
            name: messaging
            runtime: yaml
            resources:
            {{Instance("first", null)}}
            {{Provider("late", Of("baseUrl", baseUrl.ToString()), Of("userSecret", "u"), Of("organizationSecret", "o"))}}
            {{Instance("second", "late")}}
            """;
    }

    private static string Provider(string name, string baseUrl, string userSecret, string organizationSecret) =>
        $$"""
          {{name}}:
            type: pulumi:providers:infobip
            properties:
              baseUrl: {{baseUrl}}
              userSecret: {{userSecret}}
              organizationSecret: {{organizationSecret}}
              maxRetries: 0
        """;

    private static string Instance(string name, string? provider) =>
        $$"""
          {{name}}:
            type: infobip:index:InfoBipInstance
            properties:
              sender: "+17777777777"
              username: acme
              password: hush
              callbackUrl: https://www.example.com/auth
        """ + (provider is null ? "" : $"\n    options:\n      provider: ${{{provider}}}");
}
