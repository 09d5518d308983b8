// The page at the root in a browser, in a window and on a phone.
using System.Globalization;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class PageTests(Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<int> Widths => [1280, 390];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task It_follows_what_happens(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        Assert.Equal("No instances.|No faults are injected.|No requests.", await page.GetAsync<string>("all('.none:not([hidden])').map(one => one.innerText).join('|')"));

        await client.PostAsync(SampleInstance.Request("shop", tags: ["a", "b"]));
        await page.UntilAsync("all('#instances li').length === 1 && all('#requests li').length === 1");
        Assert.Equal("12|shop|infobip|a b|valid", await page.GetAsync<string>("['.id', '.name', '.connector', '.tags', '.state'].map(one => find('#instances li ' + one).textContent.trim()).join('|')"));
        Assert.Equal("POST|/your_moms/api-v2/instances||200", await page.GetAsync<string>("['.method', '.address', '.fault', '.status'].map(one => find('#requests li ' + one).textContent).join('|')"));

        await client.SendAsync(HttpMethod.Delete, "/instances/12");
        await page.UntilAsync("all('#instances li').length === 0 && all('#requests li').length === 2");
        Assert.Equal("DELETE", await page.GetAsync<string>("find('#requests li .method').textContent"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task It_filters_instances_and_requests(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request("shop"));
        await client.PostAsync(SampleInstance.Request("zebra"));
        await client.GetAsync("/instances");
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        Assert.Equal((2, 3), await CountsAsync());

        await page.EnterAsync("#filter", "zEbra");
        await page.UntilAsync("all('#instances li').length === 1 && all('#requests li').length === 2");
        Assert.Equal("zebra", await page.GetAsync<string>("find('#instances .name').textContent"));

        await page.EnterAsync("#filter", "canary");
        await page.UntilAsync("all('#instances li').length === 0 && all('#requests li').length === 0");

        await page.EnterAsync("#filter", " ");
        await page.UntilAsync("all('#instances li').length === 2 && all('#requests li').length === 3");

        async Task<(int, int)> CountsAsync() => (await page.GetAsync<int>("all('#instances li').length"), await page.GetAsync<int>("all('#requests li').length"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task It_shows_the_last_of_many_and_how_many_there_are(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        foreach (var number in Enumerable.Range(1, 120))
        {
            client.Server.Add(number.ToString(CultureInfo.InvariantCulture));
        }

        await using var page = await chromium.OpenAsync(client.Server.Url, width);

        Assert.Equal("100 of 120", await page.GetAsync<string>("find('#instances small').textContent"));
        Assert.Equal("120", await page.GetAsync<string>("find('#instances .name').textContent"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task It_shows_bodies_and_entries_and_no_secret(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        var token = (string)(await client.PostAsync(SampleInstance.Request("shop"))).Json["token"]!;
        await using var page = await chromium.OpenAsync(client.Server.Url, width);

        await page.ClickAsync("#instances summary");
        await page.ClickAsync("#requests summary");

        var entries = await page.GetAsync<string>("find('#instances dl').innerText");
        Assert.Contains(SampleInstance.Username, entries);
        Assert.Contains(SampleInstance.PasswordKey, entries);
        var bodies = await page.GetAsync<string[]>("all('#requests pre').map(one => one.innerText)");
        Assert.Equal(2, bodies.Length);
        Assert.Equal((SampleInstance.Sender, "[secret]"), Entries(bodies[0]));
        Assert.Equal((SampleInstance.Sender, "[secret]"), Entries(bodies[1]));
        Assert.Equal("[secret]", (string?)JsonNode.Parse(bodies[1])!["token"]);
        var html = await page.GetAsync<string>("document.documentElement.outerHTML");
        Assert.All([SampleSecrets.Prefix, token], secret => Assert.DoesNotContain(secret, html));

        static (string?, string?) Entries(string body) =>
            ((string?)JsonNode.Parse(body)!["configuration"]![SampleInstance.SenderKey], (string?)JsonNode.Parse(body)!["configuration"]![SampleInstance.PasswordKey]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task What_a_person_opened_or_writes_stays_while_more_happens(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request("shop"));
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        await page.ClickAsync("#instances summary");
        await page.ClickAsync("#requests summary");
        await page.GetAsync<object?>("find('#faults [name=path]').focus()");

        await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "renamed" });
        await page.UntilAsync("find('#instances .name').textContent === 'renamed' && all('#requests li').length === 2");

        Assert.Equal("true|false,true|path", await page.GetAsync<string>("[find('#instances details').open, all('#requests details').map(one => one.open).join(), document.activeElement.name].join('|')"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_404_that_says_that_there_is_nothing_is_not_red(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.GetAsync("/instances");
        await client.GetAsync("/instances/12");
        await client.SendAsync(HttpMethod.Delete, "/instances/12");
        await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject());
        await client.SendAsync(SandboxClient.Request(HttpMethod.Get, new Uri(client.Server.Url, "/nowhere")));
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 404 });
        await client.GetAsync("/instances");
        await using var page = await chromium.OpenAsync(client.Server.Url, width);

        var red = await page.GetAsync<string>("getComputedStyle(document.body).getPropertyValue('--bad') && (() => { const one = document.createElement('i'); one.className = 'bad'; document.body.append(one); const red = getComputedStyle(one).color; one.remove(); return red; })()");
        var colours = await page.GetAsync<string[]>("all('#requests .status').reverse().map(one => getComputedStyle(one).color)");

        Assert.Equal([false, false, false, true, true, true], colours.Select(colour => colour == red));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Buttons_inject_faults_and_clear_them(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        Assert.Equal(Enum.GetNames<FaultKind>(), await page.GetAsync<string[]>("all('#faults .buttons button').map(one => one.textContent[0].toUpperCase() + one.textContent.slice(1))"));

        await page.ChooseAsync("#faults [name=method]", "PATCH");
        await page.EnterAsync("#faults [name=path]", "/instances/*");
        await page.EnterAsync("#faults [name=statusCode]", "503");
        await page.EnterAsync("#faults [name=times]", "2");
        await page.ClickAsync("#faults .buttons [data-key=status]");
        await page.UntilAsync("all('#faults ol li').length === 1");

        Assert.Equal(new Fault { Kind = FaultKind.Status, Method = "PATCH", Path = "/instances/*", StatusCode = 503, Times = 2 }, Assert.Single(client.Server.Faults.Injected).Fault);
        Assert.Equal("status|PATCH /instances/*|statusCode 503|2 left|0 hit", await page.GetAsync<string>("[...find('#faults ol li').children].map(one => one.textContent).join('|')"));

        await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject());
        await page.UntilAsync("find('#requests .fault')?.textContent === 'status' && find('#faults ol li').textContent.includes('1 left')");
        await page.ClickAsync("#faults h2 button");
        await page.UntilAsync("all('#faults ol li').length === 0");
        Assert.Empty(client.Server.Faults.Injected);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_wrong_value_is_explained_until_a_right_one_comes(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        await page.EnterAsync("#faults [name=statusCode]", "many");
        await page.EnterAsync("#faults [name=times]", "-1");

        await page.ClickAsync("#faults .buttons [data-key=redirect]");
        await page.UntilAsync("!find('#problem').hidden");

        Assert.Equal(
            "statusCode is a whole number up to 2147483647, not a string.\nlocation is missing: a redirect leads somewhere.\ntimes is 0 or more.",
            await page.GetAsync<string>("find('#problem').innerText.trim()"));
        await page.EnterAsync("#faults [name=statusCode]", "500");
        await page.EnterAsync("#faults [name=times]", "1");
        await page.ClickAsync("#faults .buttons [data-key=status]");
        await page.UntilAsync("find('#problem').hidden && all('#faults ol li').length === 1");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Buttons_set_behaviours_and_take_them_back(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        Assert.Equal(SandboxBehaviours.All.Select(one => one.Name), await page.GetAsync<string[]>("all('#behaviours li code').map(one => one.textContent)"));

        await page.ClickAsync("#behaviours [title='list=thin']");
        await page.UntilAsync("find('#behaviours .changed code')?.textContent === 'list'");
        Assert.Equal("thin", await page.GetAsync<string>("document.activeElement.textContent"));
        await page.EnterAsync("#behaviours [data-key=acts-late] input", "40");
        await page.UntilAsync("find('#behaviours small').textContent === 'acts-late=40, list=thin'");

        Assert.Equal("acts-late=40, list=thin", client.Server.Options.Behaviours.ToString());
        Assert.Equal("thin", await page.GetAsync<string>("find('#behaviours [data-key=list] [aria-pressed=true]').textContent"));

        await page.ClickAsync("#behaviours h2 button");
        await page.UntilAsync("find('#behaviours small').textContent === 'all at their defaults'");
        Assert.Equal("", client.Server.Options.Behaviours.ToString());
        Assert.Equal("0", await page.GetAsync<string>("find('#behaviours [data-key=acts-late] input').value"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Buttons_switch_break_and_delete_an_instance_and_empty_the_log(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request("shop"));
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        await page.ClickAsync("#instances summary");

        await page.ClickAsync("#instances .buttons button:nth-child(1)");
        await page.UntilAsync("find('#instances .state').innerText.includes('disabled')");
        await page.ClickAsync("#instances .buttons button:nth-child(2)");
        await page.UntilAsync("find('#instances .state').innerText.includes('not valid')");
        Assert.Equal((true, false), (client.Server.Instances[0].Disabled, client.Server.Instances[0].Valid));
        await page.ClickAsync("#instances .buttons button:nth-child(3)");
        await page.UntilAsync("all('#instances li').length === 0");
        Assert.Empty(client.Server.Instances);

        await page.ClickAsync("#requests h2 button");
        await page.UntilAsync("all('#requests li').length === 0");
        Assert.Empty(client.Server.Requests);
    }

    [Theory]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    public async Task Every_column_fits_and_requests_are_beside_instances_where_there_is_room(int width, bool beside)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request($"a-long-name-{new string('x', 60)}", tags: ["one", "two", new string('y', 40)]));
        await client.GetAsync($"/instances?searchText={new string('z', 80)}");
        client.Server.Faults.Inject(new() { Kind = FaultKind.DelayInBody, Message = new string('m', 80), Path = "/instances/*", Rate = 0.5 });
        client.Server.Faults.Inject(new() { Kind = FaultKind.StatusAfter, StatusCode = 503, Method = "DELETE" });
        await client.SendAsync(HttpMethod.Delete, "/instances/99");
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        await page.GetAsync<object?>("all('details').forEach(one => one.open = true)");

        // Nothing is cut off or needs to be scrolled sideways, and no cell is without room.
        Assert.Empty(await page.GetAsync<string[]>(
            "all('body *').filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && getComputedStyle(one).display !== 'inline' && !one.matches('input')).map(one => one.outerHTML.slice(0, 100))"));
        Assert.Empty(await page.GetAsync<string[]>(
            "all('section *').filter(one => { const box = one.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth + 0.5; }).map(one => one.outerHTML.slice(0, 100))"));
        Assert.Empty(await page.GetAsync<string[]>(
            "all('summary > *').filter(one => one.textContent && one.getBoundingClientRect().width < 20).map(one => one.outerHTML.slice(0, 100))"));
        Assert.Equal("6,5", await page.GetAsync<string>("['#instances', '#requests'].map(one => find(one + ' summary').children.length).join()"));
        Assert.Equal(beside, await page.GetAsync<bool>(
            "find('#requests').getBoundingClientRect().top === find('#instances').getBoundingClientRect().top && find('#requests').getBoundingClientRect().left > find('#instances').getBoundingClientRect().right"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task What_others_wrote_is_shown_as_text_and_nothing_comes_from_elsewhere(int width)
    {
        const string Markup = "<img src=x onerror=\"document.title='run'\">";
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of("normalise=none") });
        await client.PostAsync(SampleInstance.Request(Markup, tags: [Markup]));
        await client.GetAsync($"/instances?searchText={Markup}");
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Message = Markup });
        await using var page = await chromium.OpenAsync(client.Server.Url, width);
        await page.ClickAsync("#instances summary");

        Assert.Equal(Markup, await page.GetAsync<string>("find('#instances .name').textContent"));
        Assert.Equal(0, await page.GetAsync<int>("all('img').length"));
        Assert.Empty(page.Errors);
        Assert.All(page.Loaded, address => Assert.StartsWith(client.Server.Url.ToString(), address));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task It_says_when_the_sandbox_has_gone(int width)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request("shop"));
        await using var page = await chromium.OpenAsync(client.Server.Url, width);

        await client.Server.DisposeAsync();
        await page.UntilAsync("find('#live').textContent === 'does not answer'");

        Assert.Equal("shop", await page.GetAsync<string>("find('#instances .name').textContent"));
    }
}
