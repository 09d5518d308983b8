// Whatever depends on who publishes the provider comes from one file, by one script.
using System.Text.Json;
using System.Text.RegularExpressions;
using InfoBip.Conventions.Tests.Support;

namespace InfoBip.Conventions.Tests;

public sealed class OwnerTests
{
    private const string Schema = "schema.json";
    private const string Plugin = "sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json";

    private static readonly string Named = ReleaseFolder.Said(Repository.Read(ReleaseFolder.Owner), "owner");

    private static readonly string Place = ReleaseFolder.Said(Repository.Read(ReleaseFolder.Owner), "repository");

    private static readonly string Publisher = ReleaseFolder.Said(Repository.Read(ReleaseFolder.Owner), "publisher");

    [Fact]
    public void Only_the_files_that_the_script_writes_hold_the_owner()
    {
        var holders = Repository.Tracked()
            .Where(file => !IsRecorded(file) && Holds(Repository.Read(file), Named, Publisher))
            .Order(StringComparer.Ordinal);

        Assert.Equal(ReleaseFolder.OwnerFiles().Append(ReleaseFolder.Owner).Order(StringComparer.Ordinal), holders);
    }

    [Fact]
    public void No_text_names_another_owner_of_the_repository() =>
        Assert.All(ReleaseFolder.OwnerFiles(), file => Assert.All(
            Regex.Matches(Repository.Read(file), $@"github(?:usercontent)?\.com/(?<owner>[\w-]+)/{Regex.Escape(Place)}\b"),
            found => Assert.Equal(Named, found.Groups["owner"].Value)));

    [Fact]
    public void Everything_is_as_the_file_says()
    {
        using ReleaseFolder folder = new();
        var before = folder.Contents();

        var written = folder.Run("eng/owner.sh");

        Assert.Equal((0, string.Empty), (written.ExitCode, written.Errors));
        Assert.Equal(before, folder.Contents());
        Assert.Equal(Member(folder.Read(Schema), "pluginDownloadURL"), Member(folder.Read(Plugin), "server"));
    }

