// A request that the API refuses.
namespace InfoBip.Sandbox.Api;

/// <summary>Ends the work on a request with an error answer.</summary>
internal sealed class ApiRefusalException(int status, string message, params (string Name, string Value)[] headers) : Exception(message)
{
    public int Status => status;

    public (string Name, string Value)[] Headers => headers;

    /// <summary>The vendor's own text, where it is the vendor that refuses.</summary>
    public string? ProviderMessage { get; init; }
}
