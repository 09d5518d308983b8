// The command line of the rehearsal.
using InfoBip.Rehearsal;

return await new CommandRunner(Consoles.ForTerminal(), Console.Error).RunAsync(args);
