// The arguments of listInfoBipInstances: plain values, or outputs.
using System.Collections.Generic;

namespace Pulumi.InfoBip;

/// <summary>The arguments of <see cref="ListInfoBipInstances.InvokeAsync"/>: plain values.</summary>
public sealed class ListInfoBipInstancesArgs : InvokeArgs
{
    /// <summary>Only instances whose name holds this text; case does not matter.</summary>
    [Input("nameContains")]
    public string? NameContains { get; set; }

    /// <summary>Only instances that bear all of these tags.</summary>
    public List<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    [Input("tags")]
    private List<string>? _tags;

    /// <summary>No arguments.</summary>
    public static new ListInfoBipInstancesArgs Empty => new();
}

/// <summary>The arguments of <see cref="ListInfoBipInstances.Invoke(ListInfoBipInstancesInvokeArgs?, InvokeOptions?)"/>: outputs of resources may be among them.</summary>
public sealed class ListInfoBipInstancesInvokeArgs : InvokeArgs
{
    /// <summary>Only instances whose name holds this text; case does not matter.</summary>
    [Input("nameContains")]
    public Input<string>? NameContains { get; set; }

    /// <summary>Only instances that bear all of these tags.</summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    [Input("tags")]
    private InputList<string>? _tags;

    /// <summary>No arguments.</summary>
    public static new ListInfoBipInstancesInvokeArgs Empty => new();
}
