// The tests, or, when a test asks for it, the small plugin or a small program that they run.
using InfoBip.EngineSimulator.Tests;

if (Environment.GetEnvironmentVariable(FakePluginProcess.Switch) is { } behaviour)
{
    return await FakePluginProcess.RunAsync(behaviour, args);
}

if (Environment.GetEnvironmentVariable(SmallPrograms.Switch) is { } program)
{
    return await SmallPrograms.RunAsync(program.Split(' ')[0], program.Split(' ')[1..]);
}

return args.Any(argument => argument is "-automated" or "@@")
    ? await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args)
    : await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
