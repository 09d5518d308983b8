// The page in a browser: what a person can do there, and what went wrong behind it.
using System.Collections.Concurrent;
using PuppeteerSharp;

namespace InfoBip.Sandbox.Tests;

internal sealed class SandboxPage(IPage page) : IAsyncDisposable
{
    // Long enough for a machine that does much else. Nothing waits longer than it has to.
    private const int Patience = 120_000;

    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _loaded = new();

    /// <summary>What the browser reports as an error, of the script or of the style.</summary>
    public IEnumerable<string> Errors => _errors;

    /// <summary>Every address that was asked for.</summary>
    public IEnumerable<string> Loaded => _loaded;

    public async Task OpenAsync(Uri url, int width, int height)
    {
        page.DefaultTimeout = Patience;
        page.PageError += (_, error) => _errors.Enqueue(error.Message);
        page.Error += (_, error) => _errors.Enqueue(error.Error);
        page.Console += (_, said) => _errors.Enqueue(said.Message.Text);
        page.Request += (_, request) => _loaded.Enqueue(request.Request.Url);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height });
        await page.GoToAsync(url.ToString());
        await UntilAsync("find('#live').textContent === 'live'");
    }

    /// <summary>Waits until an expression holds; <c>find</c> and <c>all</c> look elements up.</summary>
    public async Task UntilAsync(string condition)
    {
        try
        {
            await page.WaitForFunctionAsync(Function(condition));
        }
        catch (WaitTaskTimeoutException)
        {
            Assert.Fail($"It never came to this: {condition}\n{await GetAsync<string>("['#live', '#problem', ...all('h2').map(one => one)].map(one => (one.innerText ?? find(one).innerText)).join('\\n')")}");
        }
    }

    public Task<T> GetAsync<T>(string expression) => page.EvaluateFunctionAsync<T>(Function(expression));

    public Task ClickAsync(string selector) => page.ClickAsync(selector);

    /// <summary>Puts a text in the place of what a field holds.</summary>
    public async Task EnterAsync(string selector, string text)
    {
        await page.FocusAsync(selector);
        await GetAsync<object?>($"find('{selector}').select()");
        await page.Keyboard.PressAsync("Backspace");
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    public Task ChooseAsync(string selector, string value) => page.SelectAsync(selector, value);

    public Task<byte[]> PictureAsync() => page.ScreenshotDataAsync(new ScreenshotOptions { Type = ScreenshotType.Png });

    public async ValueTask DisposeAsync() => await page.CloseAsync();

    private static string Function(string expression) =>
        $"() => {{ const find = (s) => document.querySelector(s), all = (s) => [...document.querySelectorAll(s)]; return {expression}; }}";
}
