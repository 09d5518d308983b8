// A YAML program while it runs: its values evaluated, its resources registered in the order that they need each other.
namespace InfoBip.EngineSimulator;

/// <summary>Runs a YAML program, which asks for its resources as a compiled one does. Secrets and unknowns spread to what is made of them.</summary>
internal sealed class YamlProgramRun(DeploymentRun run, YamlProgram program)
{
    private const string FunctionPrefix = "fn::";
    private readonly ProgramRun _calls = new(run);
    private readonly Dictionary<string, Value> _config = program.Config.ToDictionary(entry => entry.Key, entry => ConfigValue(run.Options.Config, program.Name, entry.Key, entry.Value));
    private readonly ConcurrentDictionary<string, Lazy<Task<ResourceState?>>> _resources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Value>>> _variables = new(StringComparer.Ordinal);

    public async Task<ProgramOutcome> RunAsync()
    {
        program.Resources.Keys.ToList().ForEach(run.Expect);
        await Task.WhenAll(program.Resources.Keys.Select(ResourceAsync));
        var outputs = new List<KeyValuePair<string, Value>>();
        foreach (var (name, value) in program.Outputs)
        {
            await run.GuardAsync(run.Stack.Urn, async () => outputs.Add(KeyValuePair.Create(name, await EvaluateAsync(value))));
        }

        // What nothing uses is evaluated as well: a variable may call a function.
        foreach (var name in program.Variables.Keys.Where(name => !_variables.ContainsKey(name)))
        {
            await run.GuardAsync(run.Stack.Urn, () => VariableAsync(name));
        }

        return new ProgramOutcome(program.Resources.Values.Select(UrnOf).ToHashSet(StringComparer.Ordinal), outputs);
    }

    private string UrnOf(YamlResource resource) => run.UrnOf(resource.Goal.Type, resource.Goal.Name);

    /// <summary>A resource, registered once; null when it or what it needs failed, which has been said.</summary>
    private Task<ResourceState?> ResourceAsync(string name) => _resources.GetOrAdd(name, _ => new Lazy<Task<ResourceState?>>(() => RegisterAsync(program.Resources[name]))).Value;

    /// <summary>The value of a variable; evaluated once, however often it is used.</summary>
    private Task<Value> VariableAsync(string name) => _variables.GetOrAdd(name, _ => new Lazy<Task<Value>>(() => EvaluateAsync(program.Variables[name]))).Value;

    private async Task<ResourceState?> RegisterAsync(YamlResource resource)
    {
        var needs = program.ResourceNeeds(resource.Goal.Name).ToList();
        ResourceState? state = null;
        if ((await Task.WhenAll(needs.Select(need => ResourceAsync(need.Goal.Name)))).All(need => need is not null))
        {
            await run.GuardAsync(UrnOf(resource), async () =>
            {
                var goal = resource.Goal.Clone();
                goal.Object = Yaml.Map(await EvaluateAsync(resource.Properties), "'properties'");
                goal.Provider = await ProviderAsync(resource.Provider);
                goal.Dependencies.Add(needs.Select(UrnOf));
                // An id is text, also where the program writes a bare number.
                var id = resource.GetId is { } get ? Wire.Unwrap(await EvaluateAsync(get)) : null;
                state = await _calls.RegisterAsync(goal, id is { HasStringValue: false } ? WireText.Render(id) : id?.StringValue);
            });
        }

        return state;
    }

    /// <summary>The provider as <c>urn::id</c>; empty where there is none.</summary>
    private async Task<string> ProviderAsync(string name) => name.Length == 0 ? ""
        : program.Resources.ContainsKey(name) ? (await ResourceAsync(name) ?? throw new SkipException()).Reference
        : throw new EngineException($"'provider' names '{name}', which is no resource of this program.");

