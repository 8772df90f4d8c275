using System.Runtime.CompilerServices;
using LinkageService.Documents;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports;

/// <summary>The households of a run by member number, a block at a time: no more than one block is in memory.</summary>
internal sealed class SheetRows(Session session, StoredRun run, TimeProvider time)
{
    private readonly RunFacts _facts = RunFacts.Of(run.Row);
    private readonly (string Date, long KnownAt) _payDay = PayDay(run, time);

    /// <summary>The columns that went on from an earlier run, of a run whose statements have any.</summary>
    public IReadOnlyList<(int Column, string Step, LocalizedText Title)> CarriedColumns { get; } =
        RunFacts.Of(run.Row).Carry?.Columns() ?? [];

    /// <summary>The households with their amounts.</summary>
    /// <param name="withPersons">Whether it is wanted who they are.</param>
    /// <param name="cancellation">Stops it between two blocks.</param>
    public async IAsyncEnumerable<SheetHousehold> ReadAsync(
        bool withPersons, [EnumeratorCancellation] CancellationToken cancellation)
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
            var persons = await PersonsAsync(withPersons, values);
            var settled = await SettledAsync(values);
            foreach (var household in values)
            {
                yield return Of(household, settled, persons);
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
        return Of(found, await SettledAsync(values), await PersonsAsync(withPersons: true, values));
    }

    // Printed again later, a sheet shows the accounts that were paid.
    private static (string Date, long KnownAt) PayDay(StoredRun run, TimeProvider time) =>
        run.Life is { PaidOn: { } on, PaidAt: { } at } && Dates.TryReadMoment(at, out var known)
            ? (on, known)
            : (Dates.Text(Dates.Today(time)), long.MaxValue);

    private SheetHousehold Of(HouseholdValues household, ILookup<string, long> settled, Dictionary<string, SheetPerson?> persons)
    {
        long[] amounts =
            [.. run.Columns.Amounts(household), .. CarriedColumns.Select(carried => household.Values[carried.Column])];
        return new SheetHousehold(household.Household, amounts)
        {
            CarriedFrom = _facts.Carry?.FromOf(household.Values),
            Payable = Payable.Of(_facts.Policy, _facts.TotalFen(household), settled[household.Household].Sum()),
            Person = persons.GetValueOrDefault(household.Household),
        };
    }

    private async Task<ILookup<string, long>> SettledAsync(IReadOnlyList<HouseholdValues> values)
    {
        var rows = _facts.Settles
            ? await CarryStore.SettlementsAsync(session, run.Row.Id, values[0].Household, values[^1].Household)
            : [];
        return rows.ToLookup(row => row.HouseholdId, row => row.AmountFen, StringComparer.Ordinal);
    }

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
