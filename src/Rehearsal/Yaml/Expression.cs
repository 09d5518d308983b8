// What may stand where a program writes a value.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.Rehearsal;

/// <summary>A value of the program, before it is evaluated.</summary>
/// <param name="Line">Where it stands, counted from 1.</param>
public abstract record Expression(long Line)
{
    /// <summary>The references anywhere inside.</summary>
    public abstract IEnumerable<Reference> References { get; }
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
}

/// <summary>An object.</summary>
/// <param name="Members">Its members, in the program's order.</param>
/// <param name="Line">Where it stands.</param>
public sealed record MapExpression(IReadOnlyList<KeyValuePair<string, Expression>> Members, long Line) : Expression(Line)
{
    /// <inheritdoc/>
    public override IEnumerable<Reference> References => Members.SelectMany(member => member.Value.References);
}

/// <summary>A call of a built-in function such as <c>fn::secret</c>.</summary>
/// <param name="Name">The function, without <c>fn::</c>.</param>
/// <param name="Argument">What it is called with.</param>
/// <param name="Line">Where it stands.</param>
public sealed record FunctionExpression(string Name, Expression Argument, long Line) : Expression(Line)
{
    /// <inheritdoc/>
    public override IEnumerable<Reference> References => Argument.References;
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
