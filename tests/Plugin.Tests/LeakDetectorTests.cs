// That the ear of the canary tests hears a secret wherever it may stand, and minds none in its place.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests;

public sealed class LeakDetectorTests
{
    private readonly LeakDetector _ear = new(SecretCanary.All);

    [Fact]
    public void A_secret_in_its_mark_is_in_its_place()
    {
        _ear.To("answer", new CreateResponse { Properties = Wire.Map(("password", Wire.Secret(SecretCanary.Password)), ("list", new object[] { Wire.Secret(SecretCanary.Token) })) });

        Assert.Empty(_ear.Complaints);
        Assert.Equal(1, _ear.Heard);
    }

    [Fact]
    public void A_secret_without_its_mark_is_heard_at_every_depth()
    {
        _ear.To("answer", new CreateResponse { Properties = Wire.Map(("deep", Wire.Map(("list", new object[] { SecretCanary.Password })))) });
        _ear.To("answer", new CheckResponse { Failures = { new CheckFailure { Reason = SecretCanary.Token } } });
        _ear.To("answer", new CreateResponse { Id = SecretCanary.User });

        Assert.Equal(3, _ear.Complaints.Count(complaint => complaint.Contains("plain", StringComparison.Ordinal)));
        Assert.All(SecretCanary.All, canary => Assert.All(_ear.Complaints, complaint => Assert.DoesNotContain(canary, complaint, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_secret_in_a_failures_status_is_heard()
    {
        _ear.To("call", new RpcException(new Status(StatusCode.Unknown, $"failed: {SecretCanary.User}")));

        Assert.NotEmpty(_ear.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_secret_in_a_failures_details_is_heard(bool asReason)
    {
        var detail = new ErrorResourceInitFailed { Id = "1", Properties = Wire.Map(("token", asReason ? Wire.Secret(SecretCanary.Token) : SecretCanary.Token)) };
        detail.Reasons.Add(asReason ? Uri.EscapeDataString(SecretCanary.Token) : "it failed");
        var status = new Google.Rpc.Status { Code = 2, Message = "clean", Details = { Any.Pack(detail) } };

        _ear.To("call", status.ToRpcException());

        Assert.NotEmpty(_ear.Complaints);
    }

    [Fact]
    public void A_secret_in_another_trailer_is_heard()
    {
        var trailers = new Metadata { { "note-bin", ByteString.CopyFromUtf8(SecretCanary.Token).ToByteArray() } };

        _ear.To("call", new RpcException(new Status(StatusCode.Unknown, "clean"), trailers));

        Assert.NotEmpty(_ear.Complaints);
    }
}
