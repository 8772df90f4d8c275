using System.Net;
using System.Text;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Papers of a run whose money went out: they say how each household was paid, and nothing that does not concern it.</summary>
[Collection(Printing.Name)]
public sealed class PaidPapersTests
{
    private const string Village = "fuqing";

    [Fact]
    public async Task PayoutSheet_AfterReturnsAndCash_ShowsThePaymentThatCounted()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);

        // As prepared: the account of each, and nothing for the one that signs.
        Assert.Equal(["0001", "0002", "0003", "0004", ""], await AccountsAsync(service, run));
        await world.ActedAsync(run, "send");
        await world.ActedAsync(run, "record", """
            { "results": [ { "household": "0001", "outcome": "paid" }, { "household": "0004", "outcome": "paid" },
              { "household": "0002", "outcome": "returned", "reason": "account_closed" },
              { "household": "0003", "outcome": "returned", "reason": "account_closed" } ] }
            """);
        var again = await world.ActedAsync(run, "reissue", """
            { "household": "0002", "account": { "holder": "农户0002", "number": "6228480000000000018", "bank": "农行" } }
            """);
        var id = again.GetProperty("attempts")[1].GetProperty("endToEndId").GetString();
        await world.ActedAsync(run, "confirm", $$"""{ "household": "0002", "endToEndId": "{{id}}" }""", "approver");
        await world.ActedAsync(run, "send");
        await world.ActedAsync(run, "record", """{ "results": [ { "household": "0002", "outcome": "paid" } ] }""");
        await world.ActedAsync(run, "unclaim", """{ "household": "0003", "note": "外出未归" }""");
        await world.ActedAsync(run, "sign", """{ "household": "0005" }""");
        Assert.Equal(["0001", "0018", "未领", "0004", "现金签收"], await AccountsAsync(service, run));

        var slips = await SlipsAsync(service, run);
        Assert.Contains("打入卡尾号 <b>0018</b>", slips[1], StringComparison.Ordinal);
        Assert.Contains("领取：<b>未领</b>", slips[2], StringComparison.Ordinal);
        Assert.Contains("领取：<b>现金签收</b>", slips[4], StringComparison.Ordinal);
        Assert.All([slips[2], slips[4]], slip => Assert.DoesNotContain("打入卡尾号", slip, StringComparison.Ordinal));

        // In full to who may see it: the new card, and never the old one.
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/runs/{run}/exports/payout-sheet.html");
        request.Headers.TryAddWithoutValidation("X-Linkage-Purpose", "payout");
        request.Headers.TryAddWithoutValidation("X-Linkage-User", "clerk");
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var full = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("6228480000000000018", full, StringComparison.Ordinal);
        Assert.DoesNotContain(PaymentWorld.AccountOf("0002"), full, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slips_OfARunWithADebt_NameItOnTheSlipOfItsHouseholdOnly()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        foreach (var id in new[] { "10", "9" })
        {
            await world.PutHouseholdAsync(Village, id, "1.25", PaymentWorld.AccountOf(id));
        }

        var taxes = await service.SendAsync(HttpMethod.Put, $"/v1/organizations/{Village}/facts/taxes", """
            { "validFrom": "2025-01-01", "taxes": { "benefits": [ { "benefit": "land_dividend", "mode": "withhold" } ] } }
            """);
        Assert.True(taxes.Status is 200 or 201, taxes.Text);
        var (run, etag) = await world.RunAsync(Village, "draft");
        var debt = await service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}/set-offs", """
            { "household": "0002", "amount": "12.00", "reason": "赊购化肥款", "consentedOn": "2026-01-03", "consentedBy": "农户0002",
              "document": "同意书 1 号" }
            """);
        Assert.True(debt.Status == 201, debt.Text);
        var digest = (await world.GetAsync("/v1/runs/" + run)).GetProperty("digest").GetString()!;
        foreach (var (step, body, user) in new (string, string?, string)[]
        {
            ("submit", null, "maker"), ("disclose", """{"from":"2026-01-05","noticeDays":20}""", "maker"),
            ("approve", RunWorld.Approval(digest, repeatReason: "分期发放"), "approver"), ("pay", """{"on":"2026-03-05"}""", "maker"),
        })
        {
            var at = await world.StepAsync(run, step, etag, body, user);
            Assert.True(at.Status == 200, step + ": " + at.Text);
            etag = at.Headers["ETag"];
        }

        var slips = await SlipsAsync(service, run);
        Assert.Equal(7, slips.Length);
        Assert.Contains("抵扣欠款</td><td class=\"n\">12.00", slips[1], StringComparison.Ordinal);
        Assert.All(slips.Where((_, at) => at != 1), slip => Assert.DoesNotContain("抵扣欠款", slip, StringComparison.Ordinal));

        // What all of them have stays on all of them, and so does what they are paid.
        Assert.All(slips, slip => Assert.All(
            ["代扣个税", ">实发<"], word => Assert.Contains(word, slip, StringComparison.Ordinal)));

        // The declaration counts the households as the village does.
        var csv = Encoding.UTF8.GetString(await service.Client.GetByteArrayAsync(
            $"/v1/organizations/{Village}/tax-declaration:export?year=2026&month=3&format=csv", TestContext.Current.CancellationToken));
        Assert.Equal(["0001", "0002", "0003", "0004", "0005", "9", "10"],
            csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[0].Trim('"', '\t')));
    }

    // The scheme publishes the price first; the shares are made by a formula of heads and years.
    [Fact]
    public async Task Papers_OfSharesThatAFormulaCounts_SayTheSharesAndThePriceOfOne()
    {
        await using var world = new RunWorld(await RunningService.StartAsync());
        var service = world.Service;
        await world.OrganizationAsync(Village, "rural_collective");
        var made = await world.CreateAsync(Village, """
            { "scheme": "tenure-shares", "year": 2025, "inputs": { "income": "20000.01" },
              "households": [ { "id": "0001", "holdings": { "adults": "2", "years_worked": "25.5" } },
                { "id": "0002", "holdings": { "adults": "1", "minors": "1" } },
                { "id": "0003", "holdings": { "adults": "2", "years_worked": "39.5" } } ] }
            """, Guid.NewGuid().ToString("N"));
        Assert.True(made.Status == 201, made.Text);
        var run = made.Json.GetProperty("id").GetString()!;

        const string Price = "14,000.00 元 ÷ 120 股 ＝ 每股 116.66 元（舍去零头）";
        var notice = await TextAsync(service, $"/v1/runs/{run}/exports/notice.html");
        Assert.Contains(Price, notice, StringComparison.Ordinal);
        foreach (var paper in new[] { "notice", "payout-sheet" })
        {
            var rows = PrintedRows.Of(Encoding.UTF8.GetBytes(await TextAsync(service, $"/v1/runs/{run}/exports/{paper}.html")));
            var at = rows.First(row => row.Contains("份额（股）")).ToList().IndexOf("份额（股）");
            var listed = rows.Where(row => row.Any(cell => cell is "0001" or "0002" or "0003"));
            Assert.Equal(["45.5", "15", "59.5"], listed.Select(row => row[at]));
        }

        var slips = await SlipsAsync(service, run);
        Assert.Contains("<td class=\"n\">45.5 股</td><td class=\"n\">116.66</td>", slips[0], StringComparison.Ordinal);
        Assert.DoesNotContain("5,308.03 元，得 5,308.03", slips[0], StringComparison.Ordinal);
        Assert.Contains("= 5,308.03 元", slips[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "账户在某农商行；0005 户付现金或没有登记账户", "账户都在")]
    [InlineData(true, "账户都在某农商行", "没有登记账户")]
    public async Task PayoutSheet_OfHouseholds_SaysWhoHasNoAccount(bool hasEverybody, string said, string never)
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("zhanghu");
        if (hasEverybody)
        {
            await world.PutHouseholdAsync("zhanghu", "0005", "0.95", PaymentWorld.AccountOf("0005"));
        }

        var (run, _) = await world.RunAsync("zhanghu", "approved");
        var sheet = await TextAsync(service, $"/v1/runs/{run}/exports/payout-sheet.html");
        Assert.Contains(said, sheet, StringComparison.Ordinal);
        Assert.DoesNotContain(never, sheet, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(RunningService service, string path) => WebUtility.HtmlDecode(
        Encoding.UTF8.GetString(await service.Client.GetByteArrayAsync(path, TestContext.Current.CancellationToken)));

    private static async Task<string[]> AccountsAsync(RunningService service, string run)
    {
        var rows = PrintedRows.Of(await service.Client.GetByteArrayAsync(
            $"/v1/runs/{run}/exports/payout-sheet.html", TestContext.Current.CancellationToken));
        var at = rows.First(row => row.Contains("卡尾号")).ToList().IndexOf("卡尾号");
        return [.. rows.Where(row => row.Any(cell => cell.StartsWith("农户", StringComparison.Ordinal))).Select(row => row[at])];
    }

    private static async Task<string[]> SlipsAsync(RunningService service, string run) => WebUtility.HtmlDecode(
        Encoding.UTF8.GetString(await service.Client.GetByteArrayAsync(
            $"/v1/runs/{run}/exports/household-statements.html", TestContext.Current.CancellationToken)))
        .Split("<section class=\"slip ")[1..];
}
