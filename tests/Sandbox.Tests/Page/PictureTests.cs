// Pictures of the page, for a person to look at, and the one in the documentation.
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.Sandbox.Tests;

/// <summary>They are left in artifacts/page. With INFOBIP_RECORD_PICTURE=1 the wider one becomes that of the documentation.</summary>
public sealed class PictureTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1280, 740)]
    [InlineData(390, 1600)]
    public async Task The_page_can_be_pictured(int width, int height)
    {
        FakeTimeProvider time = new(new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
        await using var client = await SandboxClient.StartAsync(new() { Time = time });
        foreach (var (name, tags) in ((string, string[])[])[("shop-notifications", ["production", "sms"]), ("newsletter", []), ("two-factor", ["production"])])
        {
            await client.PostAsync(SampleInstance.Request(name, tags: tags));
            time.Advance(TimeSpan.FromSeconds(75));
        }

        client.Server.Behave("list=thin", "request-id=header");
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 503, Method = "PATCH" });
        client.Server.Faults.Inject(new() { Kind = FaultKind.DelayAfter, Duration = TimeSpan.FromSeconds(3), Path = "/instances/*", Rate = 0.1 });
        await client.GetAsync("/instances?searchText=shop");
        await client.SendAsync(HttpMethod.Patch, "/instances/13", new JsonObject { ["name"] = "weekly" });
        time.Advance(TimeSpan.FromSeconds(1));
        await client.SendAsync(HttpMethod.Patch, "/instances/13", new JsonObject { ["name"] = "weekly" });
        await client.SendAsync(HttpMethod.Delete, "/instances/14");
        await client.GetAsync("/instances/14");
        client.Server.Edit(12, instance => instance.Disabled = true);

        await using var page = await chromium.OpenAsync(client.Server.Url, width, height);
        await page.ClickAsync("#requests li:nth-child(4) summary");
        var picture = await page.PictureAsync();

        Assert.Equal("\x89PNG", Encoding.Latin1.GetString(picture, 0, 4));
        var folder = Directory.CreateDirectory(Repository.PathOf("artifacts/page")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, $"{width}.png"), picture, SandboxClient.Ending);
        if (width == 1280 && Environment.GetEnvironmentVariable("INFOBIP_RECORD_PICTURE") == "1")
        {
            await File.WriteAllBytesAsync(Repository.PathOf("docs/sandbox.png"), picture, SandboxClient.Ending);
        }
    }
}
