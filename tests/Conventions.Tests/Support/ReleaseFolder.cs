// A folder with what the release scripts read and write, so that they can run without touching the repository.
namespace InfoBip.Conventions.Tests.Support;

internal sealed class ReleaseFolder : IDisposable
{
    /// <summary>Where the values are that depend on who publishes.</summary>
    public const string Owner = "eng/owner.txt";

    private static readonly string[] Kept =
    [
        Owner, "eng/owner.sh", "eng/archive-plugin.sh", "eng/schema.sh", .. OwnerFiles(), .. Repository.Files("examples/schema", "*"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infobip-release-");

    /// <summary>The files as the repository has them.</summary>
    public ReleaseFolder()
    {
        foreach (var file in Kept.Distinct())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.Copy(Repository.PathOf(file), PathOf(file));
        }
    }

    /// <summary>The files that the script writes.</summary>
    public static IReadOnlyList<string> OwnerFiles() =>
        Run("bash", [Repository.PathOf("eng/owner.sh"), "--files"], Repository.Root).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A value of a text like eng/owner.txt.</summary>
    public static string Said(string text, string name) => text.Split('\n').Single(line => line.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..];

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    /// <summary>Sets a value of eng/owner.txt.</summary>
    public void Say(string name, string value) =>
        Write(Owner, string.Join('\n', Read(Owner).Split('\n').Select(line => line.StartsWith($"{name}=", StringComparison.Ordinal) ? $"{name}={value}" : line)));

    /// <summary>Everything that the script writes, by file.</summary>
    public IReadOnlyDictionary<string, string> Contents() => OwnerFiles().ToDictionary(file => file, Read);

    /// <summary>Runs a script to its end.</summary>
    public Ended Run(string script, params string[] arguments) => Run("bash", [PathOf(script), .. arguments], _folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    private static Ended Run(string program, IEnumerable<string> arguments, string folder) => Script.RunAsync(program, arguments, folder).GetAwaiter().GetResult();
}
