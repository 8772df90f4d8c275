using System.Text;
using System.Text.Json;
using LinkageService.Tests.Features.Exports;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Books;

/// <summary>The books of a year that was paid, partly sent back, paid again, left unclaimed and corrected.</summary>
public sealed class PaidYearTests
{
    private const string Village = "zhangben";

    [Fact]
    public async Task Books_OfACorrectedPartlyReturnedAndReissuedYear_AreAcceptedAndComeToTheRuns()
    {
        await BookTools.RequireAsync();
        await using var service = await RunningService.StartAsync();
        var (world, run) = await PaidAsync(service);
        var correction = await CorrectedAsync(service, world, run);
        var paid = Fen(await world.GetAsync("/v1/runs/" + run));
        await BookTools.InFolderAsync(async folder =>
        {
            foreach (var lang in new[] { "zh", "en" })
            {
                await SaveAsync(service, folder, $"{lang}-run.journal", $"/v1/runs/{run}/exports/vouchers.journal?lang={lang}");
                await SaveAsync(service, folder, $"{lang}-run.beancount", $"/v1/runs/{run}/exports/vouchers.beancount?lang={lang}");
                await SaveAsync(service, folder, $"{lang}-year.journal", Year("journal", lang));
                await SaveAsync(service, folder, $"{lang}-year.beancount", Year("beancount", lang));
            }

            await BookTools.CheckAsync(folder);
            var balances = await BookTools.BalancesAsync(folder, "zh-run.journal");
            var open = Fen((await world.SummaryAsync(run)).GetProperty("states").GetProperty("unclaimed").GetProperty("amount"));
            Assert.Equal(-(paid - open), balances["102 银行存款"] + balances.GetValueOrDefault("101 库存现金"));

            // What is left in 内部往来 and 应付劳务费 is what nobody came for.
            Assert.Equal(-open, balances.GetValueOrDefault("113 内部往来") + balances.GetValueOrDefault("213 应付劳务费"));
            var year = await BookTools.BalancesAsync(folder, "zh-year.journal");
            var change = Fen(await world.GetAsync("/v1/runs/" + correction));
            Assert.Equal(-(paid + change), year["102 银行存款"] + year.GetValueOrDefault("101 库存现金")
                + year.GetValueOrDefault("113 内部往来") + year.GetValueOrDefault("213 应付劳务费"));
        });
    }

    /// <summary>Noted with the wrong days: back before it was sent, signed for before it came back.</summary>
    [Fact]
    public async Task Books_OfDaysNotedOutOfOrder_StillMeetAndSayIt()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        await world.ActedAsync(run, "record", """
            { "results": [
              { "household": "0001", "outcome": "returned", "reason": "account_closed", "on": "2026-03-05" },
              { "household": "0002", "outcome": "returned", "reason": "other", "on": "2026-03-09" },
              { "household": "0003", "outcome": "paid", "on": "2026-03-05" } ] }
            """);
        await world.ActedAsync(run, "reissue", """{ "household": "0001" }""");
        await world.ActedAsync(run, "send", """{ "on": "2026-03-02" }""");
        await world.ActedAsync(run, "reissue", """{ "household": "0002", "channel": "cash" }""");
        await world.ActedAsync(run, "sign", """{ "household": "0002", "on": "2026-03-03" }""");
        var csv = Encoding.UTF8.GetString(await service.Client.GetByteArrayAsync($"/v1/runs/{run}/exports/vouchers.csv"));
        var owed = csv.Split('\n').Where(line => line.Contains("内部往来", StringComparison.Ordinal)
            && (line.Contains("0001", StringComparison.Ordinal) || line.Contains("0002", StringComparison.Ordinal))).ToArray();
        bool Has(string words, string day) => owed.Any(line =>
            line.Contains(words, StringComparison.Ordinal) && line.Contains(day, StringComparison.Ordinal));
        Assert.True(Has("银行退回", "2026-03-05") && Has("现金发放", "2026-03-09"), csv);
        foreach (var path in new[] { $"/v1/runs/{run}/exports/vouchers.xlsx", Year("csv", "zh"), Year("xlsx", "en") })
        {
            Assert.NotEmpty(await service.Client.GetByteArrayAsync(path));
        }

