using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests.Support;

/// <summary>
/// The machine's own Chromium, driven as a person would. Each user is a context of their own: cookies and all.
/// </summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    // The office screen that the pages are made for.
    private const int Width = 1366;
    private const int Height = 768;

    // Milliseconds that every step may take: long, because a page may compute on a busy machine, and free when it comes sooner.
    private const int Patience = 60_000;

    private const string Script = "command -v chromium || command -v chromium-browser || command -v google-chrome";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        await Tool.RequireAsync(Script);
        var (_, path) = await Tool.RunAsync(Script, Path.GetTempPath());
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path.Trim().Split('\n')[0],
            Args = Arguments,
        });
    }

    /// <summary>Opens a browser for one user: under a name, or with a key.</summary>
    internal async Task<ConsoleUser> OpenAsync(
        RunningService service, string? user = null, string? key = null, bool isEnglish = false, int width = Width, int height = Height)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = service.Client.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = isEnglish ? "en-GB" : "zh-CN",
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
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

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
