// The gRPC methods that the plugin answers, and how their messages are read and written.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.Protocol;

/// <summary>
/// Names the methods one by one. The framework would find them by reflection, which costs a third of the plugin's start. What is not
/// named here is answered <c>Unimplemented</c> by the framework: parameterised packages, components and methods do not exist here.
/// </summary>
internal sealed class ProviderMethods(ProviderPackage package) : IServiceMethodProvider<ProviderService>
{
    /// <summary>The name of the service on the wire.</summary>
    public const string ServiceName = "pulumirpc.ResourceProvider";

    /// <inheritdoc/>
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ProviderService> context)
    {
        Add(context, "Handshake", ProviderHandshakeRequest.Parser, static (service, request, _) => Task.FromResult(service.Handshake(request)));
        Add(context, "Attach", PluginAttach.Parser, static (service, request, _) => Task.FromResult(service.Attach(request)));
        Add(context, "GetPluginInfo", Empty.Parser, static (service, _, _) => Task.FromResult(service.GetPluginInfo()));
        Add(context, "GetSchema", GetSchemaRequest.Parser, static (service, request, _) => Task.FromResult(service.GetSchema(request)));
        Add(context, "CheckConfig", CheckRequest.Parser, static (service, request, call) => service.CheckConfig(request, call));
        Add(context, "DiffConfig", DiffRequest.Parser, static (service, request, call) => service.DiffConfig(request, call));
        Add(context, "Configure", ConfigureRequest.Parser, static (service, request, call) => service.Configure(request, call));
        Add(context, "Invoke", InvokeRequest.Parser, static (service, request, call) => service.Invoke(request, call));
        Add(context, "Check", CheckRequest.Parser, static (service, request, call) => service.Check(request, call));
        Add(context, "Diff", DiffRequest.Parser, static (service, request, call) => service.Diff(request, call));
        Add(context, "Create", CreateRequest.Parser, static (service, request, call) => service.Create(request, call));
        Add(context, "Read", ReadRequest.Parser, static (service, request, call) => service.Read(request, call));
        AddStream<ListRequest, ListResponse>(context, "List", ListRequest.Parser, static (service, request, answers, call) => service.List(request, answers, call));
        Add(context, "Update", UpdateRequest.Parser, static (service, request, call) => service.Update(request, call));
        Add(context, "Delete", DeleteRequest.Parser, static (service, request, call) => service.Delete(request, call));
        Add(context, "Cancel", Empty.Parser, static (service, _, _) => Task.FromResult(service.Cancel()));

        // An empty answer says that there is no mapping from other ecosystems.
        Add(context, "GetMapping", GetMappingRequest.Parser, static (_, _, _) => Task.FromResult(new GetMappingResponse()));
        Add(context, "GetMappings", GetMappingsRequest.Parser, static (_, _, _) => Task.FromResult(new GetMappingsResponse()));
    }

    private void Add<TRequest, TResponse>(
        ServiceMethodProviderContext<ProviderService> context,
        string name,
        MessageParser<TRequest> parser,
        UnaryServerMethod<ProviderService, TRequest, TResponse> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        context.AddUnaryMethod(Describe<TRequest, TResponse>(MethodType.Unary, name, parser), [], answer);

    private void AddStream<TRequest, TResponse>(
        ServiceMethodProviderContext<ProviderService> context,
        string name,
        MessageParser<TRequest> parser,
        ServerStreamingServerMethod<ProviderService, TRequest, TResponse> answer)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        context.AddServerStreamingMethod(Describe<TRequest, TResponse>(MethodType.ServerStreaming, name, parser), [], answer);

    private Method<TRequest, TResponse> Describe<TRequest, TResponse>(MethodType type, string name, MessageParser<TRequest> parser)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var requests = Marshallers.Create<TRequest>(static (_, _) => throw new System.Diagnostics.UnreachableException(), read => Read(parser, name, read));
        var responses = Marshallers.Create<TResponse>(Write, static _ => throw new System.Diagnostics.UnreachableException());
        return new Method<TRequest, TResponse>(type, ServiceName, name, requests, responses);
    }

    /// <summary>A message that nests deeper than any resource of this provider (about thirty levels), or is no message at all, is an error of the sender.</summary>
    private T Read<T>(MessageParser<T> parser, string method, DeserializationContext context)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(context.PayloadAsReadOnlySequence());
        }
        catch (InvalidProtocolBufferException)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, HostTexts.UnreadableRequest(package.Name, method)));
        }
    }

    private static void Write<T>(T message, SerializationContext context)
        where T : IMessage<T>
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }
}
