// Compares what is held with what the service holds.
using System.Globalization;
using System.Text.RegularExpressions;
using InfoBip.Sandbox;

namespace InfoBip.Chaos;

/// <summary>The two sides after a storm.</summary>
internal sealed class Comparison(
    IReadOnlyList<Subject> subjects, IReadOnlyList<SandboxInstance> before, IReadOnlyList<SandboxInstance> there, IReadOnlyList<RecordedRequest> requests)
{
    private readonly Dictionary<string, SandboxInstance> _byId = there.ToDictionary(instance => instance.Id.ToString(CultureInfo.InvariantCulture));
    private readonly HashSet<long> _before = [.. before.Select(instance => instance.Id)];

    public Outcome Outcome(IManager manager, IReadOnlyList<string> leaks)
    {
        var held = subjects.Where(subject => subject.Id is not null).ToList();
        var ids = held.Select(subject => subject.Id!).ToHashSet();
        var left = subjects.SelectMany(subject => subject.Leftovers).ToLookup(one => one.Marker);
        var alone = there.Where(instance => !_before.Contains(instance.Id) && !ids.Contains(instance.Id.ToString(CultureInfo.InvariantCulture))).ToList();
        var reported = alone.Where(instance => manager.ReportedDuplicates.Contains(instance.Id)).ToList();
        alone = [.. alone.Except(reported)];
        var byMarker = there.Where(instance => !_before.Contains(instance.Id)).Except(reported).GroupBy(Marker).ToList();

        // One instance may be left of each create that said so; what more there is of it is a duplicate already.
        var accounted = alone.Where(instance => left.Contains(Marker(instance))).DistinctBy(Marker).ToList();
        var orphans = alone.Where(instance => !left.Contains(Marker(instance))).ToList();

        // What a create of the same resource left and a later one adopted has the old marker until a change gets through.
        var mixedUp = held
            .Where(subject => _byId.TryGetValue(subject.Id!, out var instance)
                && Marker(instance) != subject.Marker
                && !subject.Leftovers.Exists(earlier => earlier.Marker == Marker(instance)))
            .ToList();
        int CountOf(LeftoverCause cause) => accounted.Count(instance => left[Marker(instance)].Last().Cause == cause);
        return new Outcome
        {
            Who = manager.Who,
            Tally = manager.Tally,
            Faults = [],
            Requests = 0,
            LookUps = 0,
            Duplicates = byMarker.Sum(group => group.Count() - 1),
            Orphans = orphans.Count,
            LostTokens = held.Count(subject => _byId.TryGetValue(subject.Id!, out var instance) && instance.Token != subject.Token),
            MixedUp = mixedUp.Count
                + (held.Count - held.DistinctBy(subject => subject.Id).Count())
                + (before.Count - there.Count(instance => _before.Contains(instance.Id))),
            Lost = manager.Tally["lost"] + held.Count(subject => !_byId.ContainsKey(subject.Id!)),
            Leaks = leaks,
            LeftInDoubt = CountOf(LeftoverCause.Doubt),
            Silent = left.SelectMany(one => one).Where(one => one.Cause == LeftoverCause.Doubt).Count(one => !LeadsToWhatIsLeft(one, alone)),
            LeftGivenUp = CountOf(LeftoverCause.GivenUp),
            LeftKilled = CountOf(LeftoverCause.Killed),
            DuplicatesReported = reported.Count,
            Details =
            [
                .. manager.Lost,
                .. orphans.Select(instance => $"orphan {instance.Id} '{instance.Name}'{Story(Marker(instance))}"),
                .. byMarker.Where(group => group.Count() > 1).Select(group => $"duplicates {string.Join(", ", group.Select(one => $"{one.Id} '{one.Name}'"))}{Story(group.Key)}"),
                .. mixedUp.Select(subject => $"{subject.Name} holds {subject.Id}, made for {Marker(_byId[subject.Id!])}{Story(subject.Marker)}{Story(Marker(_byId[subject.Id!]))}"),
            ],
        };
    }

    private static string Marker(SandboxInstance instance) => instance.Configuration.TryGetValue("messaging.sms.infobip.username", out var marker) ? marker : "";

    /// <summary>Whether a reader of the message finds what was left: by an id in it, or by the name and the import command.</summary>
    private static bool LeadsToWhatIsLeft(Leftover left, IEnumerable<SandboxInstance> alone) =>
        left.Message.Contains("pulumi import infobip:index:InfoBipInstance", StringComparison.Ordinal)
        && left.Message.Contains($"'{left.Name}'", StringComparison.Ordinal)
        && alone.Where(instance => Marker(instance) == left.Marker).All(instance => instance.Name == left.Name);

    /// <summary>The requests that made or changed the instances of one resource, to find the cause.</summary>
    private string Story(string marker) => string.Concat(requests
        .Where(request => request.Body.Contains($"\"{marker.Split('-')[0]}-", StringComparison.Ordinal))
        .Select(request => $"{Environment.NewLine}    {request.Time:mm:ss.fff} {request.Method} {request.ApiPath} {Regex.Match(request.Body, "\"(sms[0-9]+-[0-9]+)\"").Groups[1].Value} {Regex.Match(request.Body, "\"name\":\"([^\"]*)").Groups[1].Value}: {request.Fault?.ToString() ?? "no fault"}, {request.Status?.ToString(CultureInfo.InvariantCulture) ?? "cut"}"));
}
