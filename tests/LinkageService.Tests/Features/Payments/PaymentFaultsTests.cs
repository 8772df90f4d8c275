using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Payments;

/// <summary>
/// Rows of banks that fit no payment for certain: they say which household they look like, and nothing is paid by a guess.
/// </summary>
public sealed class PaymentFaultsTests
{
    private const string Village = "cuofa";

    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    [Fact]
    public async Task Account_Masked_NamesTheOneHouseholdItFitsAndPaysNothing()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        await world.ActedAsync(run, "send");
        var amount = (await world.PaymentAsync(run, "0001")).GetProperty("amount").GetString();
        (string, string?, string?, string)[] cases =
        [
            ("1034****0001", "农户0001", amount, "put_aside masked 0001"),
            ("1034 **** **** 0001", "农户0001", null, "put_aside masked 0001"),
            ("＊＊＊＊0001", "农*0001", amount, "put_aside masked 0001"),
            ("1034XXXXXXXX0001", "农户0001", amount, "put_aside masked 0001"),
            ("******0001", null, amount, "put_aside masked 0001"),

            // Another's name or amount, another account, or too little of it.
            ("1034****0001", "农户0002", amount, "put_aside unknown "),
            ("1034****0001", "农户0001", "0.01", "put_aside unknown "),
            ("6228****0001", "农户0001", amount, "put_aside unknown "),
            ("1034****001", "农户0001", amount, "put_aside unknown "),
            ("1034****0001", null, null, "put_aside unknown "),
            ("1034000000000001", "农户0001", amount, "paid  0001"),
        ];
        foreach (var (account, name, said, became) in cases)
        {
            var answer = await world.ActedAsync(run, "record", JsonSerializer.Serialize(new
            {
                results = new[] { new { account, name, amount = said, outcome = "paid" } },
            }, WithoutNulls));
            var row = answer.GetProperty("rows")[0];
            Assert.Equal((account, became), (account, $"{Text(row, "became")} {Text(row, "fault")} {Text(row, "household")}"));
        }
    }

    [Fact]
    public async Task Rows_PutAside_AreKeptWithTheHouseholdThatIsMeant()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        var list = $$"""
            { "results": [
              { "row": 2, "account": "{{PaymentWorld.AccountOf("0002")}}", "amount": "0.01", "outcome": "paid" },
              { "row": 3, "endToEndId": "{{run[^14..]}}-0003-1", "outcome": "paid" },
              { "row": 4, "account": "{{PaymentWorld.AccountOf("0003")}}", "outcome": "returned", "reason": "other" },
              { "row": 5, "household": "0004", "outcome": "returned", "reason": "other", "on": "2026-03-06" },
              { "row": 6, "household": "0004", "outcome": "paid", "on": "2026-03-09" },
              { "row": 7, "account": "99999999", "outcome": "paid" } ] }
            """;
        await world.ActedAsync(run, "record", list);
        await world.ActedAsync(run, "record", list);
        var kept = (await world.GetAsync($"/v1/runs/{run}/payments:unmatched")).GetProperty("results").EnumerateArray()
            .OrderBy(row => row.GetProperty("row").GetInt32())
            .Select(row => $"{row.GetProperty("row")} {Text(row, "fault")} {Text(row, "household")}");
        Assert.Equal(
            ["2 amount_differs 0002", "3 says_both 0003", "4 says_both 0003", "6 says_both 0004", "7 unknown "], kept);
        Assert.Equal("sent", Text(await world.PaymentAsync(run, "0003"), "state"));
        Assert.Equal("returned", Text(await world.PaymentAsync(run, "0004"), "state"));
    }

    private static string Text(JsonElement element, string field) =>
        element.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
}
