using System.Globalization;
using System.Text;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// A made county of 300 villages with the frauds that auditors found: how many of them the checks find, and how often they speak where
/// nothing is. What was measured stands in <c>docs/checks.md</c>. No run that is approved breaks a blocking check by its own data.
/// </summary>
public sealed class FraudCountyTests
{
    private const int Seed = 14;

    private static readonly int Villages = Thorough.Of(full: 300, quick: 60);

    private const string Scheme = """
        id: county-dividend
        version: 1
        title: { zh: 按股分红, en: Dividend by shares }
        inputs:
          income: { type: money, title: { zh: 可分配收益, en: Income } }
        holdings:
          shares: { unit: share, decimals: 0, title: { zh: 份额, en: Shares } }
        steps:
          - { id: reserve, kind: take, from: income, amount: income * 20%, into: "fund:reserve_and_welfare" }
          - { id: share_dividend, kind: allocate, from: income, by: shares }
        """;

    [FullRunFact]
    public async Task Checks_OfTheCounty_FindWhatIsStatedAndNothingBlockedIsApproved()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        Assert.Equal(201, (await world.Service.PostAsync("/v1/schemes", Scheme, "application/yaml")).Status);
        var found = new List<(CountyVillage Village, HashSet<string> Codes)>();
        for (var number = 0; number < Villages; number++)
        {
            var village = new CountyVillage(number, Seed);
            await MakeAsync(world, village);
            found.Add((village, await ResultAsync(world, village, number)));
        }

        Assert.All(Fraud.All, fraud => Assert.Contains(
            found, each => each.Village.Fraud == fraud && each.Codes.Contains(fraud.Check)));
        if (!Thorough.IsWanted)
        {
            // What was measured is of all villages.
            return;
        }

        var text = Text(found);
        var now = Path.Combine(AppContext.BaseDirectory, "county.md");
        await File.WriteAllTextAsync(now, text, TestContext.Current.CancellationToken);
        var approved = Path.Combine(SchemeCases.RepositoryRoot(), "tests", "Shared", "county.md");
        Assert.True(File.Exists(approved) && await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken) == text,
            $"The county is found otherwise: cp {now} {approved}, and renew docs/checks.md");
    }

    private static async Task MakeAsync(RunWorld world, CountyVillage village)
    {
        await world.OrganizationAsync(village.Id, "rural_collective");
        var roster = new RosterClient(world.Service, village.Id);
        using var imported = await roster.RawAsync(
            HttpMethod.Post, "households:import?validFrom=2024-01-01", Encoding.UTF8.GetBytes(village.Table()), "text/csv");
        Assert.True((int)imported.StatusCode == 200, await imported.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var household in village.Households.Skip(village.Listed))
        {
            var answer = await roster.PutAsync(household.Id, household.Body());
            Assert.True(answer.Status == 201, answer.Text);
        }

        var stated = await roster.SendAsync(HttpMethod.Put, "facts/officers", village.OfficersBody());
        Assert.True(stated.Status == 201, stated.Text);

        // Every third has an account of its own or somebody's, and bound money in the pool or not.
        if (village.Id[^1] % 3 == 0)
        {
            var (kind, may) = (village.Id[^1] % 2 == 0 ? "person" : "organization", village.Id[^2] % 2 == 0 ? "yes" : "no");
            var accounts = await roster.SendAsync(HttpMethod.Put, "facts/accounts", $$"""
                { "validFrom": "2025-01-01", "accounts": { "accounts": [ { "holder": "某某", "holderKind": "{{kind}}" } ] } }
                """);
            Assert.True(accounts.Status == 201, accounts.Text);
            var income = await roster.SendAsync(HttpMethod.Put, "facts/income", $$"""
                { "year": 2025, "income": { "lines": [ { "name": "某项收入", "kind": "other", "amount": "90000", "amountInPool": "90000",
                  "distributable": "{{may}}" } ] } }
                """);
            Assert.True(income.Status == 201, income.Text);
        }
    }

    private static async Task<HashSet<string>> ResultAsync(RunWorld world, CountyVillage village, int number)
    {
        var at = await world.CreateAsync(village.Id,
            $$"""{ "scheme": "county-dividend", "year": 2025, "inputs": { "income": "{{100_000 + number}}.00" } }""", "key");
        Assert.True(at.Status == 201, at.Text);
        var (run, digest) = (at.Json.GetProperty("id").GetString()!, at.Json.GetProperty("digest").GetString()!);
        at = await world.StepAsync(run, "submit", at.Headers["ETag"]);
        at = await world.StepAsync(run, "disclose", at.Headers["ETag"], """{"from":"2026-01-05","noticeDays":20}""");
        var approved = await world.StepAsync(run, "approve", at.Headers["ETag"], RunWorld.Approval(digest), "approver");

        // What is approved breaks no blocking check; what is refused breaks one.
        var blocking = (await ChecksAsync(world, run)).Where(check => check is { Status: "found", Severity: "block" })
            .Select(check => check.Code).ToArray();
        Assert.True(approved.Status == 200 ? blocking.Length == 0 : approved.Code == "blocked_by_check" && blocking.Length > 0,
            $"seed {Seed}, {village.Id}: {approved.Status} {string.Join(' ', blocking)} {approved.Text}");
        if (village.IsPaid && approved.Status == 200)
        {
            await PayAsync(world, village, run, approved.Headers["ETag"]);
        }

        return [.. (await ChecksAsync(world, run)).Where(check => check.Status == "found").Select(check => check.Code)];
    }

    private static async Task PayAsync(RunWorld world, CountyVillage village, string run, string? etag)
    {
        await world.StepAsync(run, "pay", etag, """{"on":"2026-03-05"}""");
        var prepared = await world.Service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}/payments:prepare", null);
        Assert.True(prepared.Status == 200, prepared.Text);
        await world.Service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}/payments:fund", """{ "reference": "对账单" }""");
        foreach (var household in village.Households)
        {
            var collector = village.SignedByOne.Contains(household.Id) ? ", \"collector\": \"代领人一\", \"relation\": \"proxy\"" : "";
            var signed = await world.Service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}/payments:sign",
                $$"""{ "household": "{{household.Id}}"{{collector}} }""");
            Assert.True(signed.Status == 200, signed.Text);
        }
    }

    private static async Task<(string Code, string Status, string Severity)[]> ChecksAsync(RunWorld world, string run) =>
        [.. (await world.GetAsync($"/v1/runs/{run}/checks")).Json.GetProperty("checks").EnumerateArray().Select(check => (
            check.GetProperty("code").GetString()!, check.GetProperty("status").GetString()!, check.GetProperty("severity").GetString()!))];

    private static string Text(List<(CountyVillage Village, HashSet<string> Codes)> found)
    {
        var text = new StringBuilder("| 做法 · fraud | check | 做假的村 · planted | 查出 · found | 别的村也提示 · others named |\n");
        text.Append("|---|---|---|---|---|\n");
        foreach (var fraud in Fraud.All)
        {
            var planted = found.Where(each => each.Village.Fraud == fraud).ToArray();

            // What another fraud has the same check find is no false alarm.
            var clean = found.Where(each => each.Village.Fraud?.Check != fraud.Check).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| {fraud.Name} | `{fraud.Check}` | {planted.Length} ");
            text.Append(CultureInfo.InvariantCulture, $"| {planted.Count(each => each.Codes.Contains(fraud.Check))} ");
            text.Append(CultureInfo.InvariantCulture, $"| {clean.Count(each => each.Codes.Contains(fraud.Check))} / {clean.Length} |\n");
        }

        return text.ToString();
    }
}
