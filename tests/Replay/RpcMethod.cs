// The methods of the protocol by name, their messages in JSON form as the engine records them.
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.Replay.Tests;

/// <summary>One method of <c>pulumirpc.ResourceProvider</c>.</summary>
/// <param name="ParseRequest">Reads a request; a field that the message lacks is an error.</param>
/// <param name="ParseResponse">Reads a response, or one result of a stream, likewise.</param>
/// <param name="SendAsync">Sends a request and returns the answer in the form of <see cref="RecordedCall.Answer"/>.</param>
internal sealed record RpcMethod(
    Func<JsonObject, IMessage> ParseRequest,
    Func<JsonObject, IMessage> ParseResponse,
    Func<ResourceProvider.ResourceProviderClient, JsonObject, CancellationToken, Task<JsonObject>> SendAsync)
{
    /// <summary>Every method that the recordings hold.</summary>
    public static IReadOnlyDictionary<string, RpcMethod> All { get; } = new Dictionary<string, RpcMethod>
    {
        ["Handshake"] = Unary<ProviderHandshakeRequest, ProviderHandshakeResponse>(static (client, request, cancel) => client.HandshakeAsync(request, cancellationToken: cancel)),
        ["Attach"] = Unary<PluginAttach, Empty>(static (client, request, cancel) => client.AttachAsync(request, cancellationToken: cancel)),
        ["GetPluginInfo"] = Unary<Empty, PluginInfo>(static (client, request, cancel) => client.GetPluginInfoAsync(request, cancellationToken: cancel)),
        ["GetSchema"] = Unary<GetSchemaRequest, GetSchemaResponse>(static (client, request, cancel) => client.GetSchemaAsync(request, cancellationToken: cancel)),
        ["CheckConfig"] = Unary<CheckRequest, CheckResponse>(static (client, request, cancel) => client.CheckConfigAsync(request, cancellationToken: cancel)),
        ["DiffConfig"] = Unary<DiffRequest, DiffResponse>(static (client, request, cancel) => client.DiffConfigAsync(request, cancellationToken: cancel)),
        ["Configure"] = Unary<ConfigureRequest, ConfigureResponse>(static (client, request, cancel) => client.ConfigureAsync(request, cancellationToken: cancel)),
        ["Invoke"] = Unary<InvokeRequest, InvokeResponse>(static (client, request, cancel) => client.InvokeAsync(request, cancellationToken: cancel)),
        ["Check"] = Unary<CheckRequest, CheckResponse>(static (client, request, cancel) => client.CheckAsync(request, cancellationToken: cancel)),
        ["Diff"] = Unary<DiffRequest, DiffResponse>(static (client, request, cancel) => client.DiffAsync(request, cancellationToken: cancel)),
        ["Create"] = Unary<CreateRequest, CreateResponse>(static (client, request, cancel) => client.CreateAsync(request, cancellationToken: cancel)),
        ["Read"] = Unary<ReadRequest, ReadResponse>(static (client, request, cancel) => client.ReadAsync(request, cancellationToken: cancel)),
        ["Update"] = Unary<UpdateRequest, UpdateResponse>(static (client, request, cancel) => client.UpdateAsync(request, cancellationToken: cancel)),
        ["Delete"] = Unary<DeleteRequest, Empty>(static (client, request, cancel) => client.DeleteAsync(request, cancellationToken: cancel)),
        ["Cancel"] = Unary<Empty, Empty>(static (client, request, cancel) => client.CancelAsync(request, cancellationToken: cancel)),
        ["List"] = new(Parse<ListRequest>, Parse<ListResponse>, static (client, request, cancel) => AnswerAsync(async () =>
        {
            using var call = client.List(Parse<ListRequest>(request), cancellationToken: cancel);
            var results = new JsonArray();
            await foreach (var result in call.ResponseStream.ReadAllAsync(cancel))
            {
                results.Add(ToJson(result));
            }

            return new JsonObject { ["results"] = results };
        })),
    };

    /// <summary>A message in its JSON form: names in camel case, defaults left out.</summary>
    public static JsonObject ToJson(IMessage message) => JsonNode.Parse(JsonFormatter.Default.Format(message))!.AsObject();

    private static RpcMethod Unary<TRequest, TResponse>(Func<ResourceProvider.ResourceProviderClient, TRequest, CancellationToken, AsyncUnaryCall<TResponse>> send)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse>, new() =>
        new(
            static request => Parse<TRequest>(request),
            static response => Parse<TResponse>(response),
            (client, request, cancel) => AnswerAsync(async () => ToJson(await send(client, Parse<TRequest>(request), cancel))));

    private static async Task<JsonObject> AnswerAsync(Func<Task<JsonObject>> send)
    {
        try
        {
            return await send();
        }
        catch (RpcException error)
        {
            // The one status that Go, whose names the recordings have, spells otherwise.
            var status = error.StatusCode == StatusCode.Cancelled ? "Canceled" : error.StatusCode.ToString();
            var answer = new JsonObject { ["status"] = status, ["message"] = error.Status.Detail };
            if (error.GetRpcStatus()?.GetDetail<ErrorResourceInitFailed>() is { } partial)
            {
                answer["resource"] = new JsonObject { ["id"] = partial.Id, ["properties"] = ToJson(partial.Properties), ["inputs"] = ToJson(partial.Inputs) };
            }

            return new JsonObject { ["error"] = answer };
        }
    }

    private static T Parse<T>(JsonObject json)
        where T : IMessage<T>, new() => JsonParser.Default.Parse<T>(json.ToJsonString());
}
