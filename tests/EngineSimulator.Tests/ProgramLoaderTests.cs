// From a folder with a Pulumi.yaml to a program.
namespace InfoBip.EngineSimulator.Tests;

public sealed class ProgramLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-simulator-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_CSharp_project_is_built_and_run()
    {
        Write("Pulumi.yaml", "name: built\nruntime: dotnet\n");
        Write("Small.csproj", Project);
        Write("Program.cs", "System.Console.Error.WriteLine(System.Environment.GetEnvironmentVariable(\"PULUMI_PROJECT\")); return 7;");
        await using var fixture = new SimulatorFixture();

        var program = await LoadAsync();
        var result = await fixture.UpAsync(program);

        Assert.Equal("built", program.Name);
        Assert.Equal("The program ended with exit code 7. Its stderr says:\ndemo", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public async Task What_does_not_build_is_reported_in_the_compilers_words()
    {
        Write("Pulumi.yaml", "name: broken\nruntime: dotnet\n");
        Write("Small.csproj", Project);
        Write("Program.cs", "return missing;");

        var error = await Assert.ThrowsAsync<EngineException>(() => LoadAsync());

        Assert.Contains("dotnet build failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("CS0103", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_project_may_name_its_built_program_itself()
    {
        Write("Pulumi.yaml", "name: demo\nruntime: {name: dotnet, options: {binary: ./app}}\nauthor: me");
        Write("app", "");

        var program = Assert.IsType<ProcessProgram>(await LoadAsync());

        Assert.Equal(("demo", Path.Combine(_folder.FullName, "app"), _folder.FullName), (program.Name, program.Path, program.Folder));
    }

    [Theory]
    [InlineData("name: demo\nruntime: nodejs", "not 'nodejs'")]
    [InlineData("runtime: dotnet", "has no 'name'")]
    [InlineData("name: demo\nruntime: dotnet\nconfig: {a: b}", "'config' is not supported in a project")]
    [InlineData("name: demo\nruntime: {name: dotnet, options: {fast: true}}", "'fast' is not supported")]
    [InlineData("name: demo\nruntime: {name: dotnet, version: 1}", "'version' is not supported")]
    [InlineData("name: demo\nruntime: {name: dotnet, options: {binary: gone}}", "no built program at")]
    public async Task Errors_in_a_project_are_reported(string project, string message)
    {
        Write("Pulumi.yaml", project);

        Assert.Contains(message, (await Assert.ThrowsAsync<EngineException>(() => LoadAsync())).Message, StringComparison.Ordinal);
    }

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
        """;

    private Task<IProgram> LoadAsync() => ProgramLoader.LoadAsync(_folder.FullName);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
