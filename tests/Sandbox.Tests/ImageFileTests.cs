// The image file, step by step without a container: it copies all that the build needs, and starts what was built.
using System.Diagnostics;
using System.Text.Json;

namespace InfoBip.Sandbox.Tests;

public sealed class ImageFileTests
{
    private static readonly string[] s_made = ["bin", "obj"];

    [Fact]
    public async Task Its_steps_build_the_sandbox_and_start_it_with_further_options()
    {
        using ImageFolder folder = new();
        string[]? entry = null;
        foreach (var (instruction, rest) in Instructions())
        {
            switch (instruction)
            {
                case "FROM":
                    folder.Begin(rest);
                    break;
                case "WORKDIR":
                    folder.Work(rest);
                    break;
                case "COPY":
                    folder.Copy(rest);
                    break;
                case "RUN":
                    await folder.RunAsync(Words(rest));
                    break;
                case "ENTRYPOINT":
                    entry = Words(rest);
                    break;
            }
        }

        Assert.Equal(["--listen", "0.0.0.0", "--port", "8085"], entry![^4..]);
        using var sandbox = folder.Start([.. entry, "--port", "0", "--behaviour", "list=thin"]);
        try
        {
            Uri url = new((await sandbox.StandardOutput.ReadLineAsync(SandboxClient.Ending))!.Split(": ")[1]);
            using HttpClient http = new();
            Assert.Contains("\"list\":{\"value\":\"thin\"", await http.GetStringAsync(new Uri(url, "/sandbox/behaviours"), SandboxClient.Ending));
        }
        finally
        {
            sandbox.Kill();
        }
    }

    [Fact]
    public void Its_commands_need_no_shell() =>
        Assert.All(Instructions().Where(one => one.Instruction is "RUN" or "ENTRYPOINT" or "CMD"), one => Assert.NotEmpty(Words(one.Arguments)));

    private static IEnumerable<(string Instruction, string Arguments)> Instructions() => Repository.Read("tools/Sandbox/Containerfile").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', 2))
        .Select(parts => (parts[0], parts[1]));

    private static string[] Words(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    /// <summary>A folder with the root of each stage below it.</summary>
    private sealed class ImageFolder : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("sandbox-image-").FullName;
        private string _stage = "";
        private string _work = "";

        public void Begin(string image) => _stage = Path.Combine(_root, image.Split(" AS ") is [_, var name] ? name : "final");

        public void Work(string path) => _work = Directory.CreateDirectory(Inside(path)).FullName;

        public void Copy(string rest)
        {
            const string From = "--from=";
            var source = Repository.Root;
            if (rest.StartsWith(From, StringComparison.Ordinal))
            {
                var stage = rest.Split(' ', 2);
                (source, rest) = (Path.Combine(_root, stage[0][From.Length..]), stage[1]);
            }

            var paths = Words(rest);
            var target = Path.Combine(_work, paths[^1]);
            foreach (var path in paths[..^1])
            {
                var from = Path.Combine(source, path.TrimStart('/'));
                foreach (var file in Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [from])
                {
                    var name = Directory.Exists(from) ? Path.GetRelativePath(from, file) : Path.GetFileName(file);
                    if (!name.Split('/', '\\').Any(s_made.Contains))
                    {
                        var copy = Path.GetFullPath(Path.Combine(target, name));
                        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                        File.Copy(file, copy);
                    }
                }
            }
        }

        public async Task RunAsync(string[] words)
        {
            using var process = Start([.. words.Select(word => word.StartsWith('/') ? Inside(word) : word)]);
            var output = process.StandardOutput.ReadToEndAsync(SandboxClient.Ending);
            await process.WaitForExitAsync(SandboxClient.Ending);
            Assert.True(process.ExitCode == 0, await output);
        }

        public Process Start(string[] words) =>
            Process.Start(new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = _work, RedirectStandardOutput = true, Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" } })!;

        public void Dispose() => Directory.Delete(_root, recursive: true);

        private string Inside(string path) => Path.Combine(_stage, path.TrimStart('/'));
    }
}
