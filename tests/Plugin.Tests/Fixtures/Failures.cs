// Reading failed calls.
using Google.Protobuf;
using Grpc.Core;

namespace InfoBip.Plugin.Tests;

/// <summary>What a failed call carries, and what an error must say.</summary>
internal static class Failures
{
    /// <summary>The call's failure; a success fails the test.</summary>
    public static Task<RpcException> OfAsync(Task call) => Assert.ThrowsAsync<RpcException>(() => call);

    /// <summary>The failure's detail of a type, which must be there.</summary>
    public static T Detail<T>(RpcException failure)
        where T : class, IMessage<T>, new()
    {
        var status = failure.GetRpcStatus();
        Assert.NotNull(status);
        return Assert.Single(status.Details, detail => detail.Is(new T().Descriptor)).Unpack<T>();
    }

    /// <summary>Asserts the error code and the facts in a text. Its wording is asserted against docs/errors.md alone.</summary>
    public static void AssertError(string text, string code, params ReadOnlySpan<string> facts)
    {
        Assert.Contains($"[{code}]", text, StringComparison.Ordinal);
        foreach (var fact in facts)
        {
            Assert.Contains(fact, text, StringComparison.Ordinal);
        }
    }

    /// <summary>The same for the message of a failed call.</summary>
    public static void AssertError(RpcException failure, string code, params ReadOnlySpan<string> facts) => AssertError(failure.Status.Detail, code, facts);
}
