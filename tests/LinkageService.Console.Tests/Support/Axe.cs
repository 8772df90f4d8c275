using System.Text.Json;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests.Support;

/// <summary>axe-core, fetched by npm once for all tests: what it finds wrong with a page for people with disabilities.</summary>
internal static class Axe
{
    private const string Version = "4.10.3";

    private static readonly Lazy<Task<string>> Source = new(LoadAsync);

    /// <summary>The serious and critical violations of the page as it stands, one line each.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        // What a chart says where the pointer happens to stand fades in; it is not the page.
        await page.Mouse.MoveAsync(0, 0);
        await Assertions.Expect(page.Locator(".rz-chart-tooltip")).ToHaveCountAsync(0);
        await page.EvaluateAsync(await Source.Value);
        var answer = await page.EvaluateAsync<JsonElement>("""
            () => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })
            """);
        return answer.GetProperty("violations").EnumerateArray()
            .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
            .SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Take(5).Select(node =>
                $"{page.Url}: {violation.GetProperty("id").GetString()}: {violation.GetProperty("help").GetString()}: "
                + node.GetProperty("html").GetString()))
            .ToArray();
    }

    private static async Task<string> LoadAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "linkage-axe-" + Version);
        var script = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        await Tool.RequireAsync($"test -f {script} || npm install --no-audit --no-fund --prefix {folder} axe-core@{Version}");
        return await File.ReadAllTextAsync(script);
    }
}
