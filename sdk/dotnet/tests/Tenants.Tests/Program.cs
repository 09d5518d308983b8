// The tests, or the stand-in for the Pulumi CLI that they put on the PATH.
using Tenants.Tests.StandIn;

return Environment.GetEnvironmentVariable(Pulumi.Variable) is { Length: > 0 } folder ? await Pulumi.RunAsync(folder, args) : await TestsAsync(args);

static Task<int> TestsAsync(string[] args) => args.Any(argument => argument is "-automated" or "@@")
    ? Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args)
    : Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, Tenants.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions);
