// Packages of the SDK and programs that reference them, made once for all tests.
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using InfoBip.Tests.Shared;

[assembly: AssemblyFixture(typeof(Programs.Tests.Fixtures.PackageFixture))]

namespace Programs.Tests.Fixtures;

/// <summary>Everything is made below one temporary folder, when it is first asked for.</summary>
public sealed partial class PackageFixture : IAsyncDisposable
{
    /// <summary>Where the copy pretends to come from.</summary>
    public const string Remote = "https://github.com/acme/pulumi-infobip";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infobip-packages-");
    private readonly Lazy<Task<string>> _package;
    private readonly Lazy<Task<Release>> _release;
    private readonly Lazy<Task<string>> _firstProgram;
    private readonly Lazy<Task<string>> _archive;
    private readonly Lazy<Task<FileServer>> _server;

    /// <summary>Makes nothing yet.</summary>
    public PackageFixture()
    {
        _package = new(PackAsync);
        _release = new(ReleaseAsync);
        _firstProgram = new(async () => await ProgramAsync("first", Path.GetDirectoryName(await PackageAsync())!, Path.Combine(StackFixture.Root, "sdk", "dotnet", "Pulumi.InfoBip", "README.md")));
        _archive = new(ArchiveAsync);
        _server = new(async () => await FileServer.StartAsync(Path.GetDirectoryName(await ArchivePluginAsync())!));
    }

    /// <summary>The version of the plugin that the SDK asks for.</summary>
    public static string Version { get; } = File.ReadAllText(Path.Combine(StackFixture.Root, "sdk", "dotnet", "Pulumi.InfoBip", "version.txt")).Trim();

    /// <summary>The commands by which a user makes a project and takes the package; the READMEs name the same ones.</summary>
    public static IReadOnlyList<string> Commands { get; } = ["dotnet new console", "dotnet add package Pulumi.InfoBip", "dotnet build"];

    /// <summary>The package's version here: one that no cache of this machine holds.</summary>
    internal static string PackageVersion { get; } = $"{Version}-test";

    /// <summary>The package of the repository as it is; its symbols lie beside it.</summary>
    internal Task<string> PackageAsync() => _package.Value;

    /// <summary>The package as a publisher makes it: with a download URL, from a checkout of a repository on GitHub.</summary>
    internal Task<Release> ReleasePackageAsync() => _release.Value;

    /// <summary>The program of the SDK's README, made in an empty folder as it says: built.</summary>
    internal Task<string> FirstProgramAsync() => _firstProgram.Value;

    /// <summary>The plugin under test, packed for a release.</summary>
    internal Task<string> ArchivePluginAsync() => _archive.Value;

    /// <summary>Unpacks the archive where the real CLI installs a plugin.</summary>
    /// <returns>The folder.</returns>
    internal async Task<string> InstallPluginAsync(string home) => await PluginArchive.InstallAsync(await ArchivePluginAsync(), home, Version);

    /// <summary>A server that has the archive.</summary>
    internal Task<FileServer> ServerAsync() => _server.Value;

    /// <summary>A folder that does not exist yet.</summary>
    internal string NewFolder(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Makes and builds a program in an empty folder, from the first one that a page prints.</summary>
    /// <param name="name">The name of the project.</param>
    /// <param name="feed">The folder that has the package.</param>
    /// <param name="page">The page.</param>
    internal async Task<string> ProgramAsync(string name, string feed, string page)
    {
        var folder = Directory.CreateDirectory(NewFolder(name)).FullName;

        // The package lands in a folder of the test's own; what it depends on is taken from where the tests' build put it. Where this
        // machine says which package comes from which feed, ours is not among them.
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, "packages")}" /></config>
              <packageSources><add key="infobip" value="{feed}" /></packageSources>
              <packageSourceMapping><clear /></packageSourceMapping>
              <fallbackPackageFolders><add key="built" value="{packages}" /></fallbackPackageFolders>
            </configuration>
            """);
        await RunAsync(Commands[0]);
        await RunAsync($"{Commands[1]} --version {PackageVersion}");
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), CSharpBlock().Match(await File.ReadAllTextAsync(page)).Groups["code"].Value);
        await RunAsync(Commands[2]);
        return Directory.GetFiles(Path.Combine(folder, "bin"), $"{name}.dll", SearchOption.AllDirectories).Single();

        Task<string> RunAsync(string command) => command.Split(' ') switch { var words => Tool.RunAsync(folder, words[0], words[1..]) };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _server.Value).DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<string> PackAsync()
    {
        var output = NewFolder("package");
        await Tool.RunAsync(StackFixture.Root, "dotnet",
            ["pack", "sdk/dotnet/Pulumi.InfoBip", "-c", StackFixture.Configuration, "--no-build", "-o", output, $"-p:PackageVersion={PackageVersion}"]);
        return Path.Combine(output, $"Pulumi.InfoBip.{PackageVersion}.nupkg");
    }

    private async Task<Release> ReleaseAsync()
    {
        var url = $"{(await ServerAsync()).Url}/${{NAME}}/${{VERSION}}";
        SdkCopy copy = new(NewFolder("release"));
        await copy.SetReleaseUrlAsync(url);
        var commit = await copy.CheckInAsync(Remote);
        var output = NewFolder("release-package");
        await copy.PackAsync(
            output, 0, $"PackageVersion={PackageVersion}", "GITHUB_ACTIONS=true", $"PackageValidationBaselinePath={await PackageAsync()}");
        return new Release(Path.Combine(output, $"Pulumi.InfoBip.{PackageVersion}.nupkg"), url, commit);
    }

    private async Task<string> ArchiveAsync()
    {
        var plugin = StackFixture.Plugin();
        if (plugin.EndsWith(".dll", StringComparison.Ordinal))
        {
            // The managed build is an assembly; a release holds an executable.
            var script = NewFolder("plugin");
            await File.WriteAllTextAsync(script, $"#!/bin/sh\nexec dotnet '{plugin}' \"$@\"\n");
            plugin = script;
        }

        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var runtime = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var folder = NewFolder("dist");
        await Tool.RunAsync(StackFixture.Root, "bash", ["eng/archive-plugin.sh", plugin, runtime, folder]);
        return Path.Combine(folder, PluginArchive.Name(Version));
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharpBlock();
}

/// <summary>A package as it is published.</summary>
/// <param name="Package">The file.</param>
/// <param name="Url">Where it says that the plugin is downloaded from.</param>
/// <param name="Commit">What it was built from.</param>
internal sealed record Release(string Package, string Url, string Commit);
