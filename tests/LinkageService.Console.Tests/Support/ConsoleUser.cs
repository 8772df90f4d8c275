using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests.Support;

/// <summary>
/// One person with a browser of their own. Whatever a page asks another host for, and whatever it complains of, fails the test
/// when they leave.
/// </summary>
internal sealed class ConsoleUser : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();

    public ConsoleUser(IPage page, string host)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{page.Url}: {message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"{page.Url}: {error}");
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme is "http" or "https" or "ws" or "wss" && address.Authority != host)
            {
                _complaints.Enqueue($"{page.Url} asked another host: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Opens an address and waits until the page is ready.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await ReadyAsync();
    }

    /// <summary>Waits until the page is ready.</summary>
    public async Task ReadyAsync()
    {
        await Page.Locator("main h1").WaitForAsync();
        await Assertions.Expect(Page.Locator("main .busy")).ToHaveCountAsync(0);
    }

    /// <summary>Presses the button with these words and waits until the page is ready again.</summary>
    public async Task PressAsync(string words)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).ClickAsync();
        await ReadyAsync();
    }

    /// <summary>Fills the field with this label.</summary>
    public async Task FillAsync(string label, string value) =>
        await Page.GetByLabel(label, new() { Exact = true }).FillAsync(value);

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.True(_complaints.IsEmpty, string.Join('\n', _complaints));
    }
}
