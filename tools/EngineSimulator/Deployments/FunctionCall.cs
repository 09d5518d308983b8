// A call of a plugin's function, for programs of every kind.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Calls functions.</summary>
internal static class FunctionCall
{
    /// <summary>Calls a function, in previews too.</summary>
    /// <param name="run">The operation.</param>
    /// <param name="session">Who serves it.</param>
    /// <param name="token">The function.</param>
    /// <param name="arguments">Its arguments; what is unknown in them is not sent.</param>
    /// <returns>The result, or why the arguments were refused.</returns>
    /// <exception cref="StepException">The call failed.</exception>
    /// <exception cref="PluginProtocolException">The answer has no result, or one that holds unknowns.</exception>
    public static async Task<InvokeResponse> InvokeAsync(DeploymentRun run, ProviderSession session, string token, Struct arguments)
    {
        var answer = await session.InvokeAsync(new InvokeRequest
        {
            Tok = token,
            Args = Wire.WithoutUnknowns(Answers.Plain(arguments)),
            Preview = run.IsPreview,
        });
        return answer.Failures.Count > 0
            ? new InvokeResponse { Failures = { answer.Failures } }
            : new InvokeResponse { Return = Answers.Require(answer.Return, $"the answer to Invoke of {token}", preview: false) };
    }
}
