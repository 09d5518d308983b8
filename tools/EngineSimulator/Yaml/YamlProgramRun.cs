// A YAML program while it runs: its resources evaluated and registered in the order that they need each other.
using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Runs a YAML program.</summary>
internal sealed class YamlProgramRun
{
    private readonly DeploymentRun _run;
    private readonly YamlProgram _program;
    private readonly YamlEvaluator _evaluator;
    private readonly Dictionary<string, Value> _config;
    private readonly Dictionary<string, TaskCompletionSource<ResourceView?>> _views;
    private readonly ConcurrentDictionary<string, Lazy<Task<Value>>> _variables = new(StringComparer.Ordinal);
    private volatile bool _failed;

    public YamlProgramRun(DeploymentRun run, YamlProgram program)
    {
        (_run, _program) = (run, program);
        _evaluator = new YamlEvaluator(ResolveAsync, InvokeAsync);
        _config = program.Config.ToDictionary(entry => entry.Key, ConfigValue, StringComparer.Ordinal);
        _views = program.Resources.ToDictionary(
            resource => resource.Name, _ => new TaskCompletionSource<ResourceView?>(TaskCreationOptions.RunContinuationsAsynchronously), StringComparer.Ordinal);
    }

    /// <summary>Registers all resources and evaluates the outputs.</summary>
    public async Task<ProgramOutcome> RunAsync()
    {
        foreach (var resource in _program.Resources)
        {
            _run.Expect(resource.Name);
        }

        await Task.WhenAll(_program.Resources.Select(RegisterAsync));
        var outputs = new List<KeyValuePair<string, Value>>();
        foreach (var (name, node) in _program.Outputs)
        {
            await _run.GuardAsync(_run.Stack.Urn, async () => outputs.Add(KeyValuePair.Create(name, await _evaluator.EvaluateAsync(node))));
        }

        // What nothing uses is evaluated as well: a variable may call a function.
        foreach (var name in _program.Variables.Keys.Where(name => !_variables.ContainsKey(name)))
        {
            await _run.GuardAsync(_run.Stack.Urn, () => VariableAsync(name));
        }

        var urns = _program.Resources.Select(UrnOf).ToHashSet(StringComparer.Ordinal);
        return new ProgramOutcome(!_failed && _views.Values.All(view => view.Task.Result is not null), urns, outputs);
    }

    private string UrnOf(YamlResource resource) => _run.UrnOf(resource.Type, resource.Name);

    private async Task RegisterAsync(YamlResource resource)
    {
        var needs = _program.ResourceNeeds(resource.Name).ToList();
        ResourceView? view = null;
        if ((await Task.WhenAll(needs.Select(need => _views[need.Name].Task))).All(need => need is not null))
        {
            await _run.GuardAsync(UrnOf(resource), async () => view = await RegisterAsync(resource, [.. needs.Select(UrnOf)]));
        }

        _views[resource.Name].SetResult(view);
    }

    private async Task<ResourceView> RegisterAsync(YamlResource resource, IReadOnlyList<string> dependencies)
    {
        var urn = UrnOf(resource);
        var properties = await _evaluator.EvaluateMapAsync(resource.Properties);
        if (resource.IsProvider)
        {
            return await _run.Registrar.ProviderAsync(urn, properties, resource.Plugin, dependencies);
        }

        var session = await SessionAsync(resource.Provider, resource.Plugin);
        var wanted = new Registration(_run, session, urn, properties, resource.Options, dependencies);
        // An id is text, also where the program writes a bare number.
        return resource.GetId is null
            ? await _run.Registrar.RegisterAsync(wanted)
            : await _run.Registrar.GetAsync(wanted, resource.GetId is YamlScalarNode { Value: { } id } && !id.Contains("${", StringComparison.Ordinal) ? Value.ForString(id) : await _evaluator.EvaluateAsync(resource.GetId));
    }

    private Task<ProviderSession> SessionAsync(string? name, PluginRequest plugin) => name is null
        ? _run.Providers.DefaultAsync(plugin)
        : _program.Resources.FirstOrDefault(resource => resource.Name == name) is { IsProvider: true } provider
            ? _run.Providers.RegisteredAsync(UrnOf(provider))
            : throw new ProgramException($"'provider' names '{name}', which is no resource of type pulumi:providers:… of this program.");

    /// <summary>The value of a variable; evaluated once, however often it is used.</summary>
    private Task<Value> VariableAsync(string name) => _variables.GetOrAdd(name, _ => new Lazy<Task<Value>>(() => _evaluator.EvaluateAsync(_program.Variables[name]))).Value;

