// The tests, or, when a test asks for it, the plugin that they start as a process.
using ProviderHost.Protocol;
using SecondResource.Tests;
using SecondResource.Tests.Notes;

if (Environment.GetEnvironmentVariable(NoteLifeTests.Folder) is { } folder)
{
    var package = new ProviderPackage("notes", "1.0.0", "NO", "A provider of notes.", () => "{\"name\": \"notes\"}");
    return await PluginProgram.RunAsync(args, package, _ => new ProviderParts(new NoConfiguration(), [new NoteResource(folder)], []));
}

return args.Any(argument => argument is "-automated" or "@@")
    ? await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args)
    : await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
