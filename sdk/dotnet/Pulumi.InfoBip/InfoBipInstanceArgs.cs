// The inputs of an instance.
namespace Pulumi.InfoBip;

/// <summary>The inputs of an <see cref="InfoBipInstance"/>.</summary>
public sealed class InfoBipInstanceArgs : ResourceArgs
{
    /// <summary>Who the messages come from: a phone number or a name. Configuration entry <c>messaging.sms.infobip.sender</c>.</summary>
    [Input("sender", required: true)]
    public required Input<string> Sender { get; set; }

    /// <summary>The user name of the InfoBip account. Configuration entry <c>messaging.sms.infobip.username</c>.</summary>
    [Input("username", required: true)]
    public required Input<string> Username { get; set; }

    /// <summary>
    /// The password of the InfoBip account. Configuration entry <c>messaging.sms.infobip.password</c>. The service never tells it, so a
    /// change made elsewhere cannot be found.
    /// </summary>
    public required Input<string> Password
    {
        get => _password!;
        set => _password = Utilities.Secret(value);
    }

    [Input("password", required: true)]
    private Input<string>? _password;

    /// <summary>
    /// Where InfoBip reports what became of a message: an absolute http or https URL. Configuration entry
    /// <c>messaging.sms.infobip.callback.url</c>.
    /// </summary>
    [Input("callbackUrl", required: true)]
    public required Input<string> CallbackUrl { get; set; }

    /// <summary>
    /// The instance's name. Left out, it is made of the resource's name and a random part, and kept from then on. It may not hold HTML,
    /// which the service strips.
    /// </summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>
    /// The instance's tags; order and repetition mean nothing. Left out, tags are not managed; taken out after having been set, they are
    /// cleared. They may not hold HTML, which the service strips.
    /// </summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    [Input("tags")]
    private InputList<string>? _tags;

    /// <summary>
    /// Whether the instance is switched on. Left out means on. A switched-off instance keeps its configuration and refuses calls made with
    /// its token.
    /// </summary>
    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }

    /// <summary>
    /// Further configuration entries by their keys, for example <c>event.notification.enabled</c>. An entry that has an input of its own
    /// may not stand here.
    /// </summary>
    public InputMap<string> ExtraConfiguration
    {
        get => _extraConfiguration ??= [];
        set => _extraConfiguration = value;
    }

    [Input("extraConfiguration")]
    private InputMap<string>? _extraConfiguration;

    /// <summary>No inputs at all, which the engine refuses since some are required.</summary>
    public static new InfoBipInstanceArgs Empty => new() { Sender = null!, Username = null!, Password = null!, CallbackUrl = null! };
}
