// infobip-sandbox as a process of its own.
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace InfoBip.Sandbox.Tests;

public sealed partial class ProcessTests
{
    // The numbers that POSIX gives these signals.
    private const int Interrupt = 2;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public async Task It_prints_its_url_serves_and_ends_with_0_on_a_signal(int signal)
    {
        using var process = SandboxProcess.Start("--user-secret", SampleSecrets.User, "--organization-secret", SampleSecrets.Organization, "--seed", "3", "--masking", "absent");
        var url = (await process.StandardOutput.ReadLineAsync(SandboxClient.Ending))!;
        Assert.StartsWith("Sandbox of the instances API: http://127.0.0.1:", url);
        Uri root = new(url.Split(": ")[1]);
        Assert.EndsWith($"{root}your_moms/api-v2", await process.StandardOutput.ReadLineAsync(SandboxClient.Ending));
        Assert.EndsWith($"{root}elements/api-v2", await process.StandardOutput.ReadLineAsync(SandboxClient.Ending));

        using HttpClient http = new();
        using var refused = await http.SendAsync(SandboxClient.Request(HttpMethod.Get, new Uri(root, "your_moms/api-v2/instances"), authorization: "User x, Organization y"), SandboxClient.Ending);
        using var created = await http.SendAsync(SandboxClient.Request(HttpMethod.Post, new Uri(root, "your_moms/api-v2/instances"), SampleInstance.Request().ToJsonString()), SandboxClient.Ending);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var text = await created.Content.ReadAsStringAsync(SandboxClient.Ending);
        Assert.StartsWith("{\"id\":2000012,", text);
        Assert.DoesNotContain("messaging.sms.infobip.password", text);

        Assert.Equal(0, Kill(process.Id, signal));
        await process.WaitForExitAsync(SandboxClient.Ending);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("Stop with Ctrl-C.\n", await process.StandardOutput.ReadToEndAsync(SandboxClient.Ending));
        Assert.Equal("", await process.StandardError.ReadToEndAsync(SandboxClient.Ending));
    }

    [Theory]
    [InlineData("There is no option '--prot'.", "--prot", "1")]
    [InlineData("--port needs a value: a port from 0 to 65535.", "--port")]
    [InlineData("The value of --port is not right: it is a port from 0 to 65535.", "--port", "70000")]
    [InlineData("The value of --listen is not right: it is an IP address.", "--listen", "here")]
    [InlineData("The value of --seed is not right: it is a whole number from 1.", "--seed", "0")]
    [InlineData("The value of --masking is not right: it is stars, empty, absent or none.", "--masking", "dots")]
    [InlineData("The value of --answers is not right: it is echo or seed.", "--answers", "all")]
    [InlineData("The value of --user-secret is not right: it is a secret without blanks and commas.", "--user-secret", "a b")]
    [InlineData("The value of --requests-per-second is not right: it is a number above 0.", "--requests-per-second", "0")]
    [InlineData("The value of --account is not right: it is a user secret and an organization secret with a comma between them.", "--account", "u")]
    [InlineData("The value of the behaviour list is not right: list is full, thin or bare.", "--behaviour", "list=fat")]
    [InlineData("The value of the behaviour list is not right: list is full, thin or bare.", "--behaviour", "list")]
    public async Task Wrong_arguments_end_it_with_2_and_the_reason(string reason, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Equal($"infobip-sandbox: {reason} See infobip-sandbox --help.\n", error);
    }

    [Fact]
    public async Task Help_names_every_option_and_ends_with_0()
    {
        var (code, output, error) = await RunAsync("--help");

        Assert.Equal((0, ""), (code, error));
        foreach (var option in (IEnumerable<string>)["--listen", "--port", "--seed", "--user-secret", "--organization-secret", "--masking", "--answers", "--requests-per-second", "--account", "--behaviour", .. SandboxBehaviours.All.Select(one => one.Name)])
        {
            Assert.Contains(option, output);
        }
    }

    [Fact]
    public async Task A_taken_port_ends_it_with_1_and_what_to_do()
    {
        await using var client = await SandboxClient.StartAsync();
        var port = client.Server.Url.Port.ToString(CultureInfo.InvariantCulture);

        var (code, output, error) = await RunAsync("--port", port);

        Assert.Equal((1, ""), (code, output));
        Assert.Equal($"infobip-sandbox: Port {port} is taken. Choose another with --port, or leave it out for a free one.\n", error);
    }

    [Fact]
    public void Every_option_is_read()
    {
        var options = SandboxCommandLine.Parse(
            ["--listen", "0.0.0.0", "--port", "81", "--seed", "4", "--user-secret", "u", "--organization-secret", "o", "--masking", "none", "--answers", "seed", "--requests-per-second", "2.5"]).Options!;

        Assert.Equal(IPAddress.Any, options.Address);
        Assert.Equal((81, 4, "u", "o"), (options.Port, options.Seed, options.UserSecret, options.OrganizationSecret));
        Assert.Equal((MaskMode.None, AnswerShape.Seed, 2.5), (options.Masking, options.Answers, options.RequestsPerSecond));
    }

    [Fact]
    public void Accounts_and_behaviours_may_be_repeated()
    {
        var options = SandboxCommandLine.Parse(
            ["--account", "u,o", "--account", "v,o", "--behaviour", "list=thin", "--behaviour", "normalise=trim,strip"]).Options!;

        Assert.Equal([new("u", "o"), new("v", "o")], options.Accounts);
        Assert.Equal("normalise=trim,strip, list=thin", options.Behaviours.ToString());
    }

    [Fact]
    public void An_unknown_behaviour_is_an_error_that_lists_those_that_there_are()
    {
        var error = SandboxCommandLine.Parse(["--behaviour", "lists=thin"]).Error!;

        Assert.StartsWith("There is no behaviour 'lists'. There are: create-seconds, acts-late, ", error);
        Assert.All(SandboxBehaviours.All, one => Assert.Contains(one.Name, error));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = SandboxProcess.Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(SandboxClient.Ending);
        var error = process.StandardError.ReadToEndAsync(SandboxClient.Ending);
        await process.WaitForExitAsync(SandboxClient.Ending);
        return (process.ExitCode, await output, await error);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
