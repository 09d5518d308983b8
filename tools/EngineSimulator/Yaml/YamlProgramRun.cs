// A YAML program while it runs: its resources evaluated and registered in the order that they need each other.
using System.Collections.Concurrent;

namespace InfoBip.EngineSimulator;

/// <summary>Runs a YAML program, which asks for its resources as a compiled one does.</summary>
internal sealed class YamlProgramRun
{
    private readonly DeploymentRun _run;
    private readonly YamlProgram _program;
    private readonly ProgramRun _calls;
    private readonly YamlEvaluator _evaluator;
    private readonly Dictionary<string, Value> _config;
    private readonly ConcurrentDictionary<string, Lazy<Task<ResourceView?>>> _views = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Value>>> _variables = new(StringComparer.Ordinal);
    private volatile bool _failed;

    public YamlProgramRun(DeploymentRun run, YamlProgram program)
    {
        (_run, _program, _calls, _evaluator) = (run, program, new ProgramRun(run), new YamlEvaluator(ResolveAsync, InvokeAsync));
        _config = program.Config.ToDictionary(entry => entry.Key, entry => ConfigValue(entry.Key, entry.Value), StringComparer.Ordinal);
    }

    /// <summary>Registers all resources and evaluates the outputs.</summary>
    public async Task<ProgramOutcome> RunAsync()
    {
        foreach (var name in _program.Resources.Keys)
        {
            _run.Expect(name);
        }

        var views = await Task.WhenAll(_program.Resources.Keys.Select(ViewAsync));
        var outputs = new List<KeyValuePair<string, Value>>();
        foreach (var (name, value) in _program.Outputs)
        {
            await _run.GuardAsync(_run.Stack.Urn, async () => outputs.Add(KeyValuePair.Create(name, await _evaluator.EvaluateAsync(value))));
        }

        // What nothing uses is evaluated as well: a variable may call a function.
        foreach (var name in _program.Variables.Keys.Where(name => !_variables.ContainsKey(name)))
        {
            await _run.GuardAsync(_run.Stack.Urn, () => VariableAsync(name));
        }

        var urns = _program.Resources.Values.Select(UrnOf).ToHashSet(StringComparer.Ordinal);
        return new ProgramOutcome(!_failed && views.All(view => view is not null), urns, outputs);
    }

    private string UrnOf(YamlResource resource) => _run.UrnOf(resource.Goal.Type, resource.Goal.Name);

    /// <summary>A resource, registered once; null when it or what it needs failed, which has been said.</summary>
    private Task<ResourceView?> ViewAsync(string name) => _views.GetOrAdd(name, _ => new Lazy<Task<ResourceView?>>(() => RegisterAsync(_program.Resources[name]))).Value;

    /// <summary>The value of a variable; evaluated once, however often it is used.</summary>
    private Task<Value> VariableAsync(string name) => _variables.GetOrAdd(name, _ => new Lazy<Task<Value>>(() => _evaluator.EvaluateAsync(_program.Variables[name]))).Value;

    private async Task<ResourceView?> RegisterAsync(YamlResource resource)
    {
        var needs = _program.ResourceNeeds(resource.Goal.Name).ToList();
        ResourceView? view = null;
        if ((await Task.WhenAll(needs.Select(need => ViewAsync(need.Goal.Name)))).All(need => need is not null))
        {
            await _run.GuardAsync(UrnOf(resource), async () =>
            {
                var goal = resource.Goal.Clone();
                goal.Object = await _evaluator.EvaluateMapAsync(resource.Properties, "'properties'");
                goal.Provider = await ProviderAsync(resource.Provider);
                goal.Dependencies.Add(needs.Select(UrnOf));
                // An id is text, also where the program writes a bare number.
                view = await _calls.RegisterAsync(goal, resource.GetId is { } id && Wire.Unwrap(await _evaluator.EvaluateAsync(id)) is var text
                    ? text.HasStringValue ? text.StringValue : WireText.Render(text)
                    : null);
            });
        }

        return view;
    }

    /// <summary>The provider as <c>urn::id</c>; empty where there is none.</summary>
    private async Task<string> ProviderAsync(string name)
    {
        if (name.Length == 0)
        {
            return "";
        }

        var view = _program.Resources.ContainsKey(name) ? await ViewAsync(name) ?? throw new SkipException() : throw new ProgramException($"'provider' names '{name}', which is no resource of this program.");
        return $"{view.Urn}::{view.Id}";
    }

