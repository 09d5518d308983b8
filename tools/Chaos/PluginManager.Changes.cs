// The updates, refreshes and deletes of the storm's engine.
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Chaos;

/// <content>What happens to an instance that exists.</content>
internal sealed partial class PluginManager
{
    private async Task UpdateAsync(Subject subject, Draw draw)
    {
        var program = Wire.Map(
            ("sender", $"+{subject.Name}{draw.Name}"),
            ("username", Text(subject.Inputs, "username")),
            ("password", Wire.Secret(SecretCanary.Password)),
            ("callbackUrl", "https://www.example.com/auth"));
        Complete(program, draw, enabled: draw.Switch > 0.2);
        foreach (var input in subject.IsUnseen ? subject.Elsewhere.Keys.ToList() : [])
        {
            program.Fields.Remove(input);
        }

        if (!subject.Inputs.Fields.ContainsKey("__generatedName"))
        {
            program.Fields["name"] = Value.ForString(Text(subject.Inputs, "name"));
        }

        if (await CheckAsync(subject, subject.Inputs, program, draw) is not { } inputs)
        {
            return;
        }

        // What the program names again is its own again.
        foreach (var managed in subject.Elsewhere.Keys.Where(inputs.Fields.ContainsKey).Where(input => input != "name").ToList())
        {
            subject.Elsewhere.Remove(managed);
        }

        using var limit = LimitOf(draw);
        var request = new UpdateRequest
        {
            Id = subject.Id,
            Urn = subject.Urn,
            Name = subject.Name,
            Type = Type,
            Olds = subject.Outputs.Clone(),
            OldInputs = subject.Inputs.Clone(),
            News = inputs.Clone(),
        };
        var (answer, failure) = await CallAsync(subject, limit, client => client.UpdateAsync(request, cancellationToken: limit.Token));
        // Only a refresh shows what came of a change that failed: one that takes it back is no change to the engine.
        subject.ChangeFailed |= answer is null;
        if (answer is not null)
        {
            subject.Inputs = inputs;
            Record(subject, answer.Properties);
            ChangeElsewhere(subject, draw);
        }
        else if (Detail(failure!) is { } partial)
        {
            Tally.Add("partially created, kept");
            Record(subject, partial.Properties);
        }
        else
        {
            Tally.Add("failed cleanly");
        }
    }

    private async Task ReadAsync(Subject subject, Draw draw)
    {
        using var limit = LimitOf(draw);
        var isSeedLike = IsSeedLike();
        var (answer, failure) = await CallAsync(subject, limit, client => client.ReadAsync(ReadOf(subject), cancellationToken: limit.Token));
        isSeedLike |= IsSeedLike();
        if (answer is { Id.Length: 0 })
        {
            if (!subject.DeleteFailed)
            {
                Lose(subject, "is gone");
            }

            subject.Drop();
        }
        else if (answer is not null)
        {
            // A service that shows neither configuration nor tags nor the switch does not show either what came of a change that failed, or what somebody else changed.
            (subject.Inputs, subject.ChangeFailed, subject.IsUnseen) = (answer.Inputs, subject.ChangeFailed && isSeedLike, subject.IsUnseen && isSeedLike);
            Record(subject, answer.Properties);
        }
        else if (Detail(failure!) is { } partial)
        {
            Record(subject, partial.Properties);
        }
        else
        {
            Tally.Add("failed cleanly");
        }
    }

    private async Task DeleteAsync(Subject subject, Draw draw)
    {
        using var limit = LimitOf(draw);
        var request = new DeleteRequest { Id = subject.Id, Urn = subject.Urn, Name = subject.Name, Type = Type, Properties = subject.Outputs.Clone() };
        var (answer, _) = await CallAsync(subject, limit, client => client.DeleteAsync(request, cancellationToken: limit.Token));
        if (answer is not null)
        {
            if (_sandbox.Instances.FirstOrDefault(one => Comparison.Id(one) == subject.Id) is { } kept)
            {
                Tally.Add("deletes that kept an adopted instance");
                subject.Leftovers.Add(new Leftover(Comparison.Marker(kept), kept.Name, LeftoverCause.Kept, "", Recorded: true));
            }

            subject.Drop();
            return;
        }

        subject.DeleteFailed = true;
        Tally.Add("failed cleanly");
    }

    /// <summary>What a program may leave out.</summary>
    private static void Complete(Struct program, Draw draw, bool enabled)
    {
        if (!draw.LeavesSwitch)
        {
            program.Fields["enabled"] = Value.ForBool(enabled);
        }

        if (!draw.LeavesTags)
        {
            program.Fields["tags"] = Value.ForList([.. Enumerable.Range(0, draw.Name % 3).Select(tag => Value.ForString(StormNames.Tag(draw.Name + tag)))]);
        }
    }

    /// <summary>Somebody changes at the service what the program does not manage.</summary>
    private void ChangeElsewhere(Subject subject, Draw draw)
    {
        if (!draw.Elsewhere)
        {
            return;
        }

        if (_sandbox.Instances.All(one => Comparison.Id(one) != subject.Id))
        {
            // An update that had nothing to send does not notice that a delete, whose answer was lost, had removed the instance.
            if (!subject.DeleteFailed)
            {
                Lose(subject, "is gone");
            }

            return;
        }

        subject.IsUnseen = true;
        _sandbox.Edit(long.Parse(subject.Id!, CultureInfo.InvariantCulture), instance =>
        {
            if (subject.Inputs.Fields.ContainsKey("__generatedName"))
            {
                instance.Name = $"{subject.Name} renamed {draw.Name}";
                subject.Elsewhere["name"] = Unmanaged(instance, "name");
            }

            if (!subject.Inputs.Fields.ContainsKey("enabled"))
            {
                instance.Disabled = !instance.Disabled;
                subject.Elsewhere["enabled"] = Unmanaged(instance, "enabled");
            }

            if (!subject.Inputs.Fields.ContainsKey("tags"))
            {
                instance.Tags.Add("elsewhere");
                subject.Elsewhere["tags"] = Unmanaged(instance, "tags");
            }
        });
    }

    private static string Unmanaged(SandboxInstance instance, string input) => input switch
    {
        "name" => instance.Name,
        "enabled" => $"{!instance.Disabled}",
        _ => string.Join('|', instance.Tags),
    };

    private bool IsSeedLike() => _sandbox.Options.Behaviours["answer"] == "seed-like";

    /// <summary>Whether what the program manages is at the service as the state says.</summary>
    private static bool IsAsRecorded(Subject subject, SandboxInstance there)
    {
        var (inputs, state) = (subject.Inputs.Fields, subject.Outputs);
        return (inputs.ContainsKey("__generatedName") || StormNames.Form(there.Name) == StormNames.Form(Text(state, "name")!))
            && there.Configuration["messaging.sms.infobip.sender"] == Text(state, "sender")
            && (!inputs.ContainsKey("enabled") || there.Disabled != state.Fields["enabled"].BoolValue)
            && (!inputs.ContainsKey("tags") || there.Tags.Select(StormNames.Form).ToHashSet().SetEquals(
                state.Fields["tags"].ListValue.Values.Select(tag => StormNames.Form(tag.StringValue))));
    }

    private static string Shown(SandboxInstance there) =>
        $"{there.Name}, {there.Configuration["messaging.sms.infobip.sender"]}, disabled: {there.Disabled}, tags: {string.Join(", ", there.Tags)}";
}
