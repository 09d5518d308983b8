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

    /// <summary>The plugin was killed; the engine reported it.</summary>
    Killed,
}

/// <summary>A create that ended without an answer that says what is there.</summary>
/// <param name="Marker">The marker of the create, which its instance has.</param>
/// <param name="Name">The name that the instance bears.</param>
/// <param name="Cause">Why.</param>
/// <param name="Message">The message that the user got.</param>
internal sealed record Leftover(string Marker, string Name, LeftoverCause Cause, string Message);

/// <summary>The random choices for one operation of one resource. It is drawn whether it is needed or not, so that a seed means the same every time.</summary>
internal sealed record Draw(double Kind, double Named, int Name, double Switch, double Change, double GiveUp, TimeSpan GiveUpAfter, byte[] Seed)
{
    public static Draw Of(Random random)
    {
        var draw = new Draw(
            random.NextDouble(), random.NextDouble(), random.Next(8), random.NextDouble(), random.NextDouble(), random.NextDouble(),
            TimeSpan.FromMilliseconds(random.Next(1, 400)), new byte[32]);
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

    public string Urn => $"urn:pulumi:dev::chaos::infobip:index:InfoBipInstance::{Name}";

    /// <summary>What marks the instances that the current create makes: the service keeps it as the user name, and nothing changes it.</summary>
    public string Marker { get; private set; } = "";

    public string? Id { get; private set; }

    public string? Token { get; set; }

    public Struct Inputs { get; set; } = new();

    public Struct Outputs { get; set; } = new();

    /// <summary>Whether the last change failed, so that the service may have either state.</summary>
    public bool ChangeFailed { get; set; }

    /// <summary>Whether a delete failed, so that the instance may be gone.</summary>
    public bool DeleteFailed { get; set; }

    public List<Leftover> Leftovers { get; } = [];

    public Draw Next() => Draw.Of(_random);

    public OperationKind Choose(Draw draw) => Id is null ? OperationKind.Create : draw.Kind switch
    {
        < 0.40 => OperationKind.Update,
        < 0.65 => OperationKind.Read,
        _ => OperationKind.Delete,
    };

    public void Begin() => Marker = $"{Name}-{++_creates}";

    public void Hold(string id, string? token) => (Id, Token, ChangeFailed, DeleteFailed) = (id, token, false, false);

    public void Drop() => (Id, Token, Inputs, Outputs) = (null, null, new Struct(), new Struct());
}
