// The C# examples published as single files, made once for all tests when they are first asked for.
using System.Runtime.InteropServices;

[assembly: AssemblyFixture(typeof(Tenants.Tests.Fixtures.SingleFiles))]

namespace Tenants.Tests.Fixtures;

/// <summary>Publishes below a temporary folder, so that no build of the repository is touched.</summary>
public sealed class SingleFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("single-files-");
    private readonly Lazy<Task<string>> _tenants;
    private readonly Lazy<Task<string>> _program;

    /// <summary>Makes nothing yet.</summary>
    public SingleFiles() =>
        (_tenants, _program) = (new(() => PublishAsync("examples/automation/Tenants.csproj", "tenants")), new(() => PublishAsync("examples/csharp/InfoBipSms.csproj", "InfoBipSms")));

    /// <summary>Hides the .NET of this machine; programs that are built to need one still look where it is usually installed.</summary>
    public static IReadOnlyDictionary<string, string> NoDotnet { get; } = new Dictionary<string, string> { ["DOTNET_ROOT"] = "/nonexistent", ["DOTNET_ROOT_X64"] = "/nonexistent" };

    /// <summary>examples/automation.</summary>
    internal Task<string> TenantsAsync() => _tenants.Value;

    /// <summary>examples/csharp.</summary>
    internal Task<string> ProgramAsync() => _program.Value;

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> PublishAsync(string project, string name)
    {
        var output = Path.Combine(_folder.FullName, name);
        var system = $"{(OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        Dictionary<string, string> variables = new()
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["UseSharedCompilation"] = "false",
            ["DOTNET_NOLOGO"] = "1",
        };
        using var publish = StartedProcess.Start(
            "dotnet", ["publish", Path.Combine(Workplace.Root, project), "-c", "Release", "-r", system, "-o", output, "--artifacts-path", Path.Combine(_folder.FullName, "artifacts")], Workplace.Root, variables);
        var ended = await publish.EndAsync();
        Assert.True(ended.ExitCode == 0, $"{ended}");
        return Path.Combine(output, name);
    }
}
