// The connectors that the sandbox knows.
using System.Globalization;

namespace InfoBip.Sandbox.Api;

/// <summary>A connector as answers show it.</summary>
internal sealed record SandboxConnector(int Id, string Key, string Name, string Description, string Image)
{
    public bool TrialAccount { get; init; }

    public string? ConfigDescription { get; init; }

    public string? SignupUrl { get; init; }

    /// <summary>The configuration entries without which no instance is made.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The entry whose value the connector's vendor accepts or rejects.</summary>
    public string? PasswordEntry { get; init; }
}

/// <summary>The catalogue.</summary>
internal static class Connectors
{
    // Texts, id and required entries as on the seed page; its configDescription is escaped when it is written.
    private static readonly SandboxConnector s_infobip = new(
        37,
        "infobip",
        "Infobip",
        "Mobilise your business by integrating into Infobip mobile services cloud. Infobip solutions are designed specifically for companies handling huge amounts of user data and give access to the most varied demographics for marketing, customer care, polling and loyalty programs. The API enables users to communicate with your app or chat with one another; your code decides.",
        "provider_infobip.png")
    {
        TrialAccount = true,
        ConfigDescription = "If you do not have an Infobip account, you can create one at <a href=\"http://www.infobip.com/sign_up/\" target=\"_blank\">Infobip Signup</a>",
        SignupUrl = "http://www.infobip.com/sign_up/",
        Required =
        [
            "messaging.sms.infobip.sender",
            "messaging.sms.infobip.username",
            "messaging.sms.infobip.password",
            "messaging.sms.infobip.callback.url",
        ],
        PasswordEntry = "messaging.sms.infobip.password",
    };

    private static readonly Dictionary<string, SandboxConnector> s_all = new SandboxConnector[]
    {
        s_infobip,
        new(52, "sendgrid", "SendGrid", "Sends mail.", "provider_sendgrid.png"),
        new(41, "twilio", "Twilio", "Sends text messages.", "provider_twilio.png"),
    }.ToDictionary(connector => connector.Key, StringComparer.Ordinal);

    public static IEnumerable<string> Keys => s_all.Keys;

    public static SandboxConnector? Find(string key) => s_all.GetValueOrDefault(key);

    /// <summary>The connector of a key or of an id in digits.</summary>
    public static SandboxConnector? FindByKeyOrId(string keyOrId) =>
        Find(keyOrId) ?? s_all.Values.FirstOrDefault(connector => connector.Id.ToString(CultureInfo.InvariantCulture) == keyOrId);
}
