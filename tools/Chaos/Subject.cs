// One resource of the storm, as whoever manages it sees it.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.Chaos;

internal enum OperationKind
{
    Create,
    Update,
    Read,
    Delete,
}

/// <summary>Why a create may have left an instance that no state holds.</summary>
internal enum LeftoverCause
{
    /// <summary>The plugin said that it does not know.</summary>
    Doubt,

    /// <summary>The engine gave the call up before it was answered, and keeps it as a pending operation.</summary>
    GivenUp,

    /// <summary>The plugin was closed or killed in the middle of it.</summary>
    Interrupted,

    /// <summary>The plugin kept it from a delete, since the same session had adopted it.</summary>
    Kept,
}

/// <summary>A create that ended without an answer that says what is there.</summary>
/// <param name="Marker">The marker of the create, which its instance has.</param>
/// <param name="Name">The name that the program gave to the instance.</param>
/// <param name="Cause">Why.</param>
/// <param name="Message">The message that the user got.</param>
/// <param name="Recorded">Whether its session could record creates.</param>
internal sealed record Leftover(string Marker, string Name, LeftoverCause Cause, string Message, bool Recorded);

/// <summary>One call of a create.</summary>
/// <param name="Marker">The create's marker.</param>
/// <param name="Began">When it was made.</param>
/// <param name="Deadline">Until when the plugin was to be done.</param>
internal sealed record CreateAttempt(string Marker, DateTimeOffset Began, DateTimeOffset Deadline);

/// <summary>The random choices for one operation of one resource. It is drawn whether it is needed or not, so that a seed means the same every time.</summary>
internal sealed record Draw(double Kind, double Named, int Name, double Switch, double Change, double GiveUp, TimeSpan GiveUpAfter, byte[] Seed)
{
    /// <summary>How long a create may take.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>Whether the program leaves the switch out.</summary>
    public required bool LeavesSwitch { get; init; }

    /// <summary>Whether the program leaves the tags out.</summary>
    public required bool LeavesTags { get; init; }

    /// <summary>Whether somebody changes at the service what the program leaves out.</summary>
    public required bool Elsewhere { get; init; }

    public static Draw Of(Random random)
    {
        var draw = new Draw(
            random.NextDouble(), random.NextDouble(), random.Next(8), random.NextDouble(), random.NextDouble(), random.NextDouble(),
            TimeSpan.FromMilliseconds(random.Next(1, 400)), new byte[32])
        {
            Deadline = TimeSpan.FromSeconds(3 + (2 * random.NextDouble())),
            LeavesSwitch = random.Next(4) == 0,
            LeavesTags = random.Next(4) == 0,
            Elsewhere = random.Next(4) == 0,
        };
        random.NextBytes(draw.Seed);
        return draw;
    }
}

/// <summary>A resource and what its manager keeps of it.</summary>
internal sealed class Subject(int seed, int index, int process)
{
    private readonly Random _random = new(unchecked((seed * 1_000_003) + index));
    private int _creates;

    public int Process { get; } = process;

    public string Name { get; } = $"sms{index}";

    public string Urn => $"urn:pulumi:dev{Process}::chaos::infobip:index:InfoBipInstance::{Name}";

    /// <summary>What marks the instances that the current create makes: the service keeps it as the user name, and nothing changes it.</summary>
    public string Marker { get; private set; } = "";

    public string? Id { get; private set; }

    public string? Token { get; set; }

    public Struct Inputs { get; set; } = new();

    public Struct Outputs { get; set; } = new();

    /// <summary>What somebody changed at the service, by the input that the program leaves out: nothing may change it back.</summary>
    public Dictionary<string, string> Elsewhere { get; } = [];

    /// <summary>Whether no refresh has seen that yet. A program that names such an input again is compared with the last known state, so the storm's programs wait for one.</summary>
    public bool IsUnseen { get; set; }

    /// <summary>Whether the last change failed, so that the service may have either state.</summary>
    public bool ChangeFailed { get; set; }

    /// <summary>Whether a delete failed, so that the instance may be gone.</summary>
    public bool DeleteFailed { get; set; }

    public List<Leftover> Leftovers { get; } = [];

    public List<CreateAttempt> Attempts { get; } = [];

    public Draw Next() => Draw.Of(_random);

    public OperationKind Choose(Draw draw) => Id is null ? OperationKind.Create : draw.Kind switch
    {
        < 0.40 => OperationKind.Update,
        < 0.65 => OperationKind.Read,
        _ => OperationKind.Delete,
    };

    public void Begin() => Marker = $"{Name}-{++_creates}";

    public void Hold(string id, string? token) => (Id, Token, ChangeFailed, DeleteFailed) = (id, token, false, false);

    public void Drop()
    {
        (Id, Token, Inputs, Outputs) = (null, null, new Struct(), new Struct());
        Elsewhere.Clear();
        IsUnseen = false;
    }
}
