using LinkageService.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(LinkageService.Console.Tests.Support.ConsoleBrowser))]

namespace LinkageService.Console.Tests.Support;

/// <summary>
/// The machine's own Chromium, one for all tests, driven as a person would. Each user is a context of their own: cookies and all.
/// </summary>
public sealed class ConsoleBrowser : IAsyncDisposable
{
    // The office screen that the pages are made for.
    private const int Width = 1366;
    private const int Height = 768;

    // Milliseconds that every step may take: long, because a page may compute on a busy machine, and free when it comes sooner.
    private const int Patience = 60_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    // By the first test that opens it: one that needs it is skipped where it is absent.
    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>Opens a browser for one user: under a name, or with a key.</summary>
    internal async Task<ConsoleUser> OpenAsync(
        RunningService service, string? user = null, string? key = null, bool isEnglish = false, int width = Width, int height = Height)
    {
        var page = await OpenPageAsync(service, isEnglish, width, height);
        var person = new ConsoleUser(page, service.Client.BaseAddress!.Authority);
        if (isEnglish)
        {
            await page.GotoAsync("/language?to=en&next=/sign-in");
        }

        if (user is not null || key is not null)
        {
            await page.GotoAsync("/sign-in");
            await page.FillAsync(user is null ? "#key" : "#user", user ?? key!);
            await page.Locator("form[action='/session'] button").ClickAsync();
            await page.Locator("main h1").WaitForAsync();
        }

        return person;
    }

    /// <summary>Opens a browser that may leave the console, such as to sign in elsewhere.</summary>
    internal async Task<IPage> OpenPageAsync(
        RunningService service, bool isEnglish = false, int width = Width, int height = Height)
    {
        var (_, browser) = await _started.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = service.Client.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = isEnglish ? "en-GB" : "zh-CN",
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            var (driver, browser) = await _started.Value;
            await browser.DisposeAsync();
            driver.Dispose();
        }
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        await Tool.RequireAsync(Tool.Chromium);
        var (_, path) = await Tool.RunAsync(Tool.Chromium, Path.GetTempPath());
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path.Trim().Split('\n')[0],
            Args = Arguments,
        }));
    }
}
