// The options of a resource, as an SDK sends them.
using InfoBip.EngineSimulator.Protocol;

namespace InfoBip.EngineSimulator;

/// <summary>Reads a registration's options.</summary>
internal static class RegistrationOptions
{
    /// <summary>The options in the form that all programs share.</summary>
    /// <exception cref="ProgramException">An option is malformed, or one that the engine simulator does not know: none is silently ignored.</exception>
    public static ResourceOptions Read(RegisterResourceRequest request)
    {
        if (Unsupported(request) is { } option)
        {
            throw new ProgramException($"The option '{option}' is not supported by the engine simulator.", 0);
        }

        foreach (var path in request.IgnoreChanges)
        {
            try
            {
                WirePath.Parse(path);
            }
            catch (FormatException error)
            {
                throw new ProgramException($"'ignoreChanges': {error.Message}", 0, null, error);
            }
        }

        return new ResourceOptions
        {
            IgnoreChanges = request.IgnoreChanges,
            Protect = request.Protect,
            Import = request.ImportId.Length > 0 ? request.ImportId : null,
            AdditionalSecretOutputs = request.AdditionalSecretOutputs,
            Timeouts = request.CustomTimeouts is { } limits
                ? new CustomTimeouts(Seconds(limits.Create), Seconds(limits.Update), Seconds(limits.Delete))
                : new CustomTimeouts(),
            RetainOnDelete = request.RetainOnDelete,
        };
    }

    private static string? Unsupported(RegisterResourceRequest request) =>
        request.Remote ? "remote"
        : request.DeleteBeforeReplaceDefined ? "deleteBeforeReplace"
        : request.ReplaceOnChanges.Count > 0 ? "replaceOnChanges"
        : request.DeletedWith.Length > 0 ? "deletedWith"
        : request.ReplaceWith.Count > 0 ? "replaceWith"
        : request.ReplacementTrigger is not null ? "replacementTrigger"
        : request.EnvVarMappings.Count > 0 ? "envVarMappings"
        : request.PackageRef.Length > 0 ? "a parameterised package"
        : request.Hooks is { } hooks && hooks.CalculateSize() > 0 ? "hooks"
        : null;

    private static double Seconds(string text) =>
        text.Length == 0 ? 0 : Duration.Seconds(text) ?? throw new ProgramException(Duration.ErrorFor(text), 0);
}
