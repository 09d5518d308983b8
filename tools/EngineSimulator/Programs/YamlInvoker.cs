// The functions that a YAML program calls.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Carries out <c>fn::invoke</c>.</summary>
/// <param name="run">The operation.</param>
/// <param name="program">The program.</param>
/// <param name="resource">Gives a resource when it is registered.</param>
internal sealed class YamlInvoker(DeploymentRun run, YamlProgram program, Func<string, Task<ResourceView>> resource)
{
    private volatile bool _hasFailed;

    /// <summary>Whether a call failed; then the program is not complete.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>Calls a function; without a call, the result is unknown where an argument is.</summary>
    /// <exception cref="SkipException">The call failed, which has been said.</exception>
    public async ValueTask<Value> InvokeAsync(InvokeExpression call, Struct arguments)
    {
        try
        {
            var isKnown = !Wire.ContainsUnknown(arguments);
            foreach (var name in call.DependsOn)
            {
                isKnown &= !Wire.IsUnknown((await resource(name)).Id);
            }

            var session = await SessionAsync(call);
            var result = isKnown && session.IsKnown ? await ResultAsync(call, session, arguments) : Wire.Unknown;
            // What comes of a secret is taken for one.
            return Wire.ContainsSecret(arguments) && !Wire.IsSecret(result) ? Wire.Secret(result) : result;
        }
        catch (Exception error) when (error is StepException or ProgramException or PluginProtocolException)
        {
            _hasFailed = true;
            // A variable may be used in many places; its failure is one.
            run.Fail(error is ProgramException { Line: > 0 } ? error : Placed(error, call), run.StackUrn);
            throw new SkipException();
        }
        catch (SkipException)
        {
            _hasFailed = true;
            throw;
        }
    }

    private static Exception Placed(Exception error, InvokeExpression call)
    {
        var message = $"{call.Token}: {error.Message}";
        return error is PluginProtocolException ? new PluginProtocolException(message) : new ProgramException(message, call.Line, null, error);
    }

    private async Task<ProviderSession> SessionAsync(InvokeExpression call)
    {
        if (call.Provider is not { } name)
        {
            return await run.Providers.DefaultAsync(
                new PluginRequest(ResourceUrn.PackageOf(call.Token)) { Version = call.Version, DownloadUrl = call.PluginDownloadUrl });
        }

        await resource(name);
        return await run.Providers.RegisteredAsync(run.UrnOf(program.Resources.First(other => other.Name == name).Type, name));
    }

    private async Task<Value> ResultAsync(InvokeExpression call, ProviderSession session, Struct arguments)
    {
        var answer = await FunctionCall.InvokeAsync(run, session, call.Token, arguments);
        if (answer.Failures.Count > 0)
        {
            throw new StepException(string.Join("\n", answer.Failures.Select(failure =>
                failure.Property.Length > 0 ? $"invoke failed: {failure.Reason} ({failure.Property})" : $"invoke failed: {failure.Reason}")));
        }

        return call.Return is not { } name ? Value.ForStruct(answer.Return)
            : answer.Return.Fields.TryGetValue(name, out var value) ? value
            : throw new ProgramException($"{call.Token} gives no '{name}', which 'return' asks for; it gives {string.Join(", ", answer.Return.Fields.Keys)}.", call.Line);
    }
}
