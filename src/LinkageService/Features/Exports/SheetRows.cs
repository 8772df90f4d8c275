using System.Runtime.CompilerServices;
using LinkageService.Documents;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Households;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports;

/// <summary>The households of a run, read a block at a time.</summary>
internal sealed class SheetRows(
    Session session, StoredRun run, IReadOnlyList<RunLabel> labels, TimeProvider time, int holdings = 0)
{
    // A larger group is read by itself, as it comes.
    private const int MaxGathered = VillageOrder.MaxGathered;

    private readonly RunFacts _facts = RunFacts.Of(run.Row, labels);
    private readonly (string Date, long KnownAt) _payDay = PayDay(run, time);

    /// <summary>Whether its blocks begin with what the households held.</summary>
    public bool HasShares { get; } = run.Columns.Part == RunParts.Calculation && run.Settlement is null;

    /// <summary>The columns that went on from an earlier run, of a run whose statements have any.</summary>
    public IReadOnlyList<(int Column, string Step, LocalizedText Title)> CarriedColumns { get; } =
        RunFacts.Of(run.Row, labels).Carry?.Columns() ?? [];

    /// <summary>The households with their amounts, in the ordinal order of their numbers; no more than a block is in memory.</summary>
    /// <param name="withPersons">Whether it is wanted who they are.</param>
    /// <param name="cancellation">Stops it between two blocks.</param>
    public IAsyncEnumerable<SheetHousehold> ReadAsync(bool withPersons, CancellationToken cancellation) =>
        ReadAsync(withPersons, Range.All, cancellation);

    /// <summary>
    /// The households with their amounts, group by group, within each as a village counts them (<see cref="MemberNumberOrder"/>; more
    /// than 16,384 in the ordinal order of their member numbers). It goes through the blocks as often as the groups fill what may be in
    /// memory.
    /// </summary>
    /// <param name="groups">As <see cref="ExportSheet.Groups"/> has them; none for all households together.</param>
    /// <param name="cancellation">Stops it between two blocks.</param>
    public async IAsyncEnumerable<SheetHousehold> ReadGroupsAsync(
        IReadOnlyList<SheetGroup> groups, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int first = 0, next; first < groups.Count || first == 0; first = next)
        {
            var count = groups.Count == 0 ? run.Row.Households : groups[first].Totals.Households;
            for (next = first + 1; next < groups.Count && count + groups[next].Totals.Households <= MaxGathered; next++)
            {
                count += groups[next].Totals.Households;
            }

            var households = ReadAsync(withPersons: true, groups.Count == 0 ? Range.All : first..next, cancellation);
            var ordered = count > MaxGathered ? households : InOrderAsync(households, isOneGroup: groups.Count == 0);
            await foreach (var household in ordered.WithCancellation(cancellation))
            {
                yield return household;
            }
        }
    }

    private static async IAsyncEnumerable<SheetHousehold> InOrderAsync(IAsyncEnumerable<SheetHousehold> households, bool isOneGroup)
    {
        var gathered = new List<SheetHousehold>();
        await foreach (var household in households)
        {
            gathered.Add(household);
        }

        foreach (var household in gathered.OrderBy(household => isOneGroup ? 0 : household.Group)
            .ThenBy(household => household.Id, MemberNumberOrder.Instance))
        {
            yield return household;
        }
    }

    private async IAsyncEnumerable<SheetHousehold> ReadAsync(
        bool withPersons, Range groups, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = "";
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var values = await RunBlockStore.AfterAsync(session, run.Row.Id, run.Columns.Part, after, ColumnBlock.MaxHouseholds);
            if (values.Count == 0)
            {
                yield break;
            }

            after = values[^1].Household;
            values = groups.Equals(Range.All) ? values : [.. values.Where(household => IsIn(groups, household))];
            if (values.Count == 0)
            {
                continue;
            }

            var persons = await PersonsAsync(withPersons, values);
            var payments = await PaymentsAsync(withPersons, values);
            var ends = await EndsAsync(values);
            foreach (var household in values)
            {
                yield return Of(household, ends, persons, payments);
            }
        }
    }

    /// <summary>One household, or null when the run does not have it.</summary>
    public async Task<SheetHousehold?> FindAsync(string household)
    {
        if (await HouseholdIdentity.FindAsync(
            session, run.Row.OrganizationId, run.Row.Id, run.Columns.Part, household) is not { } found)
        {
            return null;
        }

        HouseholdValues[] values = [found];
        return Of(found, await EndsAsync(values), await PersonsAsync(withPersons: true, values),
            await PaymentsAsync(isWanted: true, values));
    }

    // Printed again later, a sheet shows the accounts that were paid.
    private static (string Date, long KnownAt) PayDay(StoredRun run, TimeProvider time) =>
        run.Life is { PaidOn: { } on, PaidAt: { } at } && Dates.TryReadMoment(at, out var known)
            ? (on, known)
            : (Dates.Text(Dates.Today(time)), long.MaxValue);

    private int GroupOf(HouseholdValues household) => labels.Count == 0 ? 0 : labels[0].CodeOf(household);

    private bool IsIn(Range groups, HouseholdValues household) =>
        GroupOf(household) is var group && group >= groups.Start.Value && group < groups.End.Value;

    private SheetHousehold Of(HouseholdValues household, StatementEnds ends, Dictionary<string, SheetPerson?> persons,
        Dictionary<string, PaymentAttemptRow> payments)
    {
        var end = ends[household.Household];
        long[] amounts =
            [.. run.Columns.Amounts(household), .. CarriedColumns.Select(carried => household.Values[carried.Column])];
        return new SheetHousehold(household.Household, amounts)
        {
            Labels = [.. labels.Select(label => label.Values[label.CodeOf(household)])],
            Group = GroupOf(household),
            Shares = HasShares ? household.Values[..holdings] : [],
            CarriedFrom = _facts.Carry?.FromOf(household.Values),
            Payable = Payable.Of(_facts.Policy, _facts.TotalFen(household), end.SettledFen, end.Withheld),
            Withholdings = [.. end.Withholdings],
            Person = persons.GetValueOrDefault(household.Household),
            Payment = payments.GetValueOrDefault(household.Household),
        };
    }

    private Task<StatementEnds> EndsAsync(IReadOnlyList<HouseholdValues> values) =>
        StatementEnds.ReadAsync(session, run.Row.Id, _facts, values[0].Household, values[^1].Household);

    // Nothing is prepared before it is approved.
    private async Task<Dictionary<string, PaymentAttemptRow>> PaymentsAsync(bool isWanted, IReadOnlyList<HouseholdValues> values) =>
        isWanted && run.Life.ApprovedAt is not null
            ? (await PaymentStore.LatestAsync(session, run.Row.Id, [.. values.Select(household => household.Household)]))
                .ToDictionary(payment => payment.HouseholdId, StringComparer.Ordinal)
            : [];

    // A roster that came with the request has ids only: whoever has the same id here may be somebody else.
    private async Task<Dictionary<string, SheetPerson?>> PersonsAsync(bool withPersons, IReadOnlyList<HouseholdValues> values)
    {
        if (!withPersons || run.Row.Roster != RosterKinds.Stored)
        {
            return [];
        }

        var facts = await HouseholdStore.RangeAsync(
            session, run.Row.OrganizationId, values[0].Household, values[^1].Household);
        return facts.GroupBy(fact => fact.HouseholdId, StringComparer.Ordinal).ToDictionary(
            household => household.Key, household => SheetPerson.Of(run.Row, household.ToArray(), _payDay), StringComparer.Ordinal);
    }
}
