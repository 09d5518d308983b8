// The plugins that a Pulumi.yaml names.
namespace InfoBip.EngineSimulator.Tests;

public sealed class ProjectPluginTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-simulator-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_is_found_from_the_projects_own()
    {
        _folder.CreateSubdirectory("bin");

        var plugin = Assert.Single(Load("plugins: {providers: [{name: fake, path: ./bin, version: 1.0.0}]}"));

        Assert.Equal(new ProjectPlugin("fake", Path.Combine(_folder.FullName, "bin"), "1.0.0"), plugin);
    }

    [Fact]
    public void Where_there_is_no_project_there_are_no_plugins() => Assert.Empty(ProjectPlugins.Load(_folder.FullName));

    [Theory]
    [InlineData("plugins: {providers: [{name: fake, path: ./gone}]}", "does not exist")]
    [InlineData("plugins: {providers: [{name: fake}]}", "needs a 'name' and a 'path'")]
    [InlineData("plugins: {providers: {name: fake}}", "should be a list")]
    [InlineData("plugins: {languages: []}", "it knows providers")]
    [InlineData("plugins: {providers: [{name: fake, path: ., colour: red}]}", "it knows name, path, version")]
    public void An_error_is_reported(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<ProgramException>(() => Load(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Programs_of_both_kinds_may_name_plugins()
    {
        const string Plugins = "plugins: {providers: [{name: fake, path: ./bin}]}";

        Assert.Equal("demo", YamlProgram.Parse($"name: demo\nruntime: yaml\n{Plugins}").Name);
        Assert.Equal("demo", ProjectFile.Read(YamlReader.Parse($"name: demo\nruntime: dotnet\n{Plugins}")).Name);
    }

    private IReadOnlyList<ProjectPlugin> Load(string plugins)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Pulumi.yaml"), $"name: demo\nruntime: yaml\n{plugins}\n");
        return ProjectPlugins.Load(_folder.FullName);
    }
}
