// Setting the switches: in process and through the control API.
using System.Net;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Every_switch_has_a_name_of_its_own_and_takes_its_own_default()
    {
        Assert.Equal(SandboxBehaviours.All.Count, SandboxBehaviours.All.Select(one => one.Name).Distinct().Count());
        Assert.All(SandboxBehaviours.All, one =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", one.Name);
            Assert.Equal(one.Default, SandboxBehaviours.Of($"{one.Name}={one.Default}")[one.Name]);
            Assert.NotEmpty(one.Meaning);
        });
    }

    [Theory]
    [InlineData("list=fat", "list is full, thin or bare.")]
    [InlineData("list", "list is full, thin or bare.")]
    [InlineData("list=", "list is full, thin or bare.")]
    [InlineData("normalise=trim,fold", "none, or some of trim, collapse, compose, encode and strip with commas between them.")]
    [InlineData("normalise=", "none, or some of")]
    [InlineData("acts-late=-1", "a number of seconds from 0 to 86400.")]
    [InlineData("acts-late=86401", "a number of seconds from 0 to 86400.")]
    [InlineData("first-id=1.5", "a whole number from 0.")]
    [InlineData("vendor-error=200", "off, 400, 401, 403, 404, 409 or 500.")]
    [InlineData("lists=thin", "There is no behaviour 'lists'. There are: create-seconds, ")]
    public async Task A_wrong_setting_lists_the_choices_and_changes_nothing(string setting, string part)
    {
        await using var client = await SandboxClient.StartAsync();

        Assert.Contains(part, Assert.Throws<ArgumentException>(() => client.Server.Behave("token=absent", setting)).Message);

        Assert.Equal("plain", client.Server.Options.Behaviours["token"]);
    }

    [Fact]
    public async Task A_switch_of_a_running_sandbox_keeps_the_others()
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of("token=absent") });

        client.Server.Behave("list=thin");

        Assert.Equal("list=thin, token=absent", client.Server.Options.Behaviours.ToString());
    }

    [Fact]
    public async Task Control_shows_every_switch_with_its_value_and_choices()
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of("list=thin") });

        var shown = (await client.ControlAsync(HttpMethod.Get, "/sandbox/behaviours")).Json.AsObject();

        Assert.Equal(SandboxBehaviours.All.Select(one => one.Name), shown.Select(one => one.Key));
        Assert.Equal("""["full","thin","bare"]""", shown["list"]!["choices"]!.ToJsonString());
        Assert.Equal("[]", shown["first-id"]!["choices"]!.ToJsonString());
        Assert.Equal(("thin", "full", "full, thin or bare"), ((string?)shown["list"]!["value"], (string?)shown["list"]!["default"], (string?)shown["list"]!["values"]));
    }

    [Fact]
    public async Task Control_sets_some_switches_or_all_and_takes_them_back()
    {
        await using var client = await SandboxClient.StartAsync();

        var posted = await client.ControlAsync(HttpMethod.Post, "/sandbox/behaviours", new JsonObject { ["list"] = "thin", ["vendor-error"] = 401, ["valid"] = true });
        Assert.Equal(("thin", "401"), ((string?)posted.Json["list"]!["value"], (string?)posted.Json["vendor-error"]!["value"]));
        Assert.Equal("list=thin, vendor-error=401", Current());

        await client.ControlAsync(HttpMethod.Post, "/sandbox/behaviours", new JsonObject { ["token"] = "absent" });
        Assert.Equal("list=thin, token=absent, vendor-error=401", Current());

        await client.ControlAsync(HttpMethod.Put, "/sandbox/behaviours", new JsonObject { ["token"] = "masked" });
        Assert.Equal("token=masked", Current());

        Assert.Equal(HttpStatusCode.NoContent, (await client.ControlAsync(HttpMethod.Delete, "/sandbox/behaviours")).Status);
        Assert.Equal("", Current());

        string Current() => client.Server.Options.Behaviours.ToString();
    }

    [Theory]
    [InlineData("""{"list":"fat"}""", "list is full, thin or bare.")]
    [InlineData("""{"lists":"thin"}""", "There is no behaviour 'lists'.")]
    [InlineData("""{"lists":"thin","token":"absent","list":"fat"}""", "first-id.\nThe value of the behaviour list is not right: list is full, thin or bare.")]
    [InlineData("[]", "The body is a list, but a setting of the behaviours is a JSON object.")]
    public async Task Control_refuses_a_wrong_setting_with_the_choices(string body, string part)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await client.ControlAsync(HttpMethod.Put, "/sandbox/behaviours", JsonNode.Parse(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(part, answer.Text);
        Assert.DoesNotContain("fat", answer.Text);
        Assert.Equal("", client.Server.Options.Behaviours.ToString());
    }
}
