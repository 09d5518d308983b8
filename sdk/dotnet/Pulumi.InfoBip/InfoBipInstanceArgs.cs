// The inputs of an instance.
namespace Pulumi.InfoBip;

/// <summary>The inputs of an <see cref="InfoBipInstance"/>.</summary>
public sealed class InfoBipInstanceArgs : ResourceArgs
{
    /// <summary>The sender of the messages: a phone number or a name. Configuration key <c>messaging.sms.infobip.sender</c>.</summary>
    [Input("sender", required: true)]
    public Input<string> Sender { get; set; } = null!;

    /// <summary>The user name of the InfoBip account. Configuration key <c>messaging.sms.infobip.username</c>.</summary>
    [Input("username", required: true)]
    public Input<string> Username { get; set; } = null!;

    /// <summary>
    /// The password of the InfoBip account. Required for a new instance; after an import it may be left out. Configuration key
    /// <c>messaging.sms.infobip.password</c>. The API never returns the password, so Pulumi cannot detect that it was changed elsewhere.
    /// </summary>
    public Input<string>? Password
    {
        get => _password;
        set => _password = Utilities.Secret(value);
    }

    [Input("password")]
    private Input<string>? _password;

    /// <summary>
    /// The URL to which InfoBip reports the status of messages: absolute, http or https. Configuration key
    /// <c>messaging.sms.infobip.callback.url</c>.
    /// </summary>
    [Input("callbackUrl", required: true)]
    public Input<string> CallbackUrl { get; set; } = null!;

    /// <summary>
    /// The instance's name. Defaults to the resource name plus a random suffix, which is kept from then on. It may not contain HTML,
    /// which the service strips, invisible characters, or blanks at its ends. A name that the program leaves out later stays.
    /// </summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>
    /// The instance's tags; order and duplicates are ignored. Omit to leave tags unmanaged; <c>[]</c> clears them. They may not
    /// contain HTML, which the service strips, invisible characters, or blanks at their ends.
    /// </summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    [Input("tags")]
    private InputList<string>? _tags;

    /// <summary>
    /// Whether the instance is enabled. A new instance is enabled unless this is false; left out later, it stays as it is. A disabled
    /// instance keeps its configuration and refuses calls made with its token.
    /// </summary>
    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    /// <summary>
    /// Further configuration entries by their keys, for example <c>event.notification.enabled</c>. A key that has an input of its own is
    /// not allowed here.
    /// </summary>
    public InputMap<string> ExtraConfiguration
    {
        get => _extraConfiguration ??= [];
        set => _extraConfiguration = value;
    }

    [Input("extraConfiguration")]
    private InputMap<string>? _extraConfiguration;

    /// <summary>No inputs.</summary>
    public static new InfoBipInstanceArgs Empty => new();
}
