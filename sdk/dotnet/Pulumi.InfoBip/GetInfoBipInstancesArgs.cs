// The arguments of getInfoBipInstances: plain values, or outputs.
using System.Collections.Generic;

namespace Pulumi.InfoBip;

/// <summary>The arguments of <see cref="GetInfoBipInstances.InvokeAsync"/>: plain values.</summary>
public sealed class GetInfoBipInstancesArgs : InvokeArgs
{
    /// <summary>Only instances whose name contains this text; case is ignored.</summary>
    [Input("nameContains")]
    public string? NameContains { get; set; }

    /// <summary>Only instances that have all of these tags.</summary>
    public List<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    [Input("tags")]
    private List<string>? _tags;

    /// <summary>No arguments.</summary>
    public static new GetInfoBipInstancesArgs Empty => new();
}

/// <summary>The arguments of <see cref="GetInfoBipInstances.Invoke(GetInfoBipInstancesInvokeArgs?, InvokeOptions?)"/>: plain values or outputs of resources.</summary>
public sealed class GetInfoBipInstancesInvokeArgs : InvokeArgs
{
    /// <summary>Only instances whose name contains this text; case is ignored.</summary>
    [Input("nameContains")]
    public Input<string>? NameContains { get; set; }

    /// <summary>Only instances that have all of these tags.</summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    [Input("tags")]
    private InputList<string>? _tags;

    /// <summary>No arguments.</summary>
    public static new GetInfoBipInstancesInvokeArgs Empty => new();
}
