// The provider as a whole: handshake, schema, settings, cancel.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.Protocol;

/// <summary>
/// Answers the engine: this part for the provider as a whole, the others for its resources and for what only reads. <see cref="ProviderMethods"/>
/// names the methods to the gRPC server.
/// </summary>
internal sealed partial class ProviderService(PluginSession session, RpcErrorBoundary boundary)
{
    private readonly Messages _messages = new(session.Package);

    /// <summary>The session whose calls it answers.</summary>
    public PluginSession Session => session;

    /// <summary>The first call of a modern engine: what this provider understands. Older engines learn the same from <see cref="Configure"/>.</summary>
    public ProviderHandshakeResponse Handshake(ProviderHandshakeRequest request)
    {
        session.Log.Connect(request.EngineAddress);
        return new ProviderHandshakeResponse
        {
            AcceptSecrets = true,
            AcceptResources = true,
            AcceptOutputs = true,
            SupportsAutonamingConfiguration = true,
            AcceptsByteString = true,
        };
    }

    /// <summary>The engine attaches to a plugin that somebody else started, for debugging.</summary>
    public Empty Attach(PluginAttach request)
    {
        session.Log.Connect(request.Address);
        return new Empty();
    }

    /// <summary>The plugin's version.</summary>
    public PluginInfo GetPluginInfo() => new() { Version = session.Package.Version };

    /// <summary>The package's schema.</summary>
    public GetSchemaResponse GetSchema(GetSchemaRequest request)
    {
        if (request.Version != 0)
        {
            throw boundary.Failure(HostErrors.UnknownSchema, HostTexts.UnknownSchemaVersion(session.Package.Name, request.Version));
        }

        return request.SubpackageName.Length > 0
            ? throw boundary.Failure(HostErrors.UnknownSchema, HostTexts.UnknownSubpackage(session.Package.Name, request.SubpackageName))
            : new GetSchemaResponse { Schema = session.Package.ReadSchema() };
    }

    /// <summary>Validates the provider's settings as far as they are given.</summary>
    public Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, _ => Task.FromResult(_messages.Check(session.Parts.Configuration.Check(PropertyCodec.Decode(request.News), request.Urn))));

    /// <summary>Compares settings.</summary>
    public Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, _ =>
        {
            var diff = session.Parts.Configuration.Diff(PropertyCodec.Decode(request.OldInputs ?? request.Olds), PropertyCodec.Decode(request.News));
            return Task.FromResult(Messages.Diff(diff, request.OldInputs is not null));
        });

    /// <summary>Puts the settings into use; fails with everything that is missing or not valid.</summary>
    public Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, async _ =>
        {
            await session.Parts.Configuration.ConfigureAsync(Settings(request), new ProviderIdentity(request.Urn, Messages.KnownId(request.Id)));
            return new ConfigureResponse
            {
                AcceptSecrets = true,
                SupportsPreview = true,
                AcceptResources = true,
                AcceptOutputs = true,
                SupportsAutonamingConfiguration = true,
            };
        });

    /// <summary>Ends what runs. Answered at once: without an answer the engine shows the plugin's output as a bug of the provider.</summary>
    public Empty Cancel()
    {
        session.Cancel();
        return new Empty();
    }

    /// <summary>The engine's arguments; engines that send none have the settings under <c>package:config:</c>.</summary>
    private static PropertyMap Settings(ConfigureRequest request) =>
        PropertyCodec.DecodeOptional(request.Args)
        ?? new PropertyMap(request.Variables.Select(variable =>
            KeyValuePair.Create(variable.Key[(variable.Key.LastIndexOf(':') + 1)..], PropertyValue.Of(variable.Value))));
}
