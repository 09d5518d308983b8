// Wish 27, below the messages: bytes on the wire that are no requests, or nearly some.
using CsCheck;
using Google.Protobuf;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W27_WireTests(WiredFixture fixture) : IClassFixture<WiredFixture>, IDisposable
{
    private static readonly Dictionary<string, byte[]> s_requests = new()
    {
        ["CheckConfig"] = new CheckRequest { Urn = Wired.ProviderUrn, Olds = Wired.Inputs(), News = Wired.Inputs() }.ToByteArray(),
        ["DiffConfig"] = new DiffRequest { Urn = Wired.ProviderUrn, Olds = Wired.Inputs(), News = Wired.Inputs() }.ToByteArray(),
        ["Check"] = new CheckRequest { Urn = Wired.Urn, Type = Wired.Type, Name = "sms", Olds = Wired.Inputs(), News = Wired.Inputs(("tags", new[] { "a" })), RandomSeed = ByteString.CopyFrom(new byte[32]) }.ToByteArray(),
        ["Diff"] = new DiffRequest { Id = "12", Urn = Wired.Urn, Type = Wired.Type, Olds = Wired.Inputs(), OldInputs = Wired.Inputs(), News = Wired.Inputs(("enabled", false)), IgnoreChanges = { "tags" } }.ToByteArray(),
        ["Create"] = new CreateRequest { Urn = Wired.Urn, Type = Wired.Type, Properties = Wired.Inputs(), Timeout = 20 }.ToByteArray(),
        ["Read"] = new ReadRequest { Id = "12", Urn = Wired.Urn, Type = Wired.Type, Inputs = Wired.Inputs(), Properties = Wired.Inputs() }.ToByteArray(),
        ["Update"] = new UpdateRequest { Id = "12", Urn = Wired.Urn, Type = Wired.Type, Olds = Wired.Inputs(), OldInputs = Wired.Inputs(), News = Wired.Inputs(("sender", "x")) }.ToByteArray(),
        ["Delete"] = new DeleteRequest { Id = "12", Urn = Wired.Urn, Type = Wired.Type, Properties = Wired.Inputs() }.ToByteArray(),
        ["Invoke"] = new InvokeRequest { Tok = "infobip:index:getInfoBipInstance", Args = EngineSimulator.Wire.Map(("id", "12")) }.ToByteArray(),
        ["List"] = new ListRequest { Token = Wired.Type }.ToByteArray(),
        ["GetSchema"] = new GetSchemaRequest { Version = 1 }.ToByteArray(),
        ["Handshake"] = new ProviderHandshakeRequest { RootDirectory = "/x" }.ToByteArray(),
        ["Construct"] = [1, 2, 3],
    };

    private static readonly string[] s_methods = [.. s_requests.Keys];

    private readonly RawGrpc _grpc = new(fixture.Wired.Plugin.Port);

    public void Dispose() => _grpc.Dispose();

    [Fact]
    public async Task W27_A_request_with_any_bytes_changed_ends_in_an_answer_or_in_a_status_that_is_no_bug()
    {
        var change = Gen.Select(Gen.Int[0, 3], Gen.Double.Unit, Gen.Byte.Array[1, 6]);
        await Gen.Select(Gen.Int[0, s_methods.Length - 1], change.Array[1, 4]).SampleAsync(
            async (method, changes) =>
            {
                var message = changes.Aggregate(s_requests[s_methods[method]], (bytes, how) => Changed(bytes, how.Item1, how.Item2, how.Item3));
                Judge(await _grpc.SendAsync(s_methods[method], RawGrpc.Frame(message)));
            },
            iter: 3000,
            threads: 2);

        await AnswersAsync();
    }

    [Fact]
    public async Task W27_A_body_of_any_bytes_ends_in_an_answer_or_in_a_status_that_is_no_bug()
    {
        await Gen.Select(Gen.Int[0, s_methods.Length - 1], Gen.Byte.Array[0, 300]).SampleAsync(
            async (method, bytes) => Judge(await _grpc.SendAsync(s_methods[method], RawGrpc.Frame(bytes))), iter: 1000, threads: 2);

        await AnswersAsync();
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("short")]
    [InlineData("longer than it says")]
    [InlineData("beyond the limit")]
    [InlineData("compressed")]
    [InlineData("empty")]
    public async Task W27_A_broken_frame_is_refused(string how)
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
    public async Task W27_Another_kind_of_content_is_refused(string contentType)
    {
        var answer = await _grpc.SendAsync("Check", "{}"u8.ToArray(), contentType);

        Assert.NotEqual(StatusCode.OK, answer?.Code);
        await AnswersAsync();
    }

    [Theory]
    [InlineData("urn")]
    [InlineData("name")]
    [InlineData("value")]
    public async Task W27_Text_that_is_not_UTF_8_is_no_bug(string where)
    {
        var marker = "MARKER";
        var request = new CheckRequest { Urn = where == "urn" ? Wired.Urn + marker : Wired.Urn, Type = Wired.Type, Name = where == "name" ? marker : "sms", News = Wired.Inputs(("sender", where == "value" ? marker : "x")) };
        var message = request.ToByteArray();
        message.AsSpan(message.AsSpan().IndexOf("MARKER"u8), 6).Fill(0xFF);

        Judge(await _grpc.SendAsync("Check", RawGrpc.Frame(message)));
        await AnswersAsync();
    }

    /// <summary>A success or a refusal with words; never a bug, and never one that tells how the plugin is made.</summary>
    private static void Judge((StatusCode Code, string Message)? answer)
    {
        Assert.NotNull(answer);
        var (code, message) = answer.Value;
        Assert.NotEqual(StatusCode.Internal, code);
        Assert.DoesNotContain("Exception", message, StringComparison.Ordinal);
        Assert.True(code == StatusCode.OK || message.Length > 0, $"{code} without a message");
    }

    private async Task AnswersAsync() => Assert.Empty((await fixture.Wired.CheckAsync(Wired.Inputs())).Failures);

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
