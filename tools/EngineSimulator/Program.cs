// A small double of the `pulumi` command: programs in YAML and C# against a real plugin, states in a folder.
using InfoBip.EngineSimulator;

return await new PulumiCommand(Console.Out, Console.Error).RunAsync(args);
