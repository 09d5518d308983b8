// What reads without managing anything: functions, and lists of resources.
using Grpc.Core;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.Protocol;

/// <content>The calls that look things up.</content>
internal sealed partial class ProviderService
{
    /// <summary>Calls a function, in a preview as well.</summary>
    public Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Tok, context, async run =>
        {
            var function = Function(request.Tok);
            var arguments = PropertyCodec.Decode(request.Args);
            return function.Check(arguments) is { Count: > 0 } failures
                ? _messages.Invoke(failures)
                : new InvokeResponse { Return = PropertyCodec.Encode(await function.InvokeAsync(arguments, LookUp(request.Tok, run))) };
        });

    /// <summary>Lists the resources of a type that exist, whoever created them.</summary>
    public Task List(ListRequest request, IServerStreamWriter<ListResponse> answers, ServerCallContext context) =>
        boundary.RunAsync(request.Token, context, async run =>
        {
            var resource = Resource(urn: string.Empty, request.Token);
            var call = Messages.List(request);
            if (resource.CheckQuery(call.Query) is { Count: > 0 } failures)
            {
                throw new ResourceException(HostErrors.InvalidQuery, HostTexts.InvalidQuery(request.Token, failures.Select(failure => failure.Reason)));
            }

            if (call.Query.Values.Any(value => value.ContainsUnknown))
            {
                await answers.WriteAsync(new ListResponse { Computed = new ListResponse.Types.Computed() }, run.Ends);
                return true;
            }

            await foreach (var part in resource.ListAsync(call, LookUp(request.Token, run)))
            {
                await answers.WriteAsync(Messages.List(part), run.Ends);
            }

            return true;
        });

    private IFunction Function(string token)
    {
        RequireOpenSsl();
        var functions = session.Parts.Functions;
        return functions.FirstOrDefault(function => function.Token == token) ?? throw new ResourceException(
            HostErrors.UnknownFunction, HostTexts.UnknownFunction(session.Package.Name, token, functions.Select(function => function.Token)));
    }

    private Operation LookUp(string token, RunningCall run) => new(new ResourceIdentity(string.Empty, token), null, run.Log, run.Ends, session.Ending);
}
