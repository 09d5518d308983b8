// Which function a call is of.
using ProviderHost.Resources;

namespace ProviderHost.Protocol;

/// <summary>The functions of this provider by their tokens.</summary>
internal sealed class FunctionTable(IReadOnlyList<IFunction> functions)
{
    /// <summary>The function of that token.</summary>
    /// <exception cref="ResourceException">There is no such function.</exception>
    public IFunction Find(string token) =>
        functions.FirstOrDefault(function => function.Token == token)
        ?? throw new ResourceException(
            ErrorCode.UnknownFunction,
            $"the infobip provider has no function '{token}'.{Spelling.Hint(token, functions.Select(function => function.Token))}");
}
