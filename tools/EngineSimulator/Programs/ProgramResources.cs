// A program's registrations and reads, carried out as the deployment does them for programs of every kind.
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator.Protocol;

namespace InfoBip.EngineSimulator;

/// <summary>Registers and reads resources for a program.</summary>
internal sealed class ProgramResources(DeploymentRun run, ProgramRegistry registry)
{
    private readonly ResourceRegistrar _registrar = new(run);
    private readonly ConcurrentDictionary<string, bool> _olderPlugins = new(StringComparer.Ordinal);

    /// <summary>Registers a resource.</summary>
    /// <returns>What the program sees of it; null when it failed, which has been said, or when something it needs is missing.</returns>
    public Task<ResourceView?> RegisterAsync(string urn, RegisterResourceRequest request) => DoAsync(urn, request.Name, request.Parent, request.Dependencies, async () =>
    {
        var options = RegistrationOptions.Read(request);
        if (request.Aliases.Count + request.AliasURNs.Count > 0)
        {
            run.Say(Severity.Warning, "The engine simulator does not follow 'aliases': a resource that bore another name before is created anew and the old one deleted.", urn);
        }

        var news = Answers.Plain(request.Object ?? new Struct());
        if (!request.Custom)
        {
            return new ResourceView(urn, Wire.Unknown, new Struct(), run.IsPreview);
        }

        var declaration = new ResourceDeclaration(request.Name, request.Type, new MapExpression([], 0), 0) { Options = options };
        if (declaration.IsProvider)
        {
            await run.Providers.ExplicitAsync(urn, news, PluginOf(request.Type, request.Version, request.PluginDownloadURL, request.PluginChecksums), request.Dependencies);
            var state = run.Stack.Find(urn)!;
            return new ResourceView(urn, Value.ForString(state.Id), state.Outputs, run.IsPreview);
        }

        if (!run.IsPreview && news.Fields.FirstOrDefault(field => Wire.ContainsUnknown(field.Value)).Key is { } unknown)
        {
            throw new ProgramException($"The input '{unknown}' is not known, and this is no preview.", 0);
        }

        var session = await SessionAsync(
            request.Provider, PluginOf(request.Type, request.Version, request.PluginDownloadURL, request.PluginChecksums), urn);
        return await _registrar.RegisterAsync(new Registration(run, session, declaration, urn)
        {
            News = news,
            Seed = ByteString.CopyFrom(run.Options.Seed(urn)),
            Dependencies = [.. request.Dependencies.Distinct()],
        });
    });

    /// <summary>Reads a thing that the program does not manage.</summary>
    public Task<ResourceView?> ReadAsync(string urn, ReadResourceRequest request) => DoAsync(urn, request.Name, request.Parent, request.Dependencies, async () =>
    {
        var options = new ResourceOptions { AdditionalSecretOutputs = request.AdditionalSecretOutputs };
        var declaration = new ResourceDeclaration(request.Name, request.Type, new MapExpression([], 0), 0) { Options = options };
        var session = await SessionAsync(
            request.Provider, PluginOf(request.Type, request.Version, request.PluginDownloadURL, request.PluginChecksums), urn);
        var known = Answers.Plain(request.Properties ?? new Struct());
        return await _registrar.GetAsync(session, declaration, urn, Value.ForString(request.Id), known, [.. request.Dependencies.Distinct()]);
    });

    /// <summary>The provider that a program names as <c>urn::id</c>, or the default one of a package.</summary>
    /// <param name="reference">The reference; empty for the default provider.</param>
    /// <param name="wanted">The package, with what the SDK says of its plugin.</param>
    /// <param name="urn">What it is asked for.</param>
    public async Task<ProviderSession> SessionAsync(string reference, PluginRequest wanted, string urn)
    {
        var session = await ProviderAsync(reference, wanted);
        var plugin = session.Plugin.Version;
        // Any plugin that is found by its name is taken, an older one with a warning (protocol file, 1.2).
        if (IsOlder(plugin, wanted.Version) && _olderPlugins.TryAdd(session.Urn, true))
        {
            run.Say(Severity.Warning, $"The program asks for version {wanted.Version} of {wanted.Package}, and the plugin is {plugin}, which is older.", urn);
        }

        return session;
    }

    /// <summary>What a call of an SDK says of the plugin.</summary>
    /// <param name="type">The type token, or the function's.</param>
    /// <param name="version">The version that the SDK belongs to; empty for any.</param>
    /// <param name="downloadUrl">Where it may be downloaded from.</param>
    /// <param name="checksums">SHA-256 sums of the archives by platform.</param>
    public static PluginRequest PluginOf(string type, string version, string downloadUrl, MapField<string, ByteString> checksums) => new(ResourceUrn.PackageOf(type))
    {
        Version = version,
        DownloadUrl = downloadUrl,
        Checksum = checksums.TryGetValue($"{PluginPlatform.Current.Os}-{PluginPlatform.Current.Arch}", out var sum) ? Convert.ToHexString(sum.Span) : "",
    };

    private Task<ProviderSession> ProviderAsync(string reference, PluginRequest wanted)
    {
        if (reference.Length == 0)
        {
            return run.Providers.DefaultAsync(wanted);
        }

        var end = reference.LastIndexOf("::", StringComparison.Ordinal);
        var provider = end > 0 ? reference[..end] : reference;
        return registry.Urns.Contains(provider) && ResourceUrn.TypeOf(provider).StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal)
            ? run.Providers.RegisteredAsync(provider)
            : throw new ProgramException($"The provider {reference} is none that this program registered.", 0);
    }

    /// <summary>Does the work of one resource unless something that it needs is missing; notes what became of it.</summary>
    private async Task<ResourceView?> DoAsync(string urn, string name, string parent, IEnumerable<string> dependencies, Func<Task<ResourceView>> work)
    {
        if (!registry.TryAdd(urn))
        {
            run.Fail(new ProgramException($"The program registers two resources of the same type with the name '{name}'.", 0), urn);
            return null;
        }

        run.Expect(name);
        if (dependencies.Append(parent).Any(registry.IsMissing))
        {
            return null;
        }

        ResourceView? view = null;
        await run.GuardAsync(urn, async () => view = await work());
        if (view is not null)
        {
            registry.Complete(urn);
        }

        return view;
    }

    /// <summary>Whether a version comes before another by its numbers; what follows a hyphen does not count.</summary>
    private static bool IsOlder(string version, string wanted) =>
        Version.TryParse(version.Split('-', '+')[0], out var have) && Version.TryParse(wanted.Split('-', '+')[0], out var want) && have < want;
}
