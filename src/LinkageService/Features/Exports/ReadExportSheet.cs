using LinkageService.Access;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Exports;

/// <summary>Reads what an export says of a run as a whole: a first pass over its households adds up the columns.</summary>
internal static class ReadExportSheet
{
    /// <param name="session">A snapshot.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">Which run.</param>
    /// <param name="words">The language.</param>
    /// <param name="time">Says today.</param>
    /// <param name="withTotals">Whether sums are wanted; one household's page does without.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Errors.RefusedException"><c>unknown_run</c>.</exception>
    public static async Task<(ExportSheet Sheet, SheetRows Rows)> HandleAsync(
        Session session, Caller caller, string id, ExportWords words, TimeProvider time, bool withTotals, CancellationToken cancellation)
    {
        var run = StoredRun.Of(await RunAccess.RequireAsync(session, caller, id));
        var scheme = await RunRecomputation.SchemeAsync(session, run.Row);
        var organization = (await OrganizationStore.FindAsync(session, run.Row.OrganizationId))!;
        var rows = new SheetRows(session, run, time);
        var steps = run.Columns.Steps;
        var carried = rows.CarriedColumns;
        var (sums, counts) = (new long[steps.Count + carried.Count], new int[steps.Count + carried.Count]);
        var totals = withTotals ? await AddUpAsync(rows, sums, counts, cancellation) : new SheetTotals();
        var columns = steps.Select((step, at) => (step.IsRecord, Column: new ExportColumn(
            at, step.Step, TitleOf(scheme, step.Step, words), sums[at], counts[at]))).ToArray();
        var sheet = new ExportSheet(run, organization, scheme, words)
        {
            Lines = columns.Where(column => !column.IsRecord).Select(column => column.Column).ToArray(),
            // The claims that a settlement notes are what it settles: no column of their own.
            Records = run.Settlement is not null
                ? []
                : columns.Where(column => column.IsRecord).Select(column => column.Column).ToArray(),
            Carried = carried.Select((column, at) => new ExportColumn(
                steps.Count + at, column.Step, words.Of(column.Title), sums[steps.Count + at], counts[steps.Count + at])).ToArray(),
            Totals = totals,
        };
        return (sheet, rows);
    }

    private static async Task<SheetTotals> AddUpAsync(SheetRows rows, long[] sums, int[] counts, CancellationToken cancellation)
    {
        var totals = new SheetTotals();
        await foreach (var household in rows.ReadAsync(withPersons: false, cancellation))
        {
            for (var step = 0; step < sums.Length; step++)
            {
                sums[step] += household.Amounts[step];
                counts[step] += household.Amounts[step] == 0 ? 0 : 1;
            }

            totals = totals with
            {
                Households = totals.Households + 1,
                WithTotal = totals.WithTotal + (household.Payable.TotalFen == 0 ? 0 : 1),
                Paid = totals.Paid + (household.Payable.PaidFen == 0 ? 0 : 1),
                Payable = totals.Payable + household.Payable,
            };
        }

        return totals;
    }

    private static string TitleOf(Scheme scheme, string step, ExportWords words) =>
        scheme.Steps.FirstOrDefault(known => known.Id == step) is { } found ? words.Of(found.Title) : step;
}