    private async Task<Value> EvaluateAsync(Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.StringValue when value.StringValue.Contains("${", StringComparison.Ordinal):
                var parts = YamlText.Split(value.StringValue);
                return parts is [WirePath single]
                    ? await ResolveAsync(single)
                    : Concatenate(await Task.WhenAll(parts.Select(part => part is WirePath reference ? ResolveAsync(reference) : Task.FromResult(Value.ForString((string)part)))));
            case Value.KindOneofCase.ListValue:
                return Value.ForList(await Task.WhenAll(value.ListValue.Values.Select(EvaluateAsync)));
            case Value.KindOneofCase.StructValue when value.StructValue.Fields.Keys.FirstOrDefault(key => key.StartsWith(FunctionPrefix, StringComparison.Ordinal)) is { } function:
                return value.StructValue.Fields.Count > 1
                    ? throw new EngineException($"{function} must be the only key of its mapping.")
                    : await CallAsync(function[FunctionPrefix.Length..], value.StructValue.Fields[function]);
            case Value.KindOneofCase.StructValue:
                var result = new Struct();
                foreach (var (key, member) in value.StructValue.Fields)
                {
                    result.Fields[key] = await EvaluateAsync(member);
                }

                return Value.ForStruct(result);
            default:
                return value;
        }
    }

    private static Value Concatenate(IReadOnlyList<Value> parts)
    {
        var text = string.Concat(parts.Select(Wire.Reveal).Select(bare => bare.KindCase switch
        {
            Value.KindOneofCase.StringValue => bare.StringValue,
            Value.KindOneofCase.NumberValue or Value.KindOneofCase.BoolValue => WireText.Render(bare),
            _ => throw new EngineException("Only text, numbers and booleans can be put into text."),
        }));
        var result = parts.Any(Wire.IsUnknown) ? Wire.Unknown : Value.ForString(text);
        return parts.Any(Wire.IsSecret) ? Wire.Secret(result) : result;
    }

    private async Task<Value> ResolveAsync(WirePath reference)
    {
        var (root, path) = (reference.Head, reference.Rest);
        Value Follow(Value value) => path.Follow(value)?.Clone() ?? throw new EngineException($"${{{reference}}}: there is no such value.");
        if (root == "pulumi")
        {
            return Value.ForString(path.Head == "stack" ? run.Stack.Name : run.Stack.Project);
        }

        if (_config.TryGetValue(root, out var config) || program.Variables.ContainsKey(root))
        {
            return Follow(config ?? await VariableAsync(root));
        }

        var resource = await ResourceAsync(root) ?? throw new SkipException();
        return path.Head switch
        {
            "" => throw new EngineException($"${{{reference}}} is a whole resource; the engine simulator needs one of its properties, such as ${{{root}.id}}."),
            "id" => resource.Id.Length > 0 ? Value.ForString(resource.Id) : Wire.Unknown,
            "urn" => Value.ForString(resource.Urn),
            var name when run.IsPreview && !resource.Outputs.Fields.ContainsKey(name) => Wire.Unknown,
            _ => Follow(Value.ForStruct(resource.Outputs)),
        };
    }

    private async Task<Value> CallAsync(string name, Value argument)
    {
        if (name == "secret")
        {
            return Wire.AsSecret(await EvaluateAsync(argument));
        }

        if (name != "invoke")
        {
            return name.Contains(':', StringComparison.Ordinal)
                ? await InvokeAsync(name, argument, "", new Struct())
                : throw new EngineException($"fn::{name} is not supported by the engine simulator; it knows fn::secret and fn::invoke.");
        }

        var members = Yaml.Known(argument, "fn::invoke", "function", "arguments", "return", "options");
        var options = Yaml.Known(members.Find("options"), "the options of fn::invoke", "provider");
        return await InvokeAsync(members.Text("function"), members.Find("arguments") ?? Value.ForStruct(new Struct()), members.Text("return"), options);
    }

    /// <summary>Calls a function; without a call, the result is unknown where an argument is.</summary>
    private async Task<Value> InvokeAsync(string function, Value argument, string wanted, Struct options)
    {
        try
        {
            var token = ResourceUrn.FullToken(function) ?? throw new EngineException("A function reads package:module:name, for example infobip:index:getInfoBipInstance.");
            var arguments = Yaml.Map(await EvaluateAsync(argument), "'arguments'");
            var provider = await ProviderAsync(YamlText.ResourceName(options, "provider"));
            var session = await _calls.SessionAsync(provider, new PluginRequest(ResourceUrn.PackageOf(token)));
            var result = session.IsKnown && !Wire.ContainsUnknown(arguments) ? Result(await session.InvokeAsync(token, arguments), wanted) : Wire.Unknown;
            // What comes of a secret is taken for one, and a result that holds one is one as a whole.
            return Wire.ContainsSecret(arguments) || Wire.ContainsSecret(result) ? Wire.AsSecret(Wire.Unwrap(result)) : result;
        }
        catch (EngineException error)
        {
            // A variable may be used in many places; its failure is one.
            run.Fail(error.IsProtocolError ? error : new EngineException($"{function}: {error.Message}", error), run.Stack.Urn);
            throw new SkipException();
        }
    }

    private static Value Result(InvokeResponse answer, string wanted) =>
        answer.Failures.Count > 0
            ? throw new EngineException(string.Join("\n", answer.Failures.Select(failure => $"invoke failed: {failure.Reason}{(failure.Property.Length > 0 ? $" ({failure.Property})" : "")}")))
        : wanted.Length == 0 ? Value.ForStruct(answer.Return)
        : answer.Return.Find(wanted) ?? throw new EngineException($"it gives no '{wanted}', which 'return' asks for, but {string.Join(", ", answer.Return.Fields.Keys)}.");

    private static Value ConfigValue(StackConfig config, string project, string key, Struct declaration)
    {
        var given = config.Find(project, key);
        var secret = declaration.Flag("secret");
        var value = given is not null ? Typed(given.Text, key, declaration.Text("type"))
            : declaration.Find("default") ?? throw new EngineException($"Missing required configuration variable '{project}:{key}': please set a value using the command `pulumi config set {(secret ? "--secret " : "")}{key} <value>`");
        return secret || given?.Secret == true ? Wire.Secret(value) : value;
    }

    private static Value Typed(string text, string key, string type) => type switch
    {
        "" or "string" => Value.ForString(text),
        "number" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Value.ForNumber(number),
        "integer" or "int" when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => Value.ForNumber(whole),
        "boolean" or "bool" when bool.TryParse(text, out var flag) => Value.ForBool(flag),
        "array" or "object" when text.StartsWith(type == "array" ? '[' : '{') => Google.Protobuf.JsonParser.Default.Parse<Value>(text),
        "number" or "integer" or "int" or "boolean" or "bool" or "array" or "object" => throw new EngineException($"The configuration key '{key}' should be of type {type}."),
        _ => throw new EngineException($"'{type}' is no config type that the engine simulator knows; it knows string, number, integer, boolean, array and object."),
    };
}
