// Calls of a plugin's functions, read from the program.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Reads <c>fn::invoke</c>, and its short form <c>fn::package:module:name</c>.</summary>
internal static class InvokeReader
{
    private static readonly string[] Known = ["function", "arguments", "return", "options"];
    private static readonly string[] KnownOptions = ["provider", "dependsOn", "version", "pluginDownloadURL"];

    /// <summary>The short form: the function's token is the key, its arguments are the value.</summary>
    public static InvokeExpression ReadShort(string token, YamlNode arguments, long line, string? resource) =>
        new(Token(token, line, resource), ExpressionReader.Map(arguments, resource), line);

    /// <summary>The long form.</summary>
    public static InvokeExpression Read(YamlNode node, long line, string? resource)
    {
        var call = new InvokeExpression("", new MapExpression([], line), line);
        foreach (var (member, value) in YamlNodes.Members(node, "fn::invoke", resource))
        {
            call = member switch
            {
                "function" => call with { Token = Token(YamlNodes.Text(value, "'function'", resource), YamlNodes.Line(value), resource) },
                "arguments" => call with { Arguments = ExpressionReader.Map(value, resource) },
                "return" => call with { Return = YamlNodes.Text(value, "'return'", resource) },
                "options" => Options(call, value, resource),
                _ => throw YamlNodes.Unsupported(member, value, "fn::invoke", Known, resource),
            };
        }

        return call.Token.Length > 0 ? call : throw new ProgramException("fn::invoke needs a 'function'.", line, resource);
    }

    private static InvokeExpression Options(InvokeExpression call, YamlNode node, string? resource)
    {
        foreach (var (member, value) in YamlNodes.Members(node, "the options of fn::invoke", resource))
        {
            call = member switch
            {
                "provider" => call with { Provider = ResourceOptionsReader.ResourceName(value, "'provider'", resource) },
                "dependsOn" => call with { DependsOn = ResourceOptionsReader.ResourceNames(value, resource) },
                "version" => call with { Version = YamlNodes.Text(value, "'version'", resource) },
                "pluginDownloadURL" => call with { PluginDownloadUrl = YamlNodes.Text(value, "'pluginDownloadURL'", resource) },
                _ => throw YamlNodes.Unsupported(member, value, "the options of fn::invoke", KnownOptions, resource),
            };
        }

        return call;
    }

    private static string Token(string text, long line, string? resource) => text.Split(':') switch
    {
        [{ Length: > 0 } package, { Length: > 0 } name] => $"{package}:index:{name}",
        [{ Length: > 0 }, _, { Length: > 0 }] => text,
        _ => throw new ProgramException("A function reads package:module:name, for example infobip:index:getInfoBipInstance.", line, resource),
    };
}
