using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests.Support;

/// <summary>What people do on the page of a run's payments.</summary>
internal static class PaymentsPage
{
    /// <summary>Opens the payment of one household.</summary>
    public static async Task OpenAsync(ConsoleUser person, string button)
    {
        await person.PressAsync(button);
        await Assertions.Expect(person.Page.Locator("[aria-labelledby=one-payment] > .page-head .state")).ToHaveCountAsync(1);
        await person.SettleAsync();
    }

    /// <summary>Presses the button whose words begin so.</summary>
    public static async Task PressLikeAsync(ConsoleUser person, string begin)
    {
        await person.SettleAsync();
        await person.Page.GetByRole(AriaRole.Button, new()
        {
            NameRegex = new Regex("^" + Regex.Escape(begin), RegexOptions.None, TimeSpan.FromSeconds(1)),
        }).ClickAsync();
        await person.SettleAsync();
        await person.ReadyAsync();
    }

    /// <summary>Waits until the page says that it is done.</summary>
    public static Task SaidAsync(ConsoleUser person, string words) =>
        Assertions.Expect(person.Page.Locator("#payments-said .note")).ToContainTextAsync(words);
}
