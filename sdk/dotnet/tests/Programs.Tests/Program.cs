// The tests, or one of the programs that they run if a test asks for it.
using Programs.Tests;
using Programs.Tests.Deployments;

if (Environment.GetEnvironmentVariable(SdkPrograms.Switch) is { } program)
{
    return await SdkPrograms.RunAsync(program);
}

return args.Any(argument => argument is "-automated" or "@@")
    ? await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args)
    : await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
