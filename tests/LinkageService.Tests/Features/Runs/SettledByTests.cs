using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What a correction of a dividend left is settled out of dividends; wages that a company pays are left alone.</summary>
public sealed class SettledByTests
{
    private const string Dividend = """
        id: dividend
        version: 1
        title: { zh: 股份分红, en: Dividend }
        inputs: { profit: { type: money } }
        holdings: { shares: { unit: 股 } }
        steps:
          - { id: dividend, kind: allocate, from: profit, by: shares, benefit: share_dividend }
        """;

    private const string Bonus = """
        id: bonus
        version: 1
        title: { zh: 二次分红, en: Bonus }
        inputs: { kept: { type: money } }
        steps:
          - { id: bonus, kind: allocate, from: kept, benefit: bonus_dividend }
        """;

    private const string Wages = """
        id: wages
        version: 1
        title: { zh: 务工报酬, en: Wages }
        holdings: { wage_days: { unit: day } }
        steps:
          - { id: wage, kind: pay, from: payer:company, amount: wage_days * 100 yuan / 1 day, benefit: wage }
        """;

    [Theory]
    [InlineData("sqlite")]
    [FullRunData("postgres")]
    public async Task Balance_OfADividend_IsLeftAloneByWagesAndSettledByTheNextDividends(string provider)
    {
        await using var village = await CarriedWorld.StartAsync(provider, Dividend, Bonus, Wages);
        await village.HouseholdAsync("0001", "2024-01-01", ("shares", "3"), ("wage_days", "2"));
        await village.HouseholdAsync("0002", "2024-01-01", ("shares", "1"), ("wage_days", "2"));
        var paid = await village.RunAsync("dividend", 2024, "paid", ("profit", "400.00"));

        // 0001 has one share as well: it got 300 of which 100 were not its own.
        await village.HouseholdAsync("0001", "2024-01-01", ("shares", "1"), ("wage_days", "2"));
        await village.CorrectAsync(CarriedWorld.IdOf(paid), "paid");

        var wages = await village.RunAsync("wages", 2025, "paid");
        Assert.Equal([(200m, 200m), (200m, 200m)], await PayableAsync(village, wages));
        var bonus = await village.RunAsync("bonus", 2025, "paid", ("kept", "120.00"));
        Assert.Equal([(60m, 0m), (60m, 60m)], await PayableAsync(village, bonus));
        var next = await village.RunAsync("dividend", 2025, "paid", ("profit", "400.00"));
        Assert.Equal([(200m, 160m), (200m, 200m)], await PayableAsync(village, next));
        await village.VerifyAsync(CarriedWorld.IdOf(wages), CarriedWorld.IdOf(bonus), CarriedWorld.IdOf(next));
    }

    private static async Task<(decimal Total, decimal Payable)[]> PayableAsync(CarriedWorld village, Answer run) =>
    [
        .. (await village.World.GetAsync($"/v1/runs/{CarriedWorld.IdOf(run)}/statements")).Json.GetProperty("statements").EnumerateArray()
            .Select(statement => (Yuan(statement, "total"), Yuan(statement, "payable"))),
    ];

    private static decimal Yuan(JsonElement statement, string name) => decimal.Parse(
        (statement.TryGetProperty(name, out var value) ? value : statement.GetProperty("total")).GetString()!,
        System.Globalization.CultureInfo.InvariantCulture);
}