        var year = (await service.SendAsync(HttpMethod.Get, $"/v1/organizations/{Village}/year-statements?year=2026")).Status;
        Assert.NotEqual(500, year);
    }

    [FullRunFact]
    public async Task Workbook_OfTheYear_GivesTheSameWhenComputedAnew()
    {
        await using var service = await RunningService.StartAsync();
        var (_, run) = await PaidAsync(service);
        var book = await service.Client.GetByteArrayAsync($"/v1/runs/{run}/exports/vouchers.xlsx");
        var sheets = await LibreOfficeTests.ExpectRecomputedSheetsAsync(book, ["凭证", "科目汇总", "各户明细"]);
        Assert.Contains(sheets["科目汇总"], row => row[0].StartsWith("核对", StringComparison.Ordinal) && row[3] is "0" or "0.00");
        var csv = Encoding.UTF8.GetString(await service.Client.GetByteArrayAsync($"/v1/runs/{run}/exports/vouchers.csv"));
        Assert.Contains("银行退回", csv, StringComparison.Ordinal);
        Assert.Contains("无人领取", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(PaymentWorld.AccountOf("0001"), csv, StringComparison.Ordinal);
    }

    /// <summary>A run that is not approved has no vouchers, and a company no chart.</summary>
    [Fact]
    public async Task Vouchers_BeforeTheApprovalOrOfACompany_AreRefused()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var (run, _) = await world.RunAsync(Village, "draft");
        Assert.Equal("run_state", (await service.SendAsync(HttpMethod.Get, $"/v1/runs/{run}/exports/vouchers.csv")).Code);
        await new RunWorld(service).OrganizationAsync("gongsi", "company");
        var refused = await service.SendAsync(HttpMethod.Get, "/v1/organizations/gongsi/vouchers:export?year=2025");
        Assert.Equal((400, "invalid_value"), (refused.Status, refused.Code));
    }

    // 0001 is sent back and paid again, 0002 sent back and unclaimed, 0005 signs for cash.
    private static async Task<(PaymentWorld World, string Run)> PaidAsync(RunningService service)
    {
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        await world.ActedAsync(run, "record", """
            { "results": [
              { "household": "0001", "outcome": "returned", "reason": "account_closed", "on": "2026-03-06" },
              { "household": "0002", "outcome": "returned", "reason": "other", "on": "2026-03-06" },
              { "household": "0003", "outcome": "paid", "on": "2026-03-06" },
              { "household": "0004", "outcome": "paid", "on": "2026-03-06" } ] }
            """);
        await world.ActedAsync(run, "reissue", """{ "household": "0001" }""");
        await world.ActedAsync(run, "send");
        await world.ActedAsync(run, "record", """{ "results": [ { "household": "0001", "outcome": "paid" } ] }""");
        await world.ActedAsync(run, "unclaim", """{ "household": "0002", "note": "外出，联系不上" }""");
        await world.ActedAsync(run, "sign", """{ "household": "0005" }""");
        return (world, run);
    }

    private static async Task<string> CorrectedAsync(RunningService service, PaymentWorld world, string run)
    {
        var income = (await world.GetAsync("/v1/runs/" + run)).GetProperty("inputs").GetProperty("income").GetString()!;
        var right = (decimal.Parse(income, System.Globalization.CultureInfo.InvariantCulture) + 1_234.56m)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        var etag = (await service.SendAsync(HttpMethod.Get, "/v1/runs/" + run)).Headers["ETag"];
        var made = await service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:correct",
            $$"""{ "policy": "recompute_all", "reason": "收入少记", "inputs": { "income": "{{right}}" } }""",
            ("X-Linkage-User", "maker"), ("If-Match", etag!), ("Idempotency-Key", Guid.NewGuid().ToString("N")));
        Assert.True(made.Status == 201, made.Text);
        var (id, digest) = (made.Json.GetProperty("id").GetString()!, made.Json.GetProperty("digest").GetString()!);
        var at = made;
        foreach (var (step, body, user) in new (string, string?, string)[]
        {
            ("submit", null, "maker"), ("disclose", """{"from":"2026-03-10","noticeDays":20}""", "maker"),
            ("approve", RunWorld.Approval(digest, date: "2026-04-20"), "approver"), ("pay", """{"on":"2026-05-05"}""", "maker"),
        })
        {
            at = await world.StepAsync(id, step, at.Headers["ETag"], body, user);
            Assert.True(at.Status == 200, step + ": " + at.Text);
        }

        return id;
    }

    private static string Year(string format, string lang) =>
        $"/v1/organizations/{Village}/vouchers:export?year=2026&format={format}&lang={lang}";

    private static async Task SaveAsync(RunningService service, string folder, string file, string path) =>
        await File.WriteAllBytesAsync(
            Path.Combine(folder, file), await service.Client.GetByteArrayAsync(path), TestContext.Current.CancellationToken);

    private static long Fen(JsonElement run) => run.ValueKind == JsonValueKind.String
        ? (long)(decimal.Parse(run.GetString()!, System.Globalization.CultureInfo.InvariantCulture) * 100)
        : Fen(run.GetProperty("totals").GetProperty("households"));
}