    private async Task<Value> ResolveAsync(YamlReference reference, YamlNode node)
    {
        Value Follow(Value value) => YamlEvaluator.Follow(value, reference.Path)?.Clone() ?? throw new ProgramException($"{reference}: there is no such value.", node);
        if (reference.Root == "pulumi")
        {
            return Value.ForString(reference.Path is ["stack"] ? _run.Stack.Name : _run.Stack.Project);
        }

        if (_config.TryGetValue(reference.Root, out var config))
        {
            return Follow(config);
        }

        if (_program.Variables.ContainsKey(reference.Root))
        {
            return Follow(await VariableAsync(reference.Root));
        }

        var resource = await ViewAsync(reference.Root, node);
        return reference.Path switch
        {
            [] => throw new ProgramException($"{reference} is a whole resource; the engine simulator needs one of its properties, such as ${{{reference.Root}.id}}.", node),
            ["id"] => resource.Id.Clone(),
            ["urn"] => Value.ForString(resource.Urn),
            [string name, ..] when resource.IsPartial && !resource.Outputs.Fields.ContainsKey(name) => Wire.Unknown,
            _ => Follow(Value.ForStruct(resource.Outputs)),
        };
    }

    /// <summary>A resource when it is registered.</summary>
    private async Task<ResourceView> ViewAsync(string name, YamlNode node) => await (_views.TryGetValue(name, out var view) ? view : throw new ProgramException($"'{name}' is no resource of this program.", node)).Task ?? throw new SkipException();

    /// <summary>Calls a function; without a call, the result is unknown where an argument is.</summary>
    private async Task<Value> InvokeAsync(YamlInvoke call, Struct arguments)
    {
        try
        {
            var isKnown = !Wire.ContainsUnknown(arguments);
            var needs = call.Options.TryGetValue("dependsOn", out var node) ? node is YamlSequenceNode list ? list.Children : [node] : (IEnumerable<YamlNode>)[];
            foreach (var need in needs)
            {
                isKnown &= !Wire.IsUnknown((await ViewAsync(YamlReference.ResourceName(need, "'dependsOn'"), need)).Id);
            }

            string Option(string name) => call.Options.TryGetValue(name, out var value) ? YamlNodes.Text(value, $"'{name}'") : "";
            var plugin = new PluginRequest(ResourceUrn.PackageOf(call.Token), Option("version"), Option("pluginDownloadURL"));
            var provider = call.Options.TryGetValue("provider", out var named) ? YamlReference.ResourceName(named, "'provider'") : null;
            _ = provider is null ? null : await ViewAsync(provider, named!);
            var session = await SessionAsync(provider, plugin);
            var result = isKnown && session.IsKnown ? await ResultAsync(call, session, arguments) : Wire.Unknown;
            // What comes of a secret is taken for one, and a result that holds one is one as a whole.
            return (Wire.ContainsSecret(arguments) || Wire.ContainsSecret(result)) && !Wire.IsSecret(result) ? Wire.Secret(Wire.Unwrap(result)) : result;
        }
        catch (Exception error) when (error is StepException or ProgramException or PluginProtocolException)
        {
            _failed = true;
            // A variable may be used in many places; its failure is one.
            _run.Fail(error is ProgramException { Line: > 0 } ? error : error is PluginProtocolException ? new PluginProtocolException($"{call.Token}: {error.Message}") : new ProgramException($"{call.Token}: {error.Message}", call.Node, error), _run.Stack.Urn);
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

        return call.Return is not { } name ? Value.ForStruct(answer.Return)
            : answer.Return.Fields.TryGetValue(name, out var value) ? value
            : throw new ProgramException($"{call.Token} gives no '{name}', which 'return' asks for; it gives {string.Join(", ", answer.Return.Fields.Keys)}.", call.Node);
    }

    private Value ConfigValue(YamlConfig declaration)
    {
        var given = _run.Options.Config.Find(_program.Name, declaration.Key);
        var value = given is not null ? Typed(given.Text, declaration)
            : declaration.Default is YamlScalarNode fallback ? YamlNodes.Scalar(fallback)
            : declaration.Default is { } structure ? Wire.Of(Google.Protobuf.JsonParser.Default.Parse<Value>(YamlNodes.ToJson(structure)!.ToJsonString()))
            : throw new ProgramException($"Missing required configuration variable '{_program.Name}:{declaration.Key}': please set a value using the command `pulumi config set {(declaration.Secret ? "--secret " : "")}{declaration.Key} <value>`", declaration.Node);
        return declaration.Secret || given?.Secret == true ? Wire.Secret(value) : value;
    }

    private static Value Typed(string text, YamlConfig declaration)
    {
        switch (declaration.Type)
        {
            case "number" or "integer" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (declaration.Type == "number" || double.IsInteger(number)):
                return Value.ForNumber(number);
            case "boolean" when bool.TryParse(text, out var flag):
                return Value.ForBool(flag);
            case "array" or "object" when text.StartsWith(declaration.Type == "array" ? '[' : '{'):
                return Google.Protobuf.JsonParser.Default.Parse<Value>(text);
            case null or "string":
                return Value.ForString(text);
            default:
                throw new ProgramException($"The configuration key '{declaration.Key}' should be of type {declaration.Type}.", declaration.Node);
        }
    }
}
