// A folder with a list of tenants, a backend and the stand-in on the PATH; runs `tenants` in it.
using System.Reflection;
using System.Text.Json.Nodes;
using Tenants.Tests.StandIn;

namespace Tenants.Tests.Fixtures;

internal sealed class Workplace : IDisposable
{
    public const string Password = "canary-password-of-";
    public const string UserSecret = "canary-user-secret";
    public const string OrganizationSecret = "canary-organization-secret";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tenants-test-");

    public Workplace(params string[] tenants)
    {
        Tenants = tenants;
        var bin = _folder.CreateSubdirectory("bin").FullName;
        _folder.CreateSubdirectory("calls");
        Backend = $"file://{_folder.CreateSubdirectory("states").FullName}";
        WriteStandIn("");
        File.WriteAllText(PathOf("tenants.csv"), $"name,username,sender,callbackUrl\n{string.Concat(tenants.Select(name => $"{name},user-{name},+1777,https://www.example.com/{name}\n"))}");
        Scenario = new Scenario();
        Variables = new()
        {
            ["PATH"] = $"{bin}:/usr/local/bin:/usr/bin:/bin",
            ["PULUMI_CONFIG_PASSPHRASE"] = "phrase",
            ["INFOBIP_USER_SECRET"] = UserSecret,
            ["INFOBIP_ORGANIZATION_SECRET"] = OrganizationSecret,
        };
        foreach (var name in tenants)
        {
            Variables[$"TENANT_{name.ToUpperInvariant().Replace('-', '_')}_PASSWORD"] = $"{Password}{name}";
        }
    }

    /// <summary>The program as the build left it.</summary>
    public static string Built { get; } = Metadata("TenantsProgram");

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The version of the SDK, and of the plugin that it asks for.</summary>
    public static string Version { get; } = File.ReadAllText(Path.Combine(Root, "sdk", "dotnet", "Pulumi.InfoBip", "version.txt")).Trim();

    public string[] Tenants { get; }

    public string Folder => _folder.FullName;

    public string Backend { get; }

    /// <summary>The program to run.</summary>
    public string Program { get; init; } = Built;

    /// <summary>The whole environment of the program.</summary>
    public Dictionary<string, string> Variables { get; }

    public Scenario Scenario
    {
        get => Scenario.Load(Folder);
        set => value.Save(Folder);
    }

    public IReadOnlyList<Call> Calls => Call.LoadAll(Folder);

    public IReadOnlyList<Call> Operations => [.. Calls.Where(call => call.Arguments is ["up" or "preview" or "destroy", ..])];

    public static string Metadata(string key) => typeof(Workplace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>The tenants whose stacks have resources.</summary>
    public IReadOnlyList<string> Deployed => [.. new DirectoryInfo(_folder.CreateSubdirectory("stacks").FullName).GetFiles().Where(file => file.Length > 0).Select(file => file.Name).Order(StringComparer.Ordinal)];

    public string Log(string tenant) => File.ReadAllText(PathOf("tenants-logs", $"{tenant}.log"));

    /// <summary>Runs `tenants` with the backend of this folder.</summary>
    public async Task<Ended> RunAsync(params string[] arguments)
    {
        using var process = Start([.. arguments, "--backend", Backend]);
        return await process.EndAsync();
    }

    /// <summary>For a run in which nothing else is to find .NET.</summary>
    public void ShowDotnetToTheStandIn(string installed) => WriteStandIn($"DOTNET_ROOT='{installed}' DOTNET_ROOT_X64='{installed}' ");

    public StartedProcess Start(IReadOnlyList<string> arguments) => StartedProcess.Start(Program, arguments, Folder, Variables);

    public void Dispose() => _folder.Delete(recursive: true);

    private void WriteStandIn(string variables)
    {
        var pulumi = PathOf("bin", "pulumi");
        File.Delete(pulumi);
        File.WriteAllText(pulumi, $"#!/bin/sh\n{variables}{Pulumi.Variable}='{Folder}' exec '{Environment.ProcessPath}' \"$@\"\n");
        File.SetUnixFileMode(pulumi, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Provider.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}

/// <summary>A process that ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its stdout.</param>
/// <param name="Errors">Its stderr.</param>
internal sealed record Ended(int ExitCode, string Output, string Errors)
{
    /// <summary>The JSON lines of stdout.</summary>
    public IReadOnlyList<JsonNode> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    public JsonNode End(string tenant) => Lines.Single(line => (string?)line["event"] == "end" && (string?)line["tenant"] == tenant);

    public JsonNode Summary => Lines.Single(line => (string?)line["event"] == "summary");

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
