// The arguments of getInfoBipInstance: plain values, or outputs.
namespace Pulumi.InfoBip;

/// <summary>The arguments of <see cref="GetInfoBipInstance.InvokeAsync"/>: plain values.</summary>
public sealed class GetInfoBipInstanceArgs : InvokeArgs
{
    /// <summary>The instance's id, as a decimal number.</summary>
    [Input("id")]
    public string? Id { get; set; }

    /// <summary>The exact name of the instance. It is an error if more than one instance has this name.</summary>
    [Input("name")]
    public string? Name { get; set; }

    /// <summary>No arguments.</summary>
    public static new GetInfoBipInstanceArgs Empty => new();
}

/// <summary>The arguments of <see cref="GetInfoBipInstance.Invoke(GetInfoBipInstanceInvokeArgs?, InvokeOptions?)"/>: plain values or outputs of resources.</summary>
public sealed class GetInfoBipInstanceInvokeArgs : InvokeArgs
{
    /// <summary>The instance's id, as a decimal number.</summary>
    [Input("id")]
    public Input<string>? Id { get; set; }

    /// <summary>The exact name of the instance. It is an error if more than one instance has this name.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>No arguments.</summary>
    public static new GetInfoBipInstanceInvokeArgs Empty => new();
}
