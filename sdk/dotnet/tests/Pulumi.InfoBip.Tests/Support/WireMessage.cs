// A protobuf message by its field numbers: the SDK's own classes for it are not public.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.InfoBip.Tests.Support;

internal sealed class WireMessage
{
    private readonly List<(int Number, ByteString Bytes)> _fields = [];

    public WireMessage(byte[] bytes)
    {
        using CodedInputStream input = new(bytes);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                _fields.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes()));
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    public IReadOnlyList<string> Texts(int number) => [.. _fields.Where(field => field.Number == number).Select(field => field.Bytes.ToStringUtf8())];

    public string Text(int number) => Texts(number) is [.., var last] ? last : string.Empty;

    public Struct Struct(int number) => _fields.LastOrDefault(field => field.Number == number).Bytes is { } bytes
        ? Google.Protobuf.WellKnownTypes.Struct.Parser.ParseFrom(bytes)
        : new Struct();

    /// <summary>Writes a message of strings and messages.</summary>
    public static byte[] Write(params (int Number, ByteString Bytes)[] fields)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true))
        {
            foreach (var (number, bytes) in fields)
            {
                output.WriteTag(number, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(bytes);
            }
        }

        return stream.ToArray();
    }
}
