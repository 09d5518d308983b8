// That the ear of the canary tests hears a secret wherever it may stand, and minds none in its place.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests;

public sealed class EarTests
{
    private readonly Ear _ear = new(Canary.All);

    [Fact]
    public void A_secret_in_its_mark_is_in_its_place()
    {
        _ear.To("answer", new CreateResponse { Properties = Wire.Map(("password", Wire.Secret(Canary.Password)), ("list", new object[] { Wire.Secret(Canary.Token) })) });

        Assert.Empty(_ear.Complaints);
        Assert.Equal(1, _ear.Heard);
    }

    [Fact]
    public void A_secret_without_its_mark_is_heard_at_every_depth()
    {
        _ear.To("answer", new CreateResponse { Properties = Wire.Map(("deep", Wire.Map(("list", new object[] { Canary.Password })))) });
        _ear.To("answer", new CheckResponse { Failures = { new CheckFailure { Reason = Canary.Token } } });
        _ear.To("answer", new CreateResponse { Id = Canary.User });

        Assert.Equal(3, _ear.Complaints.Count(complaint => complaint.Contains("plain", StringComparison.Ordinal)));
        Assert.All(Canary.All, canary => Assert.All(_ear.Complaints, complaint => Assert.DoesNotContain(canary, complaint, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_secret_in_a_failures_status_is_heard()
    {
        _ear.To("call", new RpcException(new Status(StatusCode.Unknown, $"failed: {Canary.User}")));

        Assert.NotEmpty(_ear.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_secret_in_a_failures_details_is_heard(bool asReason)
    {
        var detail = new ErrorResourceInitFailed { Id = "1", Properties = Wire.Map(("token", asReason ? Wire.Secret(Canary.Token) : Canary.Token)) };
        detail.Reasons.Add(asReason ? Uri.EscapeDataString(Canary.Token) : "it failed");
        var status = new Google.Rpc.Status { Code = 2, Message = "clean", Details = { Any.Pack(detail) } };

        _ear.To("call", status.ToRpcException());

        Assert.NotEmpty(_ear.Complaints);
    }

    [Fact]
    public void A_secret_in_another_trailer_is_heard()
    {
        var trailers = new Metadata { { "note-bin", ByteString.CopyFromUtf8(Canary.Token).ToByteArray() } };

        _ear.To("call", new RpcException(new Status(StatusCode.Unknown, "clean"), trailers));

        Assert.NotEmpty(_ear.Complaints);
    }
}
