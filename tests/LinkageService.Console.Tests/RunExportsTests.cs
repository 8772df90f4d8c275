using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests;

/// <summary>What the page of a run offers to download is there.</summary>
public sealed class RunExportsTests(ConsoleBrowser browser)
{
    private static readonly string[] Printed = [".pdf", ".zip"];

    [Fact]
    public async Task Downloads_OfARun_AllLeadToAFile()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var runs = await service.GetAsync("/v1/organizations/tangwan/runs");
        var run = runs.Json.GetProperty("runs").EnumerateArray().First(each => each.GetProperty("year").GetInt32() == 2025)
            .GetProperty("id").GetString();
        await using var clerk = await browser.OpenAsync(service, "clerk");
        var page = clerk.Page;
        await clerk.GoAsync("/runs/" + run);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "下载会自己算的表（Excel）" })).ToHaveCountAsync(1);
        var addresses = await page.Locator("a[href*='/exports/']").EvaluateAllAsync<string[]>(
            "links => [...new Set(links.map(link => link.href))]");
        Assert.Contains(addresses, address => address.EndsWith("&formulas=full", StringComparison.Ordinal));
        Assert.DoesNotContain(addresses, address => address.Contains("amp;", StringComparison.Ordinal));

        // What takes the browser that prints is of PrintMenuTests.
        var files = addresses.Where(address => !Printed.Any(printed => address.Contains(printed, StringComparison.Ordinal))).ToArray();
        Assert.NotEmpty(files);
        foreach (var address in files)
        {
            var file = await page.APIRequest.GetAsync(address);
            Assert.True(file.Ok, $"{address}: {file.Status}");
        }
    }
}
