// What the sandbox holds of one instance, secrets in clear.
namespace InfoBip.Sandbox;

/// <summary>An instance as the sandbox holds it. What callers get is a copy; changes go through <see cref="SandboxServer.Edit"/>.</summary>
public sealed class SandboxInstance
{
    internal SandboxInstance(long id, string connectorKey, string name, string token, DateTimeOffset createdDate)
    {
        Id = id;
        ConnectorKey = connectorKey;
        Name = name;
        Token = token;
        CreatedDate = createdDate;
    }

    /// <summary>The id, which never changes.</summary>
    public long Id { get; }

    /// <summary>The key of its connector, such as <c>infobip</c>.</summary>
    public string ConnectorKey { get; }

    /// <summary>Its name; several instances may bear the same.</summary>
    public string Name { get; set; }

    /// <summary>The token for calls on behalf of the instance.</summary>
    public string Token { get; set; }

    /// <summary>Its tags, in the order given.</summary>
    public IList<string> Tags { get; private init; } = [];

    /// <summary>Its configuration in clear, the service's defaults included.</summary>
    public IDictionary<string, string> Configuration { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the connector took the credentials.</summary>
    public bool Valid { get; set; } = true;

    /// <summary>Whether it is switched off.</summary>
    public bool Disabled { get; set; }

    /// <summary>The user secret of the account that it belongs to; null belongs to every account.</summary>
    public string? Owner { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedDate { get; }

    internal SandboxInstance Copy() => new(Id, ConnectorKey, Name, Token, CreatedDate)
    {
        Tags = [.. Tags],
        Configuration = new Dictionary<string, string>(Configuration, StringComparer.Ordinal),
        Valid = Valid,
        Disabled = Disabled,
        Owner = Owner,
    };

    internal void SetTags(IEnumerable<string> tags)
    {
        Tags.Clear();
        foreach (var tag in tags)
        {
            Tags.Add(tag);
        }
    }
}
