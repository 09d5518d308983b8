// Searches everything that a plugin answers, logs and prints for secrets outside a secret's mark.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Chaos;

/// <summary>Collects where the given secrets were found; it never repeats them.</summary>
internal sealed class LeakDetector(params IEnumerable<string> secrets)
{
    private readonly SecretSearch _search = new(secrets);
    private readonly List<string> _leaks = [];

    public IReadOnlyList<string> Leaks => _leaks;

    /// <summary>How many things were searched: a test that searched nothing has not tested anything.</summary>
    public int Checked { get; private set; }

    /// <summary>The status codes of the failures that were searched.</summary>
    public List<StatusCode> Codes { get; } = [];

    /// <summary>Awaits a call and searches its answer, or its failure.</summary>
    public async Task<T?> CheckAsync<T>(string where, Task<T> call)
        where T : class, IMessage<T>
    {
        try
        {
            var answer = await call;
            Check(where, answer);
            return answer;
        }
        catch (RpcException failure)
        {
            Check(where, failure);
            return null;
        }
    }

    public void Check(string where, IMessage message)
    {
        Checked++;
        Note(where, _search.In(WithoutSecrets(message).ToByteArray()));
    }

    public void Check(string where, string text)
    {
        Checked++;
        Note(where, _search.In(text));
    }

    public void Check(string where, RpcException failure)
    {
        Codes.Add(failure.StatusCode);
        Check($"{where}: the status", failure.Status.Detail);
        foreach (var entry in failure.Trailers)
        {
            if (entry.Key == "grpc-status-details-bin")
            {
                var status = Google.Rpc.Status.Parser.ParseFrom(entry.ValueBytes);
                Check($"{where}: the message in the details", status.Message);
                foreach (var detail in status.Details)
                {
                    Check($"{where}: the detail {detail.TypeUrl}", detail.Is(ErrorResourceInitFailed.Descriptor) ? detail.Unpack<ErrorResourceInitFailed>() : detail);
                }
            }
            else
            {
                Checked++;
                Note($"{where}: the trailer {entry.Key}", entry.IsBinary ? _search.In(entry.ValueBytes) : _search.In(entry.Value));
            }
        }
    }

    /// <summary>A copy whose properties have nothing in the place of their secrets.</summary>
    private static IMessage WithoutSecrets(IMessage message)
    {
        var copy = message.Descriptor.Parser.ParseFrom(message.ToByteString());
        foreach (var field in copy.Descriptor.Fields.InFieldNumberOrder().Where(field => !field.IsRepeated && !field.IsMap))
        {
            if (field.Accessor.GetValue(copy) is Struct map)
            {
                field.Accessor.SetValue(copy, WithoutSecrets(Value.ForStruct(map)).StructValue);
            }
        }

        return copy;
    }

    private static Value WithoutSecrets(Value value) => value switch
    {
        _ when Wire.IsSecret(value) => Value.ForNull(),
        { KindCase: Value.KindOneofCase.ListValue } => Value.ForList([.. value.ListValue.Values.Select(WithoutSecrets)]),
        { KindCase: Value.KindOneofCase.StructValue } => Value.ForStruct(new Struct
        {
            Fields = { value.StructValue.Fields.ToDictionary(field => field.Key, field => WithoutSecrets(field.Value)) },
        }),
        _ => value,
    };

    private void Note(string where, IReadOnlyList<string> found) => _leaks.AddRange(found.Select(what => $"{where} holds the {what}"));
}