    [Fact]
    public void Another_owner_is_written_everywhere_and_the_first_one_is_gone()
    {
        using ReleaseFolder folder = new();
        folder.Say("owner", "Acme-Inc");
        folder.Say("repository", "infobip.provider");
        folder.Say("publisher", "Acme, Inc.");

        Assert.Equal((0, string.Empty), folder.Run("eng/owner.sh") switch { var run => (run.ExitCode, run.Errors) });

        Assert.All(folder.Contents(), file => Assert.False(Holds(file.Value, Named, Publisher), file.Key));
        Assert.All(folder.Contents(), file => Assert.True(Holds(file.Value, "Acme-Inc", "Acme, Inc."), file.Key));
        var schema = JsonDocument.Parse(folder.Read(Schema)).RootElement;
        Assert.Equal(
            ("https://github.com/Acme-Inc/infobip.provider", "https://github.com/Acme-Inc/infobip.provider", "Acme, Inc.", "github://api.github.com/Acme-Inc/infobip.provider"),
            (schema.GetProperty("homepage").GetString(), schema.GetProperty("repository").GetString(), schema.GetProperty("publisher").GetString(), schema.GetProperty("pluginDownloadURL").GetString()));
        Assert.StartsWith("https://raw.githubusercontent.com/Acme-Inc/infobip.provider/", schema.GetProperty("logoUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal("github.com/Acme-Inc/infobip.provider/sdk/go/infobip", schema.GetProperty("language").GetProperty("go").GetProperty("importBasePath").GetString());
        Assert.Equal("io.github.acme_inc", schema.GetProperty("language").GetProperty("java").GetProperty("basePackage").GetString());
        Assert.Equal(0, folder.Run("eng/owner.sh", "--check").ExitCode);
    }

    [Fact]
    public void The_first_owner_comes_back_letter_by_letter()
    {
        using ReleaseFolder folder = new();
        var (before, owner) = (folder.Contents(), folder.Read(ReleaseFolder.Owner));
        folder.Say("owner", "acme");
        folder.Say("download", "https://files.example.com/${NAME}/${VERSION}");
        folder.Run("eng/owner.sh");

        folder.Write(ReleaseFolder.Owner, owner);
        folder.Run("eng/owner.sh");

        Assert.Equal(before, folder.Contents());
    }

    [Theory]
    [InlineData("github://api.github.com/acme")]
    [InlineData("github://api.github.com/acme/infobip-provider")]
    [InlineData("gitlab://gitlab.example.com/4711")]
    [InlineData("https://files.example.com/plugins")]
    [InlineData("https://files.example.com:8443/${NAME}/v${VERSION}/${OS}-${ARCH}")]
    [InlineData("http://127.0.0.1:8085")]
    [InlineData("http://localhost:8085/plugins/${VERSION}")]
    public void A_download_URL_is_written_into_the_schema_and_the_SDK(string url)
    {
        using ReleaseFolder folder = new();
        folder.Say("owner", "acme");
        folder.Say("download", url);

        var written = folder.Run("eng/owner.sh");

        Assert.Equal((0, string.Empty), (written.ExitCode, written.Errors));
        Assert.Equal((url, url), (Member(folder.Read(Schema), "pluginDownloadURL"), Member(folder.Read(Plugin), "server")));
        Assert.Equal((0, url), folder.Run("eng/owner.sh", "--check") switch { var check => (check.ExitCode, check.Output.Trim()) });
    }

    [Theory]
    [InlineData("download", "api.github.com/acme")]
    [InlineData("download", "git://github.com/acme/pulumi-infobip")]
    [InlineData("download", "github://api.github.com")]
    [InlineData("download", "github://api.github.com/acme/repository/more")]
    [InlineData("download", "github://api.github.com/ORG")]
    [InlineData("download", "github://api.github.com/OWNER/pulumi-infobip")]
    [InlineData("download", "github://api.github.com/<organisation>")]
    [InlineData("download", "github://api.github.com/${NAME}")]
    [InlineData("download", "gitlab://gitlab.example.com/acme")]
    [InlineData("download", "https://")]
    [InlineData("download", "https://files.example.com/")]
    [InlineData("download", "https://files.example.com//plugins")]
    [InlineData("download", "https://files.example.com/$VERSION")]
    [InlineData("download", "https://files.example.com/${version}")]
    [InlineData("download", "https://files.example.com/${PLATFORM}")]
    [InlineData("download", "https://files.example.com/{VERSION}")]
    [InlineData("download", "https://user:secret@files.example.com/plugins")]
    [InlineData("download", "https://files.example.com/plugins?token=secret")]
    [InlineData("download", "https://files.example.com/plugins#latest")]
    [InlineData("download", "https://files.example.com/a b")]
    [InlineData("download", "https://files.example.com/\"")]
    [InlineData("download", "http://files.example.com/plugins")]
    [InlineData("download", "http://127.0.0.1.example.com/plugins")]
    [InlineData("owner", "")]
    [InlineData("owner", "acme/pulumi-infobip")]
    [InlineData("owner", "acme-")]
    [InlineData("repository", "a b")]
    [InlineData("publisher", "Acme \"Inc\"")]
    public void What_cannot_be_used_is_refused_and_nothing_is_written(string name, string value)
    {
        using ReleaseFolder folder = new();
        folder.Say(name, value);
        var before = folder.Contents();

        var refused = folder.Run("eng/owner.sh");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"'{value}'", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, folder.Contents());
    }

    [Fact]
    public void A_release_without_a_real_owner_is_stopped()
    {
        using ReleaseFolder folder = new();
        folder.Say("owner", "example-owner");

        var check = folder.Run("eng/owner.sh", "--check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("make owner", check.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Schema)]
    [InlineData(Plugin)]
    [InlineData("README.md")]
    public void A_release_that_was_not_written_for_its_owner_is_stopped(string file)
    {
        using ReleaseFolder folder = new();
        var unwritten = folder.Read(file);
        folder.Say("owner", "acme");
        folder.Run("eng/owner.sh");
        Assert.Equal(0, folder.Run("eng/owner.sh", "--check").ExitCode);

        folder.Write(file, unwritten);

        Assert.Equal(1, folder.Run("eng/owner.sh", "--check").ExitCode);
    }

    /// <summary>Recordings are what they are.</summary>
    private static bool IsRecorded(string file) => file.StartsWith("tests/Replay/", StringComparison.Ordinal) || file.StartsWith("tests/Plugin.Tests/States/", StringComparison.Ordinal);

    private static bool Holds(string text, string owner, string publisher) =>
        text.Contains(publisher, StringComparison.Ordinal)
        || new[] { $"github.com/{owner}/", $"githubusercontent.com/{owner}/", $"io.github.{owner.ToLowerInvariant().Replace('-', '_')}", $"@{owner}", $"owner={owner}" }
            .Any(form => text.Contains(form, StringComparison.Ordinal));

    private static string? Member(string json, string name) =>
        JsonDocument.Parse(json).RootElement.TryGetProperty(name, out var member) ? member.GetString() : null;
}
