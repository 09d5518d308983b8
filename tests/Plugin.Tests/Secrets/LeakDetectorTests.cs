// The leak detector finds a secret wherever it may stand, and accepts one inside its mark.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Secrets;

public sealed class LeakDetectorTests
{
    private readonly LeakDetector _detector = new(SecretCanary.All);

    [Fact]
    public void A_secret_in_its_mark_is_no_leak()
    {
        _detector.Check("answer", new CreateResponse { Properties = Wire.Map(("password", Wire.Secret(SecretCanary.Password)), ("list", new object[] { Wire.Secret(SecretCanary.Token) })) });

        Assert.Empty(_detector.Leaks);
        Assert.Equal(1, _detector.Checked);
    }

    [Fact]
    public void A_secret_without_its_mark_is_found_at_every_depth()
    {
        _detector.Check("answer", new CreateResponse { Properties = Wire.Map(("deep", Wire.Map(("list", new object[] { SecretCanary.Password })))) });
        _detector.Check("answer", new CheckResponse { Failures = { new CheckFailure { Reason = SecretCanary.Token } } });
        _detector.Check("answer", new CreateResponse { Id = SecretCanary.User });

        Assert.Equal(3, _detector.Leaks.Count(leak => leak.Contains("plain", StringComparison.Ordinal)));
        Assert.All(SecretCanary.All, canary => Assert.All(_detector.Leaks, leak => Assert.DoesNotContain(canary, leak, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_secret_in_a_failures_status_is_found()
    {
        _detector.Check("call", new RpcException(new Status(StatusCode.Unknown, $"failed: {SecretCanary.User}")));

        Assert.NotEmpty(_detector.Leaks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_secret_in_a_failures_details_is_found(bool asReason)
    {
        var detail = new ErrorResourceInitFailed { Id = "1", Properties = Wire.Map(("token", asReason ? Wire.Secret(SecretCanary.Token) : SecretCanary.Token)) };
        detail.Reasons.Add(asReason ? Uri.EscapeDataString(SecretCanary.Token) : "it failed");
        var status = new Google.Rpc.Status { Code = 2, Message = "clean", Details = { Any.Pack(detail) } };

        _detector.Check("call", status.ToRpcException());

        Assert.NotEmpty(_detector.Leaks);
    }

    [Fact]
    public void A_secret_in_another_trailer_is_found()
    {
        var trailers = new Metadata { { "note-bin", ByteString.CopyFromUtf8(SecretCanary.Token).ToByteArray() } };

        _detector.Check("call", new RpcException(new Status(StatusCode.Unknown, "clean"), trailers));

        Assert.NotEmpty(_detector.Leaks);
    }
}
