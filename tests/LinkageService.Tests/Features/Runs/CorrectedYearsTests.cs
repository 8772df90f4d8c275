using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// The whole life of a year over both transports and on both databases: made, disclosed, approved by another, paid; found wrong,
/// corrected under each policy; and the years after that take what was carried. Reconciled to the fen against sums made here.
/// </summary>
public sealed class CorrectedYearsTests
{
    private const string Gone = "0005";
    private const long Income2024 = 12_345_678;
    private const long Income2025 = 30_003;
    private const long Income2026 = 9_999_999;

    private static readonly DateOnly Today = DateOnly.FromDateTime(
        TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    [Theory]
    [InlineData("REST", "sqlite")]
    [InlineData("gRPC", "sqlite")]
    [FullRunData("REST", "postgres")]
    [FullRunData("gRPC", "postgres")]
    public async Task Story_PaidCorrectedAndSettledLater_EveryFenIsAccountedFor(string transport, string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        using var grpc = new GrpcRunsApi(service);
        IRunsApi api = transport == "REST" ? new RestRunsApi(service) : grpc;
        foreach (var policy in new[] { "recompute_all", "settle_next_year", "charge_fund:collective_retained" })
        {
            await TellAsync(api, policy);
        }
    }

    private static async Task TellAsync(IRunsApi api, string policy)
    {
        var village = policy.Split(':')[0].Replace('_', '-');
        var wrong = new Dictionary<string, string>
        {
            ["0001"] = "3.33", ["0002"] = "2.70", ["0003"] = "1.20", ["0004"] = "4.10", [Gone] = "0.95", ["0006"] = "1.85",
        };
        await api.MakeOrganizationAsync(village);
        foreach (var (id, land) in wrong)
        {
            await api.PutHouseholdAsync(village, id, land, isRegistered: id is "0002" or Gone, "2024-01-01");
        }

        var paid = await LiveAsync(api, await api.MakeAsync(village, 2024, Income2024, "2024"));
        var owedWrongly = NaiveVillage.Owed(Income2024, wrong);
        Assert.Equal(owedWrongly, (await api.StatementsAsync(paid.Id)).ToDictionary(row => row.Household, row => row.TotalFen));

        // Found out later: 0003 had less land all along, 0005 had left before the record date, 0007 was forgotten.
        await api.PutHouseholdAsync(village, "0003", "1.00", isRegistered: false, "2024-01-01");
        await api.RemoveHouseholdAsync(village, Gone, "2024-10-01");
        await api.PutHouseholdAsync(village, "0007", "0.61", isRegistered: true, "2024-06-01");
        var right = new Dictionary<string, string>(wrong) { ["0003"] = "1.00", ["0007"] = "0.61" };
        right.Remove(Gone);
        var owedRightly = NaiveVillage.Owed(Income2024, right);
        await ExpectUnchangedAsync(api, paid);

        var correction = await CorrectAsync(api, paid, policy, Deltas(owedWrongly, owedRightly));
        await ExpectUnchangedAsync(api, paid);
        await ExpectUnchangedAsync(api, correction);

        var first = await NextYearAsync(api, village);
        var second = await LiveAsync(api, await api.MakeAsync(village, 2026, Income2026, "2026"));
        await ExpectUnchangedAsync(api, first);
        await ExpectUnchangedAsync(api, second);
        await ReconcileAsync(api, village, policy, [paid, correction, first, second], owedWrongly, owedRightly, right);
    }

    private static async Task<ShownRun> LiveAsync(IRunsApi api, ShownRun run)
    {
        Assert.Equal("draft", run.State);
        run = await api.SubmitAsync("maker", run);
        var disclosed = await api.DiscloseAsync("maker", run, Today.AddDays(-20));
        await ExpectRefusalAsync("approver_is_maker", () => api.ApproveAsync("maker", disclosed, Today.AddDays(-5)));
        await ExpectRefusalAsync("stale_revision", () => api.ApproveAsync("checker", run, Today.AddDays(-5)));
        var approved = await api.ApproveAsync("checker", disclosed, Today.AddDays(-5));
        var paid = await api.PayAsync("cashier", approved);
        Assert.Equal("paid", paid.State);
        Assert.Equal(run.Digest, paid.Digest);
        return paid;
    }

    private static async Task<ShownRun> CorrectAsync(
        IRunsApi api, ShownRun paid, string policy, Dictionary<string, long> deltas)
    {
        var changes = policy.StartsWith("charge_fund", StringComparison.Ordinal)
            ? deltas.ToDictionary(row => row.Key, row => Math.Max(row.Value, 0))
            : deltas;
        await ExpectRefusalAsync("stale_revision",
            () => api.CorrectAsync(paid with { ETag = "\"1\"" }, policy, "late", isPreview: false));
        await ExpectRefusalAsync("precondition_required",
            () => api.CorrectAsync(paid with { ETag = "" }, policy, "blind", isPreview: false));
        await ExpectRefusalAsync("invalid_value", () => api.CorrectAsync(paid, "charge_fund:none", "fund", isPreview: true));
        var preview = await api.CorrectAsync(paid, policy, "", isPreview: true);
        Assert.Equal("", preview.Run.Id);
        Assert.Equal(changes.Count(row => row.Value > 0), preview.Comparison!.Gainers);
        Assert.Equal(changes.Count(row => row.Value < 0), preview.Comparison.Losers);
        Assert.Equal(changes.Values.Where(fen => fen > 0).Sum(), preview.Comparison.GainedFen);
        Assert.Equal(-changes.Values.Where(fen => fen < 0).Sum(), preview.Comparison.LostFen);
        Assert.Equal(changes, preview.Comparison.Deltas.ToDictionary(row => row.Household, row => row.DeltaFen));

        var made = await api.CorrectAsync(paid, policy, "correction", isPreview: false);
        Assert.Equal(preview.Run.Digest, made.Run.Digest);
        Assert.False(made.IsReplayed);
        Assert.Equal(changes.Values.Sum(), made.PayableFen + made.ArrearsFen + made.RecoveriesFen);
        var again = await api.CorrectAsync(paid, policy, "correction", isPreview: false);
        Assert.Equal((true, made.Run.Id), (again.IsReplayed, again.Run.Id));
        await ExpectRefusalAsync("idempotency_key_reused", () => api.CorrectAsync(paid, "charge_fund:x", "correction", isPreview: false));
        await ExpectRefusalAsync("run_state", () => api.CorrectAsync(paid, policy, "second", isPreview: false));
        var correction = await LiveAsync(api, made.Run);
        foreach (var statement in await api.StatementsAsync(correction.Id))
        {
            Assert.Equal(changes[statement.Household], statement.TotalFen);
            Assert.Equal(statement.TotalFen, statement.PayableFen + statement.CarriedFen);
            Assert.True(statement.PayableFen >= 0);
        }

        await ExpectRefusalAsync("run_state", () => api.CorrectAsync(correction, policy, "third", isPreview: false));
        var nothingLeft = await api.CorrectAsync(paid, policy, "", isPreview: true);
        if (policy is not "charge_fund:collective_retained")
        {
            Assert.Equal((0, 0), (nothingLeft.Comparison!.Gainers, nothingLeft.Comparison.Losers));
        }

        Assert.Equal(made.PayableFen, correction.HouseholdsFen - made.ArrearsFen - made.RecoveriesFen);
        Assert.Equal(preview.Comparison.GainedFen, (await api.CompareAsync(paid.Id, correction.Id)).GainedFen);
        return correction;
    }

    // So poor a year that it cannot recover all; made once in vain, so that what it took is given back.
    private static async Task<ShownRun> NextYearAsync(IRunsApi api, string village)
    {
        var given = await api.MakeAsync(village, 2025, Income2025, "2025-given-up");
        var taken = await api.StatementsAsync(given.Id);
        await api.CancelAsync("maker", given);
        var run = await api.MakeAsync(village, 2025, Income2025, "2025");
        Assert.Equal(
            taken.Select(row => (row.Household, row.PaidFen)),
            (await api.StatementsAsync(run.Id)).Select(row => (row.Household, row.PaidFen)));
        Assert.Equal(given.Digest, run.Digest);
        return await LiveAsync(api, run);
    }

    private static async Task ReconcileAsync(
        IRunsApi api, string village, string policy, ShownRun[] runs, Dictionary<string, long> wrongly,
        Dictionary<string, long> rightly, Dictionary<string, string> land)
    {
        var (later, last) = (NaiveVillage.Owed(Income2025, land), NaiveVillage.Owed(Income2026, land));
        foreach (var household in wrongly.Keys.Union(rightly.Keys))
        {
            var years = await api.YearsAsync(village, household);
            Assert.Equal(
                runs.Reverse().Select(run => run.Id).Where(id => years.Any(year => year.Run == id)),
                years.Select(year => year.Run).ToArray());
            foreach (var year in years)
            {
                Assert.True(year.PaidFen >= 0, $"{policy} {household}");
                Assert.Equal(year.PaidFen, (await api.StatementAsync(year.Run, household)).PaidFen);
            }

            var was = wrongly.GetValueOrDefault(household);
            var owed = rightly.GetValueOrDefault(household);
            if (policy.StartsWith("charge_fund", StringComparison.Ordinal) || household == Gone)
            {
                owed = Math.Max(was, owed);
            }

            Assert.Equal(
                $"{policy} {household} " + (owed + later.GetValueOrDefault(household) + last.GetValueOrDefault(household)),
                $"{policy} {household} " + years.Sum(year => year.PaidFen));
        }

        foreach (var run in runs.Skip(2))
        {
            Assert.Equal(run.PayableFen, (await api.StatementsAsync(run.Id)).Sum(row => row.PaidFen));
        }

        var halved = await api.CompareRateAsync(runs[3].Id, "55%");
        var half = Income2026 - (((Income2026 * 55 * 2) + 100) / 200);
        Assert.Equal(half - last.Values.Sum(), halved.GainedFen - halved.LostFen);
        Assert.Equal((0, last.Count), (halved.Gainers, halved.Losers));
    }

    private static async Task ExpectUnchangedAsync(IRunsApi api, ShownRun run)
    {
        var verification = await api.VerifyAsync(run.Id);
        Assert.Equal((run.Digest, run.Digest, run.Digest), (verification.Digest, verification.Recomputed, verification.FromFacts));
        Assert.True(verification.Matches);
    }

    private static Dictionary<string, long> Deltas(Dictionary<string, long> before, Dictionary<string, long> after) =>
        before.Keys.Union(after.Keys).ToDictionary(id => id, id => after.GetValueOrDefault(id) - before.GetValueOrDefault(id));

    private static async Task ExpectRefusalAsync(string code, Func<Task> ask) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedByServiceException>(ask)).Code);
}
