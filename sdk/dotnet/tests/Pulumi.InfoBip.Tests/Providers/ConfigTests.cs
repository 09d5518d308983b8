// The stack's configuration as the program reads it.
using System.Text.Json;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Providers;

public sealed class ConfigTests
{
    private static readonly string[] Variables = [.. SchemaFile.Properties(SchemaFile.ConfigVariables).Select(variable => variable.Name)];

    public static TheoryData<string> Names => [.. Variables];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_setting_of_the_stack_is_read(string name)
    {
        using EnvironmentScope environment = new(new()
        {
            ["PULUMI_CONFIG"] = JsonSerializer.Serialize(Variables.Index().ToDictionary(variable => $"infobip:{variable.Item}", variable => $"{variable.Index + 100}")),
        });
        object? read = null;

        await new Recorder().RunAsync(() => read = Property(name).GetValue(null));

        Assert.Equal($"{Array.IndexOf(Variables, name) + 100}", read?.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_setting_that_the_stack_lacks_is_null_whatever_the_environment_holds(string name)
    {
        using EnvironmentScope environment = new(new()
        {
            ["PULUMI_CONFIG"] = """{ "other:userSecret": "not ours" }""",
            ["INFOBIP_USER_SECRET"] = "user",
            ["INFOBIP_ORGANIZATION_SECRET"] = "organization",
            ["INFOBIP_API_DIALECT"] = "element",
            ["INFOBIP_BASE_URL"] = "https://api.example.com",
        });
        object? read = "unread";

        await new Recorder().RunAsync(() => read = Property(name).GetValue(null));

        Assert.Null(read);
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused_by_its_key()
    {
        using EnvironmentScope environment = new(new() { ["PULUMI_CONFIG"] = """{ "infobip:maxRetries": "many" }""" });

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => new Recorder().RunAsync(() => _ = Config.MaxRetries));

        Assert.Contains("infobip:maxRetries", refused.ToString(), StringComparison.Ordinal);
    }

    private static System.Reflection.PropertyInfo Property(string name) => typeof(Config).GetProperty(SchemaFile.MemberOf(name))!;
}
