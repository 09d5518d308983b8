// What the `pulumi` command makes of the package's schema.
namespace InfoBip.Cli.Tests;

[Trait("Needs", "the real CLI")]
public sealed class SchemaTests(InstalledPlugin plugin)
{
    [Fact]
    public async Task The_schema_passes_the_check()
    {
        PulumiCommand.Require();

        var check = await PulumiCommand.RunAsync(PulumiCommand.FilePath!, ["schema", "check", Repository.PathOf("schema.json")], plugin.NewFolder(), plugin.Environment());

        Assert.True(check.ExitCode == 0, check.Text);
    }

    [Theory]
    [InlineData("nodejs", "npm")]
    [InlineData("python", "python3")]
    [InlineData("go", "go")]
    [InlineData("dotnet", "dotnet")]
    [Trait("Needs", "compilers")]
    public Task An_SDK_that_is_generated_from_the_schema_compiles(string language, string compiler) => GenerateAndCompileAsync(language, compiler);

    /// <summary>For itself, because no package is published for Java, and its build needs Gradle.</summary>
    [Fact]
    [Trait("Needs", "Gradle")]
    public Task The_SDK_for_Java_compiles() => GenerateAndCompileAsync("java", "gradle");

    /// <summary>What is generated does not depend on the system, so one that has the compiler is enough.</summary>
    private async Task GenerateAndCompileAsync(string language, string compiler)
    {
        PulumiCommand.Require();
        PulumiCommand.RequireProgram(compiler);
        PulumiCommand.RequireShell();
        var environment = plugin.Environment();
        environment["PULUMI_CLI"] = PulumiCommand.FilePath;
        var folder = plugin.NewFolder();

        var made = await PulumiCommand.RunAsync("bash", [Repository.PathOf("eng/generate-sdk.sh"), language, folder], folder, environment);

        Assert.True(made.ExitCode == 0, made.Text);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(folder, language), "*", SearchOption.AllDirectories));
    }
}
