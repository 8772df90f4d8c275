using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>A balance that a correction left, and whether the household is still there.</summary>
/// <param name="Row">What it is and what became of it.</param>
/// <param name="Name">Whom the household was last named after; null where nobody said.</param>
/// <param name="IsOnRoster">Whether it is on the roster today.</param>
internal sealed record OpenBalance(BalanceRow Row, string? Name, bool IsOnRoster);

/// <summary>The balances of an organisation.</summary>
/// <param name="Balances">By household and year; those of zero only where all were asked for.</param>
/// <param name="Owed">Open towards households.</param>
/// <param name="ToRecover">Open from households; not positive.</param>
/// <param name="OwedToLeavers">That of <paramref name="Owed"/> whose households are not on the roster today.</param>
/// <param name="ToRecoverFromLeavers">That of <paramref name="ToRecover"/> whose households are not on the roster today.</param>
internal sealed record OpenBalanceList(
    IReadOnlyList<OpenBalance> Balances, Money Owed, Money ToRecover, Money OwedToLeavers, Money ToRecoverFromLeavers);

/// <summary>
/// What corrections left to later runs and no run has settled. A household that is still there is settled with by the next run of a
/// later year; one that left has no run to be settled with, and must not be forgotten.
/// </summary>
internal sealed class OpenBalances(Database database, TimeProvider time)
{
    /// <summary>The check that warns of balances of households that a run does not have.</summary>
    public const string Code = "open_balances";

    private const int MaxNamed = 5;

    /// <param name="caller">Who asks.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="isAll">Whether those that are settled or closed are listed too.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Errors.RefusedException"><c>unknown_organization</c>.</exception>
    public Task<OpenBalanceList> HandleAsync(Caller caller, string organization, bool isAll, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var today = Dates.Text(Dates.Today(time));
            var balances = new List<OpenBalance>();
            foreach (var household in (await CarryStore.BalancesAsync(session, organization))
                .Where(row => isAll || row.OpenFen != 0).GroupBy(row => row.HouseholdId, StringComparer.Ordinal))
            {
                cancellation.ThrowIfCancellationRequested();
                var history = await HouseholdStore.HistoryAsync(session, organization, household.Key);
                var name = history.LastOrDefault(fact => fact.Present == 1) is { } last ? HouseholdData.Parse(last.Data).Name : null;
                var isThere = history.LastOrDefault(fact => string.CompareOrdinal(fact.ValidFrom, today) <= 0) is { Present: 1 };
                balances.AddRange(household.Select(row => new OpenBalance(row, name, isThere)));
            }

            return new OpenBalanceList(
                balances, Sum(balances, 1, _ => true), Sum(balances, -1, _ => true), Sum(balances, 1, balance => !balance.IsOnRoster),
                Sum(balances, -1, balance => !balance.IsOnRoster));
        }, cancellation);

    /// <summary>What is open of earlier years with households that a run does not have; null for nothing.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">The run.</param>
    /// <param name="isOnRoster">Whether it has a household; null looks into its blocks.</param>
    public static async Task<CheckFinding?> FindingAsync(Session session, RunRow run, Func<string, bool>? isOnRoster = null)
    {
        var left = new List<CarryRow>();
        foreach (var row in (await CarryStore.OpenAsync(session, run.OrganizationId, run.Year)).Where(row => row.AmountFen != 0))
        {
            var isThere = isOnRoster?.Invoke(row.HouseholdId)
                ?? await RunBlockStore.FindAsync(session, run.Id, RunParts.Calculation, row.HouseholdId) is not null;
            if (!isThere)
            {
                left.Add(row);
            }
        }

        if (left.Count == 0)
        {
            return null;
        }

        var households = left.Select(row => row.HouseholdId).Distinct(StringComparer.Ordinal).ToArray();
        var (owed, recover) = (new Money(left.Sum(row => Math.Max(row.AmountFen, 0))).ToDisplayString(),
            new Money(-left.Sum(row => Math.Min(row.AmountFen, 0))).ToDisplayString());
        var (zh, en) = (string.Join("、", households.Take(MaxNamed)) + (households.Length > MaxNamed ? "……" : ""),
            string.Join(", ", households.Take(MaxNamed)) + (households.Length > MaxNamed ? "…" : ""));
        return new CheckFinding(Code, "warn", new LocalizedText(
            $"以前更正留下的差额，有 {households.Length} 户（{zh}）不在这次的名册上，这次结不了：应补 {owed} 元，应扣 {recover} 元。"
            + "请在“未结清差额”里另行付清或写明原因核销",
            $"{households.Length} households ({en}) with balances of earlier corrections are not on this roster and are not settled by "
            + $"it: {owed} yuan owed to them, {recover} to be recovered. Pay or close them under open balances"),
            "更正留下的差额不因农户退出而消失 | what a correction left does not end when a household leaves");
    }

    private static Money Sum(IEnumerable<OpenBalance> balances, int sign, Func<OpenBalance, bool> isWanted) => new(
        balances.Where(balance => Math.Sign(balance.Row.OpenFen) == sign && isWanted(balance)).Sum(balance => balance.Row.OpenFen));
}
