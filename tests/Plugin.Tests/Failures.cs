// Reading failed calls.
using Google.Protobuf;
using Grpc.Core;

namespace InfoBip.Plugin.Tests;

/// <summary>What a failed call carries beside its message.</summary>
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
}
