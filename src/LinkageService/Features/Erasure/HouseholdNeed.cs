using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Erasure;

/// <summary>What still needs the data of a household (decision 0082).</summary>
/// <param name="Runs">Runs that have it, cancelled ones left out: their vouchers have to be kept.</param>
/// <param name="KeptUntil">The last day for which; null where there are none.</param>
/// <param name="CountsAges">Whether one of them counts members by age.</param>
/// <param name="Open">What is open with it; null for nothing.</param>
internal sealed record HouseholdNeed(int Runs, DateOnly? KeptUntil, bool CountsAges, LocalizedText? Open)
{
    // 会计档案管理办法（财政部、国家档案局令第79号）附表一：会计凭证、会计账簿，30年，从会计年度终了后的第一天算起（第十四条）。
    private const int VoucherYears = 30;

    private static readonly string[] Settled =
        [PaymentStates.Paid, PaymentStates.Signed, PaymentStates.Collected, PaymentStates.Replaced];

    public static async Task<HouseholdNeed> OfAsync(Session session, string organization, string household, string today)
    {
        var runs = new List<RunRow>();
        foreach (var run in await RunStore.ListAsync(session, organization, year: null, state: null, after: null, int.MaxValue))
        {
            if (run.State != RunStates.Cancelled && run.Roster == RosterKinds.Stored && await HasAsync(session, run, household))
            {
                runs.Add(run);
            }
        }

        var countsAges = false;
        foreach (var run in runs.DistinctBy(run => run.SchemeDigest, StringComparer.Ordinal))
        {
            countsAges |= (await RunRecomputation.SchemeAsync(session, run)).Holdings.Any(holding => holding.Members is { IsByAge: true });
        }

        var last = runs.Count == 0 ? null as long? : runs.Max(run => run.Year);
        return new HouseholdNeed(
            runs.Count, last is { } year ? new DateOnly((int)year + VoucherYears, 12, 31) : null, countsAges,
            await OpenAsync(session, organization, household, today, runs));
    }

    /// <exception cref="RefusedException"><c>household_needed</c>.</exception>
    public void RefuseWhereOpen(string household)
    {
        if (Open is { } open)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.HouseholdNeeded,
                $"户“{household}”的个人信息现在还不能删除：{open.Zh}",
                $"what identifies household \"{household}\" cannot be erased yet: {open.En}", "household"));
        }
    }

    private static async Task<LocalizedText?> OpenAsync(
        Session session, string organization, string household, string today, List<RunRow> runs)
    {
        // From today on, on any later day.
        var history = await HouseholdStore.HistoryAsync(session, organization, household);
        var standing = history.GroupBy(fact => fact.ValidFrom, StringComparer.Ordinal).Select(facts => facts.Last()).ToArray();
        if (standing.LastOrDefault(fact => string.CompareOrdinal(fact.ValidFrom, today) <= 0) is { Present: 1 }
            || standing.Any(fact => string.CompareOrdinal(fact.ValidFrom, today) > 0 && fact.Present == 1))
        {
            return new LocalizedText("本户还在名册上，先办理退出", "it is on the roster; mark it as left first");
        }

        if (runs.FirstOrDefault(run => run.State is not (RunStates.Paid or RunStates.Closed)) is { } run)
        {
            return new LocalizedText(
                string.Create(CultureInfo.InvariantCulture, $"{run.Year} 年的核算（编号 {run.Id}）还没有办完"),
                string.Create(CultureInfo.InvariantCulture, $"run {run.Id} of {run.Year} is not finished"));
        }

        if ((await CarryStore.BalancesAsync(session, organization)).Any(row => row.HouseholdId == household && row.OpenFen != 0))
        {
            return new LocalizedText("还有未结清的差额，先付清或核销", "a balance is open; pay or close it first");
        }

        foreach (var paid in runs)
        {
            if ((await PaymentStore.LatestAsync(session, paid.Id, [household])).Any(attempt => !Settled.Contains(attempt.State)))
            {
                return new LocalizedText(
                    string.Create(CultureInfo.InvariantCulture, $"{paid.Year} 年的款（编号 {paid.Id}）还没有付到"),
                    string.Create(CultureInfo.InvariantCulture, $"a payment of run {paid.Id} of {paid.Year} has not arrived"));
            }
        }

        return null;
    }

    private static async Task<bool> HasAsync(Session session, RunRow run, string household)
    {
        foreach (var part in new[] { RunParts.Calculation, RunParts.Deltas })
        {
            if (await HouseholdIdentity.FindAsync(session, run.OrganizationId, run.Id, part, household) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
