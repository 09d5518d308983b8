// The engine's side of an inline program: asks the language host at --client to run it against the engine that started this process.
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Tenants.Tests.StandIn;

internal static class InlineProgram
{
    private static readonly Method<byte[], byte[]> Run = new(
        MethodType.Unary, "pulumirpc.LanguageRuntime", "Run", Marshallers.Create(static bytes => bytes, static bytes => bytes), Marshallers.Create(static bytes => bytes, static bytes => bytes));

    /// <summary>Gives the exit code that a program's process would have.</summary>
    public static async Task<int> RunAsync(string port)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var answer = await channel.CreateCallInvoker().AsyncUnaryCall(Run, null, default, Request()).ResponseAsync;
        var (error, bail) = Response(answer);
        if (error.Length > 0 || bail)
        {
            await Console.Error.WriteLineAsync(error);
            return 1;
        }

        return 0;
    }

    /// <summary>pulumirpc.RunRequest, by its field numbers.</summary>
    private static byte[] Request()
    {
        using MemoryStream bytes = new();
        using CodedOutputStream output = new(bytes);
        Text(1, "PULUMI_PROJECT");
        Text(2, "PULUMI_STACK");
        Text(3, "PULUMI_PWD");
        Text(5, "PULUMI_ENGINE");
        output.WriteTag(7, WireFormat.WireType.Varint);
        output.WriteBool(Environment.GetEnvironmentVariable("PULUMI_DRY_RUN") == "true");
        output.WriteTag(8, WireFormat.WireType.Varint);
        output.WriteInt32(int.MaxValue);
        Text(9, "PULUMI_MONITOR");
        Text(12, "PULUMI_ORGANIZATION");
        output.Flush();
        return bytes.ToArray();

        void Text(int field, string variable)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteString(Environment.GetEnvironmentVariable(variable) ?? "");
        }
    }

    /// <summary>pulumirpc.RunResponse: the error is field 1, bail field 2.</summary>
    private static (string Error, bool Bail) Response(byte[] bytes)
    {
        using CodedInputStream input = new(bytes);
        var (error, bail) = ("", false);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: error = input.ReadString(); break;
                case 2: bail = input.ReadBool(); break;
                default: input.SkipLastField(); break;
            }
        }

        return (error, bail);
    }
}
