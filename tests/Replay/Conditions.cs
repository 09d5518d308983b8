// What a recording needs around it and does not show itself: conditions.json.
using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace InfoBip.Replay.Tests;

/// <summary>What stood around some recordings. Everything else is implied by their calls.</summary>
internal sealed record Conditions
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Names of recordings, <c>*</c> standing for any run of characters.</summary>
    public required IReadOnlyList<string> Recordings { get; init; }

    /// <summary>Why these recordings need it.</summary>
    public string? Why { get; init; }

    /// <summary>The recording that went before, with the same service, journal and attached plugin.</summary>
    public string? After { get; init; }

    /// <summary>The provider of a resource, by their names; all others belong to the default provider.</summary>
    public IReadOnlyDictionary<string, string> Providers { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables of the plugin's process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How many times longer than recorded the deadlines of the requests are, so that a busy machine keeps them.</summary>
    public double SlowerBy { get; init; } = 1;

    /// <summary>Functions by their recorded token that have another one today.</summary>
    public IReadOnlyDictionary<string, string> RenamedFunctions { get; init; } = new Dictionary<string, string>();

    /// <summary>The only user secret that the service accepts; null accepts any.</summary>
    public string? UserSecret { get; init; }

    /// <summary>Faults of the service, as the sandbox's control API takes them.</summary>
    public IReadOnlyList<JsonObject> Faults { get; init; } = [];

    /// <summary>Instances that no call shows, or shows otherwise than they are.</summary>
    public IReadOnlyList<ExtraInstance> Instances { get; init; } = [];

    /// <summary>What the service made in a call whose answer was not recorded.</summary>
    public ExtraInstance? Created { get; init; }

    /// <summary>An instance of the service, or what differs in one that the calls imply.</summary>
    internal sealed record ExtraInstance(long Id, string? Name = null, string? Connector = null, bool? Valid = null, DateTimeOffset? CreatedDate = null);

    /// <summary>Nothing special.</summary>
    public static Conditions None { get; } = new() { Recordings = [] };

    /// <summary>All conditions of the file.</summary>
    public static IReadOnlyList<Conditions> All { get; } = JsonSerializer.Deserialize<List<Conditions>>(File.ReadAllText(ReplayFiles.PathOf("conditions.json")), s_options)!;

    /// <summary>The conditions of one recording; an entry of the file adds to those before it.</summary>
    public static Conditions Of(Recording recording) => All
        .Where(entry => entry.Recordings.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, recording.Name, ignoreCase: false)))
        .Aggregate(None, (all, entry) => all with
        {
            After = entry.After ?? all.After,
            Providers = all.Providers.Concat(entry.Providers).ToDictionary(),
            Environment = all.Environment.Concat(entry.Environment).ToDictionary(),
            RenamedFunctions = all.RenamedFunctions.Concat(entry.RenamedFunctions).ToDictionary(),
            SlowerBy = entry.SlowerBy * all.SlowerBy,
            UserSecret = entry.UserSecret ?? all.UserSecret,
            Faults = [.. all.Faults, .. entry.Faults],
            Instances = [.. all.Instances, .. entry.Instances],
            Created = entry.Created ?? all.Created,
        });
}
