// How a sandbox behaves: its secrets, its seed and the shape of its answers.
using System.Net;

namespace InfoBip.Sandbox;

/// <summary>How a secret configuration value comes back in an answer.</summary>
public enum MaskMode
{
    /// <summary>As exactly <c>********</c>, as the live service does.</summary>
    Stars,

    /// <summary>As an empty string.</summary>
    Empty,

    /// <summary>Not at all: the entry is left out.</summary>
    Absent,

    /// <summary>As it was sent.</summary>
    None,
}

/// <summary>Which fields an answer about an instance holds.</summary>
public enum AnswerShape
{
    /// <summary>Every field that the published documentation and the platform's own test suite know, tags and configuration included.</summary>
    Echo,

    /// <summary>The fields of the seed page's answer and no others: no tags, no configuration.</summary>
    Seed,
}

/// <summary>An account of the service, as far as requests show it.</summary>
/// <param name="UserSecret">The secret of the user, to whom the instances belong that it makes.</param>
/// <param name="OrganizationSecret">The secret of the organization.</param>
public sealed record SandboxAccount(string UserSecret, string OrganizationSecret);

/// <summary>The behaviour of a sandbox. Address, port and the size of the request log are read at the start; everything else may change while it runs.</summary>
public sealed record SandboxOptions
{
    /// <summary>The address that it listens on; whoever reaches it may also control it.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The only user secret that is accepted; null accepts any that is present and well-formed.</summary>
    public string? UserSecret { get; init; }

    /// <summary>The only organization secret that is accepted; null accepts any that is present and well-formed.</summary>
    public string? OrganizationSecret { get; init; }

    /// <summary>The accounts that are accepted, each with instances of its own; empty leaves it to <see cref="UserSecret"/> and <see cref="OrganizationSecret"/>.</summary>
    public IReadOnlyList<SandboxAccount> Accounts { get; init; } = [];

    /// <summary>The switches, one for each point that the sources of the API leave open.</summary>
    public SandboxBehaviours Behaviours { get; init; } = SandboxBehaviours.Default;

    /// <summary>From 1 upwards: ids, tokens, request ids and the requests that faults hit follow from it. Seed 1 begins with id 12, as the seed page does.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock of created dates, delays and the rate limit.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How secret configuration values come back.</summary>
    public MaskMode Masking { get; init; } = MaskMode.Stars;

    /// <summary>Which fields answers hold.</summary>
    public AnswerShape Answers { get; init; } = AnswerShape.Echo;

    /// <summary>Whether tags come back in the reverse of the order they were given in: their order means nothing.</summary>
    public bool ReverseTags { get; init; }

    /// <summary>Whether answers hold fields that no documentation knows.</summary>
    public bool UnknownFields { get; init; }

    /// <summary>Passwords that the connector rejects after the instance was stored: it is then not <c>valid</c>. Empty accepts all.</summary>
    public IReadOnlyCollection<string> RejectedPasswords { get; init; } = ["wrong"];

    /// <summary>How many requests a second are answered; the others get 429 with <c>Retry-After</c>. Null is no limit.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>How many requests the log keeps; the oldest go first.</summary>
    public int RequestLogSize { get; init; } = 100_000;
}
