// Compares what is held with what the service holds.
using System.Globalization;
using System.Text.RegularExpressions;
using InfoBip.Sandbox;

namespace InfoBip.Chaos;

/// <summary>The two sides after a storm.</summary>
internal sealed partial class Comparison(
    IReadOnlyList<Subject> subjects, IReadOnlyList<SandboxInstance> before, IReadOnlyList<SandboxInstance> there, IReadOnlyList<RecordedRequest> requests)
{
    private readonly Dictionary<string, SandboxInstance> _byId = there.ToDictionary(Id);
    private readonly HashSet<long> _before = [.. before.Select(instance => instance.Id)];

    public Outcome Outcome(IManager manager, IReadOnlyList<string> leaks)
    {
        var held = subjects.Where(subject => subject.Id is not null).ToList();
        var ids = held.Select(subject => subject.Id!).ToHashSet();
        var left = subjects.SelectMany(subject => subject.Leftovers.Select(one => (Subject: subject, Left: one))).ToLookup(one => one.Left.Marker);
        var made = there.Where(instance => !_before.Contains(instance.Id)).ToList();
        var alone = made.Where(instance => !ids.Contains(Id(instance))).ToList();

        // Each that is alone is accounted for by the first of these. The journal promises nothing where it could not be written, or where the service acted too late.
        var late = subjects.SelectMany(ActedLate).ToHashSet();
        var accounts = alone.ToLookup(instance => left[Marker(instance)].ToList() is var lefts && manager.IsNamed(instance, lefts) ? Account.Named
            : lefts.Exists(one => !one.Left.Recorded) ? Account.Unrecorded
            : late.Contains(Marker(instance)) ? Account.Late
            : Account.None);
        var byMarker = made.Except(alone).Concat(accounts[Account.None]).GroupBy(Marker).ToList();
        var orphans = accounts[Account.None].ToList();

        // What a create of the same resource left and a later one adopted has the old marker until a change gets through.
        var mixedUp = held
            .Where(subject => _byId.TryGetValue(subject.Id!, out var instance)
                && Marker(instance) != subject.Marker
                && !subject.Leftovers.Exists(earlier => earlier.Marker == Marker(instance)))
            .ToList();
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
                + before.Count(one => !_byId.TryGetValue(Id(one), out var now) || !IsUntouched(one, now)),
            Lost = manager.Tally["lost"] + held.Count(subject => !_byId.ContainsKey(subject.Id!)),
            Leaks = leaks,
            Silent = left.SelectMany(one => one).Select(one => one.Left).Where(one => one.Cause == LeftoverCause.Doubt).Count(one => !LeadsToWhatIsLeft(one, alone)),
            LeftNamed = accounts[Account.Named].Count(),
            LeftUnrecorded = accounts[Account.Unrecorded].Count(),
            LeftLate = accounts[Account.Late].Count(),
            Details =
            [
                .. manager.Lost,
                .. orphans.Select(instance => $"orphan {instance.Id} '{instance.Name}'{Left(instance)}{Story(Marker(instance))}"),
                .. byMarker.Where(group => group.Count() > 1).Select(group => $"duplicates {string.Join(", ", group.Select(one => $"{one.Id} '{one.Name}'"))}{Story(group.Key)}"),
                .. mixedUp.Select(subject => $"{subject.Name} holds {subject.Id}, made for {Marker(_byId[subject.Id!])}{Story(subject.Marker)}{Story(Marker(_byId[subject.Id!]))}"),
            ],
        };
    }

    private enum Account
    {
        None,
        Named,
        Unrecorded,
        Late,
    }

    public static string Marker(SandboxInstance instance) => instance.Configuration.TryGetValue("messaging.sms.infobip.username", out var marker) ? marker : "";

    private static bool IsUntouched(SandboxInstance before, SandboxInstance now) =>
        now.Name == before.Name && now.Disabled == before.Disabled && now.Tags.SequenceEqual(before.Tags) && now.Configuration.OrderBy(one => one.Key).SequenceEqual(before.Configuration.OrderBy(one => one.Key));

    /// <summary>Whether a reader of the message finds what was left: by an id in it, or by the name and the import command.</summary>
    private static bool LeadsToWhatIsLeft(Leftover left, IEnumerable<SandboxInstance> alone) =>
        PluginNotes.LeadsTo(left.Message, left.Name)
        && alone.Where(instance => Marker(instance) == left.Marker).All(instance => StormNames.Form(instance.Name) == StormNames.Form(left.Name));

    /// <summary>The marker of each create of a resource on which the service acted after its deadline.</summary>
    private IEnumerable<string> ActedLate(Subject subject) => requests
        .Where(request => request is { Method: "POST", ApiPath: "/instances" })
        .SelectMany(request => subject.Attempts
            .Where(attempt => attempt.Began <= request.Time && request.Body.Contains($"\"{attempt.Marker}\"", StringComparison.Ordinal))
            .TakeLast(1)
            .Where(attempt => (request.ActsAt ?? request.Time) > attempt.Deadline)
            .Select(attempt => attempt.Marker));

    /// <summary>Some requests, each on a line of its own, with what of its body shows which operation sent it.</summary>
    public static string Story(IEnumerable<RecordedRequest> requests) => string.Concat(requests.Select(request =>
    {
        var content = string.Join(' ', ContentPattern().Matches(request.Body).Select(match => match.Groups[1].Value));
        var status = request.Status?.ToString(CultureInfo.InvariantCulture) ?? "cut";
        return $"{Environment.NewLine}    {request.Time:mm:ss.fff} {request.Method} {request.ApiPath} {content}: {request.Fault?.ToString() ?? "no fault"}, {status}";
    }));

    public static string Id(SandboxInstance instance) => instance.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is known of the creates of the resource whose instance it is.</summary>
    private string Left(SandboxInstance instance) => string.Concat(subjects
        .Where(subject => Marker(instance).StartsWith($"{subject.Name}-", StringComparison.Ordinal))
        .SelectMany(subject => subject.Leftovers)
        .Select(left => $"{Environment.NewLine}    {left.Marker}, {left.Cause}, {(left.Recorded ? "recorded" : "not recorded")}: {left.Message}"));

    /// <summary>The requests that made or changed the instances of one resource, to find the cause.</summary>
    private string Story(string marker) => Story(requests.Where(request => request.Body.Contains($"\"{marker.Split('-')[0]}-", StringComparison.Ordinal)));

    [GeneratedRegex("\"(?:name|messaging\\.sms\\.infobip\\.(?:username|sender))\":\"([^\"]*)")]
    private static partial Regex ContentPattern();
}
