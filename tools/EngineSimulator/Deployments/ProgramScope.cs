// What the names of a program stand for while it runs.
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>What a program sees of a resource that is registered.</summary>
/// <param name="Urn">The resource.</param>
/// <param name="Id">Its id; unknown in a preview of a creation.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="IsPartial">True in previews: an output that is missing is unknown then.</param>
internal sealed record ResourceView(string Urn, Value Id, Struct Outputs, bool IsPartial);

/// <summary>Resolves references.</summary>
internal sealed class ProgramScope
{
    private readonly YamlProgram _program;
    private readonly Stack _stack;
    private readonly Func<string, Task<ResourceView>> _resource;
    private readonly Dictionary<string, Value> _config;
    private readonly ConcurrentDictionary<string, Lazy<Task<Value>>> _variables = new(StringComparer.Ordinal);

    /// <param name="program">The program.</param>
    /// <param name="config">The stack's configuration.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="resource">Gives a resource when it is registered.</param>
    /// <param name="invoke">Calls a plugin's function.</param>
    /// <exception cref="ProgramException">A configuration key has no value, or one of another type.</exception>
    public ProgramScope(YamlProgram program, StackConfig config, Stack stack, Func<string, Task<ResourceView>> resource, Func<InvokeExpression, Struct, ValueTask<Value>> invoke)
    {
        (_program, _stack, _resource) = (program, stack, resource);
        _config = program.Config.ToDictionary(entry => entry.Key, entry => ConfigValue(entry, config, program.Name), StringComparer.Ordinal);
        Evaluator = new Evaluator(ResolveAsync, invoke);
    }

    public Evaluator Evaluator { get; }

    /// <summary>The variables that nothing has used yet.</summary>
    public IReadOnlyList<string> Unused => [.. _program.Variables.Keys.Where(name => !_variables.ContainsKey(name))];

    /// <summary>The value of a variable; evaluated once, however often it is used.</summary>
    public Task<Value> VariableAsync(string name) =>
        _variables.GetOrAdd(name, _ => new Lazy<Task<Value>>(() => Evaluator.EvaluateAsync(_program.Variables[name]).AsTask())).Value;

    private async ValueTask<Value> ResolveAsync(Reference reference)
    {
        if (reference.Root == "pulumi")
        {
            return Value.ForString(reference.Path is ["stack"] ? _stack.Name : _stack.Project);
        }

        if (_config.TryGetValue(reference.Root, out var config))
        {
            return Follow(config, reference, reference.Path);
        }

        if (_program.Variables.ContainsKey(reference.Root))
        {
            return Follow(await VariableAsync(reference.Root), reference, reference.Path);
        }

        var resource = await _resource(reference.Root);
        return reference.Path switch
        {
            [] => throw new ProgramException($"{reference} is a whole resource; the engine simulator needs one of its properties, such as ${{{reference.Root}.id}}.", reference.Line),
            ["id"] => resource.Id.Clone(),
            ["urn"] => Value.ForString(resource.Urn),
            [string name, ..] when resource.IsPartial && !resource.Outputs.Fields.ContainsKey(name) => Wire.Unknown,
            _ => Follow(Value.ForStruct(resource.Outputs), reference, reference.Path),
        };
    }

    private static Value Follow(Value value, Reference reference, IReadOnlyList<object> path) =>
        Evaluator.Follow(value, path)?.Clone() ?? throw new ProgramException($"{reference}: there is no such value.", reference.Line);

    private static Value ConfigValue(ConfigDeclaration declaration, StackConfig config, string project)
    {
        var given = config.Find(project, declaration.Key);
        Value value;
        if (given is { } setting)
        {
            value = Typed(setting.Text, declaration);
        }
        else if (declaration.Default is { } fallback)
        {
            // A default has no references, so nothing is waited for.
            value = new Evaluator(_ => throw new InvalidOperationException(), (_, _) => throw new InvalidOperationException()).EvaluateAsync(fallback).AsTask().GetAwaiter().GetResult();
        }
        else
        {
            throw new ProgramException(
                $"The configuration key '{declaration.Key}' has no value. Set it with: pulumi config set {(declaration.Secret ? "--secret " : "")}{declaration.Key} <value>",
                declaration.Line);
        }

        return declaration.Secret || given?.Secret == true ? Wire.Secret(value) : value;
    }

    private static Value Typed(string text, ConfigDeclaration declaration)
    {
        switch (declaration.Type)
        {
            case "number" or "integer" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && (declaration.Type == "number" || double.IsInteger(number)):
                return Value.ForNumber(number);
            case "boolean" when bool.TryParse(text, out var flag):
                return Value.ForBool(flag);
            case "array" or "object" when TryParseJson(text, declaration.Type, out var json):
                return json;
            case null or "string":
                return Value.ForString(text);
            default:
                throw new ProgramException($"The configuration key '{declaration.Key}' should be of type {declaration.Type}.", declaration.Line);
        }
    }

    private static bool TryParseJson(string text, string type, out Value json)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            json = Google.Protobuf.JsonParser.Default.Parse<Value>(text);
            return type == (json.KindCase == Value.KindOneofCase.ListValue ? "array" : json.KindCase == Value.KindOneofCase.StructValue ? "object" : "");
        }
        catch (JsonException)
        {
            json = Value.ForNull();
            return false;
        }
    }
}
