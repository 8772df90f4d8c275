using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
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

    /// <summary>
    /// Waits until the browser is at this address (a pattern, from the root) and the page is ready. Asked again and again, because
    /// waiting for the event of a change of address can miss one that came a moment before.
    /// </summary>
    public async Task ArriveAsync([StringSyntax(StringSyntaxAttribute.Regex)] string path)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(
            new Regex("^https?://[^/]+" + path + "$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await ReadyAsync();
    }

    /// <summary>
    /// Presses the button with these words and waits until the page is ready again. Where the act takes longer than one answer, what
    /// it brings about has to be waited for besides.
    /// </summary>
    public async Task PressAsync(string words)
    {
        // What was typed before may move the button once it is answered.
        await SettleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).ClickAsync();
        await SettleAsync();
        await ReadyAsync();
    }

    /// <summary>Presses the button of an act that counts, and says yes when the page asks once more.</summary>
    public async Task TakeAsync(string words)
    {
        await LookThroughExceptionsAsync();
        await PressAsync(words);
        await Confirmation.GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(Confirmation).ToHaveCountAsync(0);
        await SettleAsync();
        await ReadyAsync();
    }

    /// <summary>Says that the exceptions were looked through, where there are any.</summary>
    public async Task LookThroughExceptionsAsync()
    {
        await Assertions.Expect(Page.Locator(".exceptions-wait")).ToHaveCountAsync(0);
        var seen = Page.Locator("#exceptions-seen");
        if (await seen.CountAsync() > 0)
        {
            await seen.CheckAsync();
            await SettleAsync();
        }
    }

    /// <summary>The question before an act that counts.</summary>
    public ILocator Confirmation => Page.Locator("dialog.confirmation");

    /// <summary>
    /// Leaves the field that has the focus and waits until the session has answered everything the page told it so far. The session
    /// takes calls in turn: one to a method that does not exist comes back after all before it.
    /// </summary>
    public Task SettleAsync() => Page.EvaluateAsync(
        "() => { document.activeElement?.blur(); return window.DotNet?.invokeMethodAsync('none', 'none').then(() => 0, () => 0); }");

    /// <summary>Waits until the run on the page is in this state, in the words of the page.</summary>
    public Task ExpectStateAsync(string state) =>
        Assertions.Expect(Page.Locator(".page-head .state, .run-head .state").First).ToHaveTextAsync(state);

    /// <summary>Fills the field with this label.</summary>
    public async Task FillAsync(string label, string value) =>
        await Page.GetByLabel(label, new() { Exact = true }).FillAsync(value);

    public async ValueTask DisposeAsync()
    {
        // What the page last said stands beside the failure; a test that passes shows no output.
        TestContext.Current.TestOutputHelper?.WriteLine(Page.Url + Environment.NewLine + await Page.Locator("body").InnerTextAsync());
        await Page.Context.CloseAsync();
        Assert.True(_complaints.IsEmpty, string.Join('\n', _complaints));
    }
}