    private async Task<Value> ResolveAsync(YamlReference reference)
    {
        Value Follow(Value value) => WirePath.Follow(value, reference.Path)?.Clone() ?? throw new ProgramException($"{reference}: there is no such value.");
        if (reference.Root == "pulumi")
        {
            return Value.ForString(reference.Path is ["stack"] ? _run.Stack.Name : _run.Stack.Project);
        }

        if (_config.TryGetValue(reference.Root, out var config) || _program.Variables.ContainsKey(reference.Root))
        {
            return Follow(config ?? await VariableAsync(reference.Root));
        }

        var resource = await ViewAsync(reference.Root) ?? throw new SkipException();
        return reference.Path switch
        {
            [] => throw new ProgramException($"{reference} is a whole resource; the engine simulator needs one of its properties, such as ${{{reference.Root}.id}}."),
            ["id"] => Value.ForString(resource.Id),
            ["urn"] => Value.ForString(resource.Urn),
            [string name, ..] when resource.IsPartial && !resource.Outputs.Fields.ContainsKey(name) => Wire.Unknown,
            _ => Follow(Value.ForStruct(resource.Outputs)),
        };
    }

    /// <summary>Calls a function; without a call, the result is unknown where an argument is.</summary>
    private async Task<Value> InvokeAsync(YamlInvoke call, Struct arguments)
    {
        try
        {
            var isKnown = !Wire.ContainsUnknown(arguments);
            foreach (var need in call.Options.Find("dependsOn") is { HasStringValue: true } one ? [one.StringValue] : call.Options.Texts("dependsOn"))
            {
                isKnown &= !WireFormat.Unknowns.Contains((await ViewAsync(YamlReference.ResourceName(need, "dependsOn")) ?? throw new SkipException()).Id);
            }

            var provider = await ProviderAsync(YamlReference.ResourceName(call.Options, "provider"));
            var session = await _calls.SessionAsync(provider, new PluginRequest(ResourceUrn.PackageOf(call.Token), call.Options.Text("version"), call.Options.Text("pluginDownloadURL")));
            var result = isKnown && session.IsKnown ? await ResultAsync(call, session, arguments) : Wire.Unknown;
            // What comes of a secret is taken for one, and a result that holds one is one as a whole.
            return Wire.ContainsSecret(arguments) || Wire.ContainsSecret(result) ? Wire.AsSecret(Wire.Unwrap(result)) : result;
        }
        catch (Exception error) when (error is StepException or ProgramException or PluginProtocolException)
        {
            _failed = true;
            // A variable may be used in many places; its failure is one.
            _run.Fail(error is PluginProtocolException ? error : new ProgramException($"{call.Token}: {error.Message}", error), _run.Stack.Urn);
            throw new SkipException();
        }
        catch (SkipException)
        {
            _failed = true;
            throw;
        }
    }

    private static async Task<Value> ResultAsync(YamlInvoke call, ProviderSession session, Struct arguments)
    {
        var answer = await session.InvokeAsync(call.Token, arguments);
        if (answer.Failures.Count > 0)
        {
            throw new StepException(string.Join("\n", answer.Failures.Select(failure => $"invoke failed: {failure.Reason}{(failure.Property.Length > 0 ? $" ({failure.Property})" : "")}")));
        }

        return call.Return.Length == 0 ? Value.ForStruct(answer.Return)
            : answer.Return.Fields.TryGetValue(call.Return, out var value) ? value
            : throw new ProgramException($"it gives no '{call.Return}', which 'return' asks for, but {string.Join(", ", answer.Return.Fields.Keys)}.");
    }

    private Value ConfigValue(string key, Struct declaration)
    {
        var given = _run.Options.Config.Find(_program.Name, key);
        var secret = declaration.Flag("secret");
        var value = given is not null ? Typed(given.Text, key, declaration.Text("type"))
            : declaration.Find("default") ?? throw new ProgramException($"Missing required configuration variable '{_program.Name}:{key}': please set a value using the command `pulumi config set {(secret ? "--secret " : "")}{key} <value>`");
        return secret || given?.Secret == true ? Wire.Secret(value) : value;
    }

    private static Value Typed(string text, string key, string type) => type switch
    {
        "" or "string" => Value.ForString(text),
        "number" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Value.ForNumber(number),
        "integer" or "int" when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => Value.ForNumber(whole),
        "boolean" or "bool" when bool.TryParse(text, out var flag) => Value.ForBool(flag),
        "array" or "object" when text.StartsWith(type == "array" ? '[' : '{') => Google.Protobuf.JsonParser.Default.Parse<Value>(text),
        "number" or "integer" or "int" or "boolean" or "bool" or "array" or "object" => throw new ProgramException($"The configuration key '{key}' should be of type {type}."),
        _ => throw new ProgramException($"'{type}' is no config type that the engine simulator knows; it knows string, number, integer, boolean, array and object."),
    };
}
