// The creates of the storm's engine.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Chaos;

/// <content>The creates.</content>
internal sealed partial class PluginManager
{
    private async Task CreateAsync(Subject subject, Draw draw)
    {
        subject.Begin();
        var program = Wire.Map(
            ("sender", $"+{subject.Name}"),
            ("username", subject.Marker),
            ("password", Wire.Secret(draw.Change > 0.95 ? "wrong" : SecretCanary.Password)),
            ("callbackUrl", "https://www.example.com/auth"));
        Complete(program, draw, enabled: draw.Switch > 0.1);
        if (draw.Named < 0.3)
        {
            program.Fields["name"] = Value.ForString(StormNames.Shared(subject.Process, draw.Name));
        }

        if (await CheckAsync(subject, new Struct(), program, draw) is not { } inputs)
        {
            return;
        }

        // A hook of the user's lets the engine try again with the same inputs, which half of the failures get.
        var generation = _hosts[subject.Process].Generation;
        if (!await TryCreateAsync(subject, inputs, draw, generation) && draw.Switch < 0.5)
        {
            Tally.Add("creates tried again by a hook");
            await TryCreateAsync(subject, inputs, draw, generation);
        }
    }

    /// <summary>False where a hook may try again.</summary>
    private async Task<bool> TryCreateAsync(Subject subject, Struct inputs, Draw draw, int generation)
    {
        var host = _hosts[subject.Process];
        var (breaks, records) = (host.Breaks, host.Records);
        using var limit = LimitOf(draw);
        var request = new CreateRequest { Urn = subject.Urn, Name = subject.Name, Type = Type, Properties = inputs.Clone(), Timeout = draw.Deadline.TotalSeconds };
        var (answer, failure) = await CallAsync(
            subject,
            limit,
            client =>
            {
                var now = TimeProvider.System.GetUtcNow();
                subject.Attempts.Add(new CreateAttempt(subject.Marker, now, now + draw.Deadline));
                return client.CreateAsync(request, cancellationToken: limit.Token);
            },
            generation);
        if (answer is not null)
        {
            subject.Leftovers.RemoveAll(left => left.Marker == subject.Marker && left.Cause == LeftoverCause.Doubt);
            Hold(subject, answer.Id, inputs, answer.Properties);
            return true;
        }

        if (Detail(failure!) is { } partial)
        {
            Tally.Add("partially created, kept");
            subject.Leftovers.RemoveAll(left => left.Marker == subject.Marker && left.Cause == LeftoverCause.Doubt);
            Hold(subject, partial.Id, inputs, partial.Properties);
            subject.ChangeFailed = true;
            return false;
        }

        var name = Text(inputs, "name")!;
        if (limit.IsOver)
        {
            Tally.Add("creates given up by the engine");
            subject.Leftovers.Add(new Leftover(subject.Marker, name, LeftoverCause.GivenUp, "", records));
            return true;
        }

        if (host.Breaks != breaks && failure!.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown)
        {
            Tally.Add("creates interrupted");
            subject.Leftovers.Add(new Leftover(subject.Marker, name, LeftoverCause.Interrupted, failure.Status.Detail, records));
            return true;
        }

        if (failure!.StatusCode is StatusCode.Unknown or StatusCode.Internal or StatusCode.DataLoss)
        {
            Tally.Add("creates in doubt, reported");
            subject.Leftovers.Add(new Leftover(subject.Marker, name, LeftoverCause.Doubt, failure.Status.Detail, records));
            return false;
        }

        Tally.Add("failed cleanly");
        return true;
    }
}
