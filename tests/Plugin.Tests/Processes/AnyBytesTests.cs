// Bytes on the wire that are no requests, or nearly some.
using CsCheck;
using Google.Protobuf;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Processes;

public sealed class AnyBytesTests(SharedPlugin shared) : IClassFixture<SharedPlugin>, IDisposable
{
    private static readonly Dictionary<string, byte[]> s_requests = new()
    {
        ["CheckConfig"] = new CheckRequest { Urn = SampleResource.ProviderUrn, Olds = SampleResource.Inputs(), News = SampleResource.Inputs() }.ToByteArray(),
        ["DiffConfig"] = new DiffRequest { Urn = SampleResource.ProviderUrn, Olds = SampleResource.Inputs(), News = SampleResource.Inputs() }.ToByteArray(),
        ["Check"] = new CheckRequest { Urn = SampleResource.Urn, Type = SampleResource.Type, Name = "sms", Olds = SampleResource.Inputs(), News = SampleResource.Inputs(("tags", new[] { "a" })), RandomSeed = ByteString.CopyFrom(new byte[32]) }.ToByteArray(),
        ["Diff"] = new DiffRequest { Id = "12", Urn = SampleResource.Urn, Type = SampleResource.Type, Olds = SampleResource.Inputs(), OldInputs = SampleResource.Inputs(), News = SampleResource.Inputs(("enabled", false)), IgnoreChanges = { "tags" } }.ToByteArray(),
        ["Create"] = new CreateRequest { Urn = SampleResource.Urn, Type = SampleResource.Type, Properties = SampleResource.Inputs(), Timeout = 20 }.ToByteArray(),
        ["Read"] = new ReadRequest { Id = "12", Urn = SampleResource.Urn, Type = SampleResource.Type, Inputs = SampleResource.Inputs(), Properties = SampleResource.Inputs() }.ToByteArray(),
        ["Update"] = new UpdateRequest { Id = "12", Urn = SampleResource.Urn, Type = SampleResource.Type, Olds = SampleResource.Inputs(), OldInputs = SampleResource.Inputs(), News = SampleResource.Inputs(("sender", "x")) }.ToByteArray(),
        ["Delete"] = new DeleteRequest { Id = "12", Urn = SampleResource.Urn, Type = SampleResource.Type, Properties = SampleResource.Inputs() }.ToByteArray(),
        ["Invoke"] = new InvokeRequest { Tok = "infobip:index:getInfoBipInstance", Args = EngineSimulator.Wire.Map(("id", "12")) }.ToByteArray(),
        ["List"] = new ListRequest { Token = SampleResource.Type }.ToByteArray(),
        ["GetSchema"] = new GetSchemaRequest { Version = 1 }.ToByteArray(),
        ["Handshake"] = new ProviderHandshakeRequest { RootDirectory = "/x" }.ToByteArray(),
        ["Construct"] = [1, 2, 3],
    };

    private static readonly string[] s_methods = [.. s_requests.Keys];

    private readonly RawGrpc _grpc = new(shared.Plugin.Process.Port);

    public void Dispose() => _grpc.Dispose();

    [Fact]
    public async Task A_request_with_any_bytes_changed_ends_in_an_answer_or_in_a_status_that_is_no_bug()
    {
        var change = Gen.Select(Gen.Int[0, 3], Gen.Double.Unit, Gen.Byte.Array[1, 6]);
        await Gen.Select(Gen.Int[0, s_methods.Length - 1], change.Array[1, 4]).SampleAsync(
            async (method, changes) =>
            {
                var message = changes.Aggregate(s_requests[s_methods[method]], (bytes, how) => Changed(bytes, how.Item1, how.Item2, how.Item3));
                AssertNoBug(await _grpc.SendAsync(s_methods[method], RawGrpc.Frame(message)));
            },
            iter: 3000,
            threads: 2);

        await AnswersAsync();
    }

    [Fact]
    public async Task A_body_of_any_bytes_ends_in_an_answer_or_in_a_status_that_is_no_bug()
    {
        await Gen.Select(Gen.Int[0, s_methods.Length - 1], Gen.Byte.Array[0, 300]).SampleAsync(
            async (method, bytes) => AssertNoBug(await _grpc.SendAsync(s_methods[method], RawGrpc.Frame(bytes))), iter: 1000, threads: 2);

        await AnswersAsync();
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("short")]
    [InlineData("longer than it says")]
    [InlineData("beyond the limit")]
    [InlineData("compressed")]
    [InlineData("empty")]
    public async Task A_broken_frame_is_refused(string how)
    {
        var message = s_requests["Check"];
        var body = how switch
        {
            "cut" => RawGrpc.Frame(message)[..^3],
            "short" => [0, 0, 0],
            "longer than it says" => RawGrpc.Frame(message, length: 7),
            "beyond the limit" => RawGrpc.Frame(message, length: uint.MaxValue),
            "compressed" => RawGrpc.Frame(message, compressed: 1),
            _ => [],
        };

        var answer = await _grpc.SendAsync("Check", body);

        Assert.NotEqual(StatusCode.OK, answer?.Code);
        await AnswersAsync();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/grpc+json")]
    public async Task Another_kind_of_content_is_refused(string contentType)
    {
        var answer = await _grpc.SendAsync("Check", "{}"u8.ToArray(), contentType);

        Assert.NotEqual(StatusCode.OK, answer?.Code);
        await AnswersAsync();
    }

    [Theory]
    [InlineData("urn")]
    [InlineData("name")]
    [InlineData("value")]
    public async Task Text_that_is_not_UTF_8_is_no_bug(string where)
    {
        var marker = "MARKER";
        var request = new CheckRequest { Urn = where == "urn" ? SampleResource.Urn + marker : SampleResource.Urn, Type = SampleResource.Type, Name = where == "name" ? marker : "sms", News = SampleResource.Inputs(("sender", where == "value" ? marker : "x")) };
        var message = request.ToByteArray();
        message.AsSpan(message.AsSpan().IndexOf("MARKER"u8), 6).Fill(0xFF);

        AssertNoBug(await _grpc.SendAsync("Check", RawGrpc.Frame(message)));
        await AnswersAsync();
    }

    /// <summary>A success or a refusal with a message; never a bug, and never a message that shows the plugin's own code.</summary>
    private static void AssertNoBug((StatusCode Code, string Message)? answer)
    {
        Assert.NotNull(answer);
        var (code, message) = answer.Value;
        Assert.NotEqual(StatusCode.Internal, code);
        Assert.DoesNotContain("Exception", message, StringComparison.Ordinal);
        Assert.True(code == StatusCode.OK || message.Length > 0, $"{code} without a message");
    }

    private async Task AnswersAsync() => Assert.Empty((await shared.Plugin.CheckAsync(SampleResource.Inputs())).Failures);

    /// <summary>Bytes replaced, put in, taken out, or the end cut off.</summary>
    private static byte[] Changed(byte[] bytes, int how, double where, byte[] with)
    {
        var at = (int)(where * bytes.Length);
        var rest = bytes[Math.Min(at + with.Length, bytes.Length)..];
        return how switch
        {
            0 => [.. bytes[..at], .. with, .. rest],
            1 => [.. bytes[..at], .. with, .. bytes[at..]],
            2 => [.. bytes[..at], .. rest],
            _ => bytes[..at],
        };
    }
}
