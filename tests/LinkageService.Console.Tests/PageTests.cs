using System.Reflection;
using LinkageService.Console.Tests.Support;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace LinkageService.Console.Tests;

/// <summary>
/// Every page, in both languages, on an office screen and on a phone. Pages are found in the service: one that the tour does not
/// visit fails. <c>SCREENSHOTS=docs/images dotnet test tests/LinkageService.Console.Tests</c> keeps pictures of them.
/// </summary>
public sealed class PageTests(ConsoleBrowser browser)
{
    private const int PhoneWidth = 390;
    private const int PhoneHeight = 844;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENSHOTS");

    [Theory]
    [InlineData(false)]
    [FullRunData(true)]
    public async Task Pages_OfTheDemo_AreReadableToEveryoneInBothLanguages(bool isEnglish)
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var tour = await PageTour.OfDemoAsync(service);
        var wrong = new List<string>();
        await using (var person = await browser.OpenAsync(service, "制单员", isEnglish: isEnglish))
        {
            foreach (var (name, address) in tour.Addresses)
            {
                await person.GoAsync(address);
                wrong.AddRange(await Axe.FindAsync(person.Page));
                wrong.AddRange(await PageWords.FindWrongAsync(person.Page, isEnglish));
                if (Pictures is not null && !isEnglish)
                {
                    await person.Page.ScreenshotAsync(new() { Path = Path.Combine(PictureFolder(), name + ".png") });
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Pages_OnAPhone_NeedNoScrollingSideways()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var tour = await PageTour.OfDemoAsync(service);
        var wide = new List<string>();
        await using (var person = await browser.OpenAsync(service, "制单员", width: PhoneWidth, height: PhoneHeight))
        {
            foreach (var (name, address) in tour.Addresses)
            {
                await person.GoAsync(address);
                if (await PageWords.OverflowAsync(person.Page) is > 0 and var pixels)
                {
                    wide.Add($"{address}: {pixels} pixels too wide");
                }

                if (Pictures is not null && name is "run")
                {
                    await person.Page.ScreenshotAsync(new() { Path = Path.Combine(PictureFolder(), name + "-phone.png") });
                }
            }
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    [FullRunFact]
    public void Tour_OfAllPages_LeavesNoneOut()
    {
        var pages = typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template).ToArray();
        Assert.Equal(pages.Order(StringComparer.Ordinal), PageTour.Templates.Order(StringComparer.Ordinal));
    }

    private static string PictureFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "LinkageService.sln")))
        {
            folder = folder.Parent;
        }

        return Directory.CreateDirectory(Path.Combine(folder.FullName, Pictures!)).FullName;
    }
}
