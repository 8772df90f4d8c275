using System.Globalization;
using System.Text.Json;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What corrections left for those who are gone is listed, warned of, and closed by an approver; no fen of it vanishes.</summary>
public sealed class OpenBalancesTests
{
    private const string Village = "zhengcun";
    private const string List = "/v1/organizations/zhengcun/open-balances";
    private const string Gone = "0003";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Balance_OfAHouseholdThatLeft_IsListedWarnedOfAndClosedWithAReason(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var (api, world) = (new RestRunsApi(service), new RunWorld(service));
        await FillAsync(api, ("0001", "3.33"), ("0002", "2.70"), (Gone, "1.20"));
        var paid = await CorrectedVillage.PayAsync(api, await api.MakeAsync(Village, 2024, 12_345_678, "2024"));
        await api.PutHouseholdAsync(Village, Gone, "2.20", isRegistered: false, "2024-01-01");
        await api.RemoveHouseholdAsync(Village, Gone, "2025-03-01");
        var made = await api.CorrectAsync(paid, "settle_next_year", "c", isPreview: false);
        Assert.Equal(0, (await world.GetAsync(List)).Json.GetProperty("balances").GetArrayLength());
        var correction = await CorrectedVillage.PayAsync(api, made.Run);
        var owed = (await api.StatementAsync(correction.Id, Gone)).TotalFen;
        Assert.True(owed > 0);

        // The next year settles with those who are there; of the other it warns.
        var next = await api.MakeAsync(Village, 2025, 9_999_999, "2025");
        var run = await world.GetAsync("/v1/runs/" + next.Id);
        var check = Assert.Single(Warnings(run));
        Assert.Equal("open_balances", check.GetProperty("code").GetString());
        Assert.Contains($"1 户（{Gone}）不在这次的名册上，这次结不了：应补 {new Engine.Amounts.Money(owed).ToDisplayString()} 元，应扣 0.00 元",
            check.GetProperty("message").GetProperty("zh").GetString(), StringComparison.Ordinal);
        var listed = (await world.GetAsync(List)).Json;
        Assert.Equal((Yuan(owed), Yuan(owed), "0.00"), (listed.GetProperty("owed").GetString(),
            listed.GetProperty("owedToLeavers").GetString(), listed.GetProperty("toRecover").GetString()));
        var balance = Assert.Single(listed.GetProperty("balances").EnumerateArray());
        Assert.Equal((Gone, "农户" + Gone, correction.Id, 2024, false, Yuan(owed)), (
            balance.GetProperty("household").GetString(), balance.GetProperty("name").GetString(),
            balance.GetProperty("correction").GetString(), balance.GetProperty("year").GetInt32(),
            balance.GetProperty("onRoster").GetBoolean(), balance.GetProperty("open").GetString()));

        Assert.Equal("missing_field", (await CloseAsync(world, correction.Id, Yuan(owed), "")).Code);
        Assert.Equal("not_a_number", (await CloseAsync(world, correction.Id, "all", "收据 7 号")).Code);
        Assert.Equal("stale_revision", (await CloseAsync(world, correction.Id, Yuan(owed - 1), "收据 7 号")).Code);
        Assert.Equal("unknown_balance", (await CloseAsync(world, paid.Id, Yuan(owed), "收据 7 号")).Code);
        var closed = await CloseAsync(world, correction.Id, Yuan(owed), " 户主已故，付给长子，收据 7 号 ");
        Assert.True(closed.Status == 200, closed.Text);
        var closing = Assert.Single(closed.Json.GetProperty("closings").EnumerateArray());
        Assert.Equal(("0.00", "户主已故，付给长子，收据 7 号", "approver"), (closed.Json.GetProperty("open").GetString(),
            closing.GetProperty("reason").GetString(), closing.GetProperty("by").GetString()));
        Assert.Equal("stale_revision", (await CloseAsync(world, correction.Id, Yuan(owed), "再来一次")).Code);

        Assert.Equal(0, (await world.GetAsync(List)).Json.GetProperty("balances").GetArrayLength());
        using var grpc = new GrpcApi(service.GrpcAddress);
        var all = ListOpenBalancesResponse.Parser.ParseFrom(Assert.Single((await grpc.CallAsync(
            "linkage.v1.Runs/ListOpenBalances", new ListOpenBalancesRequest { Organization = Village, All = true })).Messages));
        var kept = Assert.Single(all.Balances, row => row.Household == Gone);
        Assert.Equal((owed, owed, 0), (kept.CarriedFen, kept.ClosedFen, kept.OpenFen));
        var submitted = await api.SubmitAsync("maker", next);
        Assert.Empty(Warnings(await world.GetAsync("/v1/runs/" + submitted.Id)));

        var entry = (await world.GetAsync("/v1/audit?limit=1000")).Json.GetProperty("entries").EnumerateArray()
            .Single(each => each.GetProperty("action").GetString() == "balance.close");
        Assert.Contains("收据 7 号", entry.GetProperty("details").GetProperty("reason").GetString(), StringComparison.Ordinal);
        var verified = await world.GetAsync("/v1/audit/verification");
        Assert.True(verified.Json.GetProperty("valid").GetBoolean(), verified.Text);
    }

