// The command line of the engine simulator.
using InfoBip.EngineSimulator;

return await new CommandRunner(Consoles.ForTerminal(), Console.Error).RunAsync(args);
