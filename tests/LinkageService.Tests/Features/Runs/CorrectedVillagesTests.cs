using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Tests.Features.Exports;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What a correction changes for each village: for its households as they belong now, and in what is kept for it.</summary>
public sealed class CorrectedVillagesTests
{
    [Fact]
    public async Task Correction_HouseholdsMovedLeftAndNew_EveryVillageHasItsDifferences()
    {
        await using var union = await UnionVillage.StartAsync(UnionVillage.Five, 23);
        var run = await union.RunAsync("paid");
        var before = UnionVillage.Subtotals(run);
        await union.PutAsync("0001", "西岸村", "9");
        await union.PutAsync("0050", "新村", "3");
        await RemoveAsync(union, "0008");
        var first = await union.Carried.CorrectAsync(CarriedWorld.IdOf(run), "paid");
        await ExpectAsync(union, first, before);

        // A second one: to the books after the first. Whoever left counts where it belonged when it was last paid.
        var between = Sum(before, UnionVillage.Subtotals(first));
        await union.PutAsync("0050", "独户村", "4");
        var second = await union.Carried.CorrectAsync(CarriedWorld.IdOf(run), "draft");
        await ExpectAsync(union, second, between);
        await union.Carried.VerifyAsync(CarriedWorld.IdOf(run), CarriedWorld.IdOf(first), CarriedWorld.IdOf(second));

        // The paper of it: the rows of a village make its subtotal.
        var notice = PrintedRows.Of(await union.ExportAsync(CarriedWorld.IdOf(first), "notice.html"));
        var recap = notice.Where(row => row.Count > 3 && before.Concat(["新村"]).Any(line => line.Split(' ')[0] == row[0])).ToArray();
        Assert.Equal(UnionVillage.Subtotals(first).Select(line => string.Join(' ', line.Split(' ')[..3])),
            recap.Select(row => $"{row[0]} {row[1]} {Plain(row[4])}"));
        Assert.Contains("村：<b>独户村</b>", Encoding.UTF8.GetString(await union.ExportAsync(
            CarriedWorld.IdOf(first), "household-statements.html", "?household=0008")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_OutOfAFundKeptApart_EveryVillagePaysItsOwnAndNoneMoreThanItHas()
    {
        await using var union = await UnionVillage.StartAsync(UnionVillage.Two, 6);
        var run = CarriedWorld.IdOf(await union.RunAsync("paid"));
        await union.PutAsync("0001", "东岸村", "2");
        var charged = await ChargeAsync(union, run);
        Assert.True(charged.Status == 201, charged.Text);
        foreach (var line in UnionVillage.Subtotals(charged))
        {
            var parts = line.Split(' ');
            Assert.Equal(-Of(parts[2]), Of(parts[3]));
        }

        await union.Carried.VerifyAsync(CarriedWorld.IdOf(charged));
        await union.Carried.BringAsync(charged, "cancelled");

        // What 0001 is owed now is more than its village keeps, and less than both villages keep together.
        await union.PutAsync("0001", "东岸村", "12");
        var refused = await ChargeAsync(union, run, "more");
        Assert.Equal((422, "fund_shortfall"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        Assert.Contains("东岸村", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verification_SubtotalRewritten_DoesNotMatch(bool isCorrection)
    {
        await using var union = await UnionVillage.StartAsync(UnionVillage.Two, 6);
        var run = CarriedWorld.IdOf(await union.RunAsync("paid"));
        if (isCorrection)
        {
            await union.PutAsync("0001", "西岸村", "9");
            run = CarriedWorld.IdOf(await union.Carried.CorrectAsync(run, "draft"));
        }

        await union.Carried.VerifyAsync(run);
        var change = await union.World.Database.WriteAsync(new Change("local", DateTimeOffset.UnixEpoch), async session =>
        {
            var result = JsonNode.Parse((await session.FirstAsync<string>("SELECT result FROM run WHERE id = @run", new { run }))!)!;
            var value = result["labels"]![0]!["values"]![0]!;
            value["amount"] = value["amount"]!.GetValue<string>().StartsWith('-') ? "1.00" : "0.01";
            session.Audit(new AuditDraft("test", "run/" + run, null));
            return await session.FirstAsync<string>(
                "UPDATE run SET result = @text WHERE id = @run RETURNING id", new { run, text = result.ToJsonString() });
        });
        Assert.Equal(run, change);
        Assert.False((await union.World.GetAsync($"/v1/runs/{run}/verification")).Json.GetProperty("matches").GetBoolean());
    }

    // Its households' differences add up to the amount; what is kept is what the calculation made now keeps, less what was before.
    private static async Task ExpectAsync(UnionVillage union, Answer correction, string[] before)
    {
        var id = CarriedWorld.IdOf(correction);
        var csv = (await Tables.TableFiles.ReadAsync(await union.ExportAsync(id, "statements.csv"))).ToArray();
        var (village, total) = (Array.IndexOf([.. csv[0].Cells], "村"), Array.IndexOf([.. csv[0].Cells], "差额合计"));
        var rows = csv.Skip(1).GroupBy(row => row.Cells[village], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (Count: group.Count(), Sum: group.Sum(row => Of(row.Cells[total]))));
        var now = await union.Carried.CreateAsync(
            "union", 2025, new Dictionary<string, string> { ["profit"] = "123456.79" }, preview: true);
        Assert.True(now.Status == 200, now.Text);
        var after = UnionVillage.Subtotals(now);
        foreach (var line in UnionVillage.Subtotals(correction))
        {
            var parts = line.Split(' ');
            var (count, sum) = rows.GetValueOrDefault(parts[0]);
            Assert.Equal((count, sum), (int.Parse(parts[1], CultureInfo.InvariantCulture), Of(parts[2])));
            for (var fund = 3; fund < parts.Length; fund++)
            {
                Assert.Equal(Figure(after, parts[0], fund) - Figure(before, parts[0], fund), Of(parts[fund]));
            }
        }

        Assert.Equal(csv.Length - 1, rows.Values.Sum(row => row.Count));
        Assert.Equal(UnionVillage.Subtotals(correction).Sum(line => Of(line.Split(' ')[2])),
            Of(correction.Json.GetProperty("totals").GetProperty("households").GetString()!));
    }

    private static string[] Sum(string[] before, string[] change) => [.. before.Concat(change).GroupBy(line => line.Split(' ')[0])
        .Select(lines => string.Join(' ', [lines.Key, .. Enumerable.Range(1, 4).Select(at => lines.Sum(line => Of(line.Split(' ')[at]))
            .ToString(CultureInfo.InvariantCulture))]))];

    private static decimal Figure(string[] subtotals, string village, int at) =>
        subtotals.FirstOrDefault(line => line.Split(' ')[0] == village) is { } line ? Of(line.Split(' ')[at]) : 0;

    private static async Task RemoveAsync(UnionVillage union, string id)
    {
        var answer = await union.World.Service.SendAsync(
            HttpMethod.Delete, $"/v1/organizations/{CarriedWorld.Id}/households/{id}?from=2024-06-01&laterFacts=keep", null);
        Assert.True(answer.Status is 200 or 204, answer.Text);
    }

    private static async Task<Answer> ChargeAsync(UnionVillage union, string run, string key = "charge")
    {
        var etag = (await union.World.GetAsync("/v1/runs/" + run)).Headers["ETag"];
        return await union.World.Service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:correct",
            JsonSerializer.Serialize(new { policy = "charge_fund:village_reserve", reason = "少登记股份", preview = key == "more" }),
            ("Idempotency-Key", key), ("If-Match", etag), ("X-Linkage-User", "maker"));
    }

    private static string Plain(string yuan) => yuan.Replace(",", "", StringComparison.Ordinal);

    private static decimal Of(string yuan) => decimal.Parse(yuan, CultureInfo.InvariantCulture);
}