    [Fact]
    public async Task Balances_OverRandomCorrectionsLeaversClosingsAndSettlements_KeepEveryFen()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        await using var service = await RunningService.StartAsync();
        var (api, world) = (new RestRunsApi(service), new RunWorld(service));
        var households = Enumerable.Range(1, 9).Select(at => $"{at:D4}").ToList();
        await FillAsync(api, [.. households.Select(id => (id, Land(random)))]);
        var model = new NaiveBalances(seed);
        for (var year = 2018; year < 2024; year++)
        {
            var draft = await api.MakeAsync(Village, year, random.Next(500, 9_000_000), $"r{year}");
            model.Settle(draft.Id, await SettledAsync(api, draft.Id));
            var run = await CorrectedVillage.PayAsync(api, draft);
            await ChangeAsync(api, random, households, year);
            var policy = random.Next(3) > 0 ? "settle_next_year" : "recompute_all";
            if ((await api.CorrectAsync(run, policy, "", isPreview: true)).Comparison is { Gainers: 0, Losers: 0 })
            {
                continue;
            }

            var made = await api.CorrectAsync(run, policy, $"c{year}", isPreview: false);
            var correction = await CorrectedVillage.PayAsync(api, made.Run);
            model.Carry(correction.Id, await api.StatementsAsync(correction.Id));
            var given = await api.MakeAsync(Village, year + 1, random.Next(500, 9_000_000), $"given-{year}");
            model.Settle(given.Id, await SettledAsync(api, given.Id));
            await model.CheckAsync(world);
            await api.CancelAsync("maker", given);
            model.Cancel(given.Id);
            await model.CheckAsync(world);
            await CloseOneAsync(world, model);
            await SettleSomeAsync(api, random, model, $"s{year}");
            await model.CheckAsync(world);
        }

        // A settlement is a run with the proof of every other, cancelled or not.
        foreach (var settlement in model.Settlements)
        {
            Assert.True((await api.VerifyAsync(settlement)).Matches, $"TEST_SEED={seed}: {settlement}");
        }

        Assert.True(model.Corrections > 3, $"TEST_SEED={seed}");
        Assert.True((await world.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean(), $"TEST_SEED={seed}");
    }

    private static async Task ChangeAsync(RestRunsApi api, Random random, List<string> households, int year)
    {
        foreach (var id in households.Where(_ => random.Next(3) == 0).ToArray())
        {
            await api.PutHouseholdAsync(Village, id, Land(random), isRegistered: false, $"{year}-01-01");
        }

        if (households.Count > 3)
        {
            var leaver = households[random.Next(households.Count)];
            households.Remove(leaver);
            await api.RemoveHouseholdAsync(Village, leaver, $"{year + 1}-02-01");
        }
    }

    private static async Task<Claim[]> SettledAsync(RestRunsApi api, string run) =>
        (await api.StatementsAsync(run)).SelectMany(row => row.Settlements.Select(part =>
            new Claim(row.Household, part.Correction, part.Fen))).ToArray();

    private static async Task CloseOneAsync(RunWorld world, NaiveBalances model)
    {
        var open = (await world.GetAsync(List)).Json.GetProperty("balances").EnumerateArray();
        var gone = open.Where(each => !each.GetProperty("onRoster").GetBoolean()).Take(1).ToArray();
        foreach (var balance in gone)
        {
            var claim = new Claim(
                balance.GetProperty("household").GetString()!, balance.GetProperty("correction").GetString()!,
                NaiveBalances.Fen(balance, "open"));
            var closed = await CloseAsync(world, claim.Correction, Yuan(claim.Fen), "核销", claim.Household);
            Assert.True(closed.Status == 200, closed.Text);
            model.Close(claim);
        }
    }

    // Some of what is owed, of those who left and of those who are there; paid, left as a draft, or cancelled.
    private static async Task SettleSomeAsync(RestRunsApi api, Random random, NaiveBalances model, string key)
    {
        var claims = model.Open().Where(claim => claim.Fen > 0 && random.Next(2) == 0).ToArray();
        if (claims.Length == 0)
        {
            return;
        }

        var run = (await api.SettleAsync(Village, key, claims)).Run;
        Assert.Equal(claims.Sum(claim => claim.Fen), run.PayableFen);
        model.Settle(run.Id, claims, isSettlement: true);
        Assert.Equal(
            claims.GroupBy(claim => claim.Household).Select(each => (each.Key, each.Sum(claim => claim.Fen))).Order(),
            (await api.StatementsAsync(run.Id)).Select(row => (row.Household, row.PaidFen)).Order());
        var fate = random.Next(3);
        if (fate == 0)
        {
            await api.CancelAsync("maker", run);
            model.Cancel(run.Id);
        }
        else if (fate == 1)
        {
            await CorrectedVillage.PayAsync(api, run);
        }
    }

    private static async Task FillAsync(RestRunsApi api, params (string Id, string Land)[] households)
    {
        await api.MakeOrganizationAsync(Village);
        foreach (var (id, land) in households)
        {
            await api.PutHouseholdAsync(Village, id, land, isRegistered: false, "2018-01-01");
        }
    }

    private static Task<Answer> CloseAsync(RunWorld world, string correction, string amount, string reason, string household = Gone) =>
        world.Service.SendAsync(HttpMethod.Post, List + ":close",
            $$"""{ "household": "{{household}}", "correction": "{{correction}}", "amount": "{{amount}}", "reason": "{{reason}}" }""",
            ("X-Linkage-User", "approver"));

    private static string Land(Random random) =>
        string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 6)}.{random.Next(100):D2}");

    private static string Yuan(long fen) => new Engine.Amounts.Money(fen).ToString();

    // What a step did not pay is a note of the calculation, not a warning of what is owed.
    private static IEnumerable<JsonElement> Warnings(Answer run) => run.Json.GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("severity").GetString() != "info" && check.GetProperty("code").GetString() != "roster_jump");
}
