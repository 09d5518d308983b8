// What may stand where a program writes a value.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>A value of the program, before it is evaluated.</summary>
/// <param name="Line">Where it stands, counted from 1.</param>
public abstract record Expression(long Line)
{
    /// <summary>The references anywhere inside.</summary>
    public abstract IEnumerable<Reference> References { get; }

    /// <summary>The calls of plugins' functions anywhere inside, itself included.</summary>
    public virtual IEnumerable<InvokeExpression> Invokes => [];
}

/// <summary>A plain value.</summary>
/// <param name="Value">The value in wire form.</param>
/// <param name="Line">Where it stands.</param>
public sealed record LiteralExpression(Value Value, long Line) : Expression(Line)
{
    /// <inheritdoc/>
    public override IEnumerable<Reference> References => [];
}

/// <summary>Text with references in it; a single reference keeps the type of what it refers to.</summary>
/// <param name="Parts">Text and references, in order.</param>
/// <param name="Line">Where it stands.</param>
public sealed record TextExpression(IReadOnlyList<TextPart> Parts, long Line) : Expression(Line)
{
    /// <inheritdoc/>
    public override IEnumerable<Reference> References => Parts.Select(part => part.Reference).OfType<Reference>();
}

/// <summary>A piece of text, or a reference in it.</summary>
/// <param name="Text">Plain text; empty for a reference.</param>
/// <param name="Reference">The reference, or null.</param>
public sealed record TextPart(string Text, Reference? Reference);

/// <summary>A list.</summary>
/// <param name="Items">Its items.</param>
/// <param name="Line">Where it stands.</param>
public sealed record ListExpression(IReadOnlyList<Expression> Items, long Line) : Expression(Line)
{
    /// <inheritdoc/>
    public override IEnumerable<Reference> References => Items.SelectMany(item => item.References);

    /// <inheritdoc/>
    public override IEnumerable<InvokeExpression> Invokes => Items.SelectMany(item => item.Invokes);
}

/// <summary>An object.</summary>
/// <param name="Members">Its members, in the program's order.</param>
/// <param name="Line">Where it stands.</param>
public sealed record MapExpression(IReadOnlyList<KeyValuePair<string, Expression>> Members, long Line) : Expression(Line)
{
    /// <inheritdoc/>
    public override IEnumerable<Reference> References => Members.SelectMany(member => member.Value.References);

    /// <inheritdoc/>
    public override IEnumerable<InvokeExpression> Invokes => Members.SelectMany(member => member.Value.Invokes);
}

/// <summary>A call of a built-in function such as <c>fn::secret</c>.</summary>
/// <param name="Name">The function, without <c>fn::</c>.</param>
/// <param name="Argument">What it is called with.</param>
/// <param name="Line">Where it stands.</param>
public sealed record FunctionExpression(string Name, Expression Argument, long Line) : Expression(Line)
{
    /// <inheritdoc/>
    public override IEnumerable<Reference> References => Argument.References;

    /// <inheritdoc/>
    public override IEnumerable<InvokeExpression> Invokes => Argument.Invokes;
}

/// <summary>A call of a plugin's function.</summary>
/// <param name="Token">The function.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Line">Where it stands.</param>
public sealed record InvokeExpression(string Token, MapExpression Arguments, long Line) : Expression(Line)
{
    /// <summary>The member of the result that is wanted; null for all of it.</summary>
    public string? Return { get; init; }

    /// <summary>The explicit provider's logical name; null for the default provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Logical names of resources that come first.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The plugin's version; empty for any.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where the plugin may be downloaded from; empty for nowhere.</summary>
    public string PluginDownloadUrl { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<Reference> References =>
        Arguments.References.Concat(DependsOn.Concat(Provider is null ? [] : [Provider]).Select(name => new Reference(name, [], Line)));

    /// <inheritdoc/>
    public override IEnumerable<InvokeExpression> Invokes => Arguments.Invokes.Prepend(this);
}

/// <summary>What <c>${…}</c> refers to: a resource, a variable, a configuration key or <c>pulumi</c>, and a way into it.</summary>
/// <param name="Root">The name at the front.</param>
/// <param name="Path">Member names and list indexes that follow.</param>
/// <param name="Line">Where it stands.</param>
public sealed record Reference(string Root, IReadOnlyList<object> Path, long Line)
{
    /// <summary>The reference as it is written.</summary>
    public override string ToString() =>
        $"${{{Root}{string.Concat(Path.Select(step => step is int index ? $"[{index}]" : $".{step}"))}}}";
}
