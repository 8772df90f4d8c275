using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Facts;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports;

/// <summary>Reads what an export says of a run as a whole: a first pass over its households adds up the columns.</summary>
internal static class ReadExportSheet
{
    /// <param name="session">A snapshot.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="id">Which run.</param>
    /// <param name="words">The language.</param>
    /// <param name="packs">What the law asks of the notice.</param>
    /// <param name="time">Says today.</param>
    /// <param name="withTotals">Whether sums are wanted; one household's page does without.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Errors.RefusedException"><c>unknown_run</c>.</exception>
    public static async Task<(ExportSheet Sheet, SheetRows Rows)> HandleAsync(
        Session session, Caller caller, string id, ExportWords words, RulePacks packs, TimeProvider time, bool withTotals,
        CancellationToken cancellation)
    {
        var run = StoredRun.Of(await RunAccess.RequireAsync(session, caller, id));
        var scheme = await RunRecomputation.SchemeAsync(session, run.Row);
        var organization = (await OrganizationStore.FindAsync(session, run.Row.OrganizationId))!;
        var charter = (await OrganizationFacts.ReadAsync(session, organization.Id, Dates.Today(time))).Charter;

        // By the law of the day it last changed: the papers of a run say the same whenever they are printed.
        var changed = DateOnly.FromDateTime(Dates.InChina(Moment.ToTime(run.Row.UpdatedAt)).DateTime);
        var labels = RunLabel.Of(run, scheme);
        var rows = new SheetRows(session, run, labels, time, scheme.RosterSchema.Holdings.Count);
        var steps = run.Columns.Steps;
        var carried = rows.CarriedColumns;
        var sums = new ColumnSums(
            steps.Count + carried.Count, labels.Count == 0 ? 1 : labels[0].Values.Count, scheme.RosterSchema.Holdings.Count);
        if (withTotals)
        {
            await sums.AddAsync(rows, cancellation);
        }

        var columns = steps.Select((step, at) => (step.IsRecord, Column: new ExportColumn(
            at, step.Step, TitleOf(scheme, step.Step, words), sums.Fen(at), sums.Counts[at]))).ToArray();
        var titles = new SchemeTitles(scheme);
        var sheet = new ExportSheet(run, organization, scheme, words)
        {
            Lines = columns.Where(column => !column.IsRecord).Select(column => column.Column).ToArray(),
            // The claims that a settlement notes are what it settles: no column of their own.
            Records = run.Settlement is not null
                ? []
                : columns.Where(column => column.IsRecord).Select(column => column.Column).ToArray(),
            Carried = carried.Select((column, at) => new ExportColumn(
                steps.Count + at, column.Step, words.Of(column.Title), sums.Fen(steps.Count + at),
                sums.Counts[steps.Count + at])).ToArray(),
            Shares = rows.HasShares ? [.. SharesOf(run, scheme, titles, words, sums.Shares)] : [],
            Labels = [.. labels.Select((label, at) => new ExportLabel(
                at, label.Name, words.Of(SchemeTitles.AsLabel(titles.Of(label.Name))), label.Values))],
            Groups = withTotals && labels.Count > 0
                ? [.. run.Summary.Labels[0].Values.Select((value, at) => sums.Group(at, value))]
                : [],
            SetOffs = run.Life.Withholding is { SetOffFen: not 0 }
                ? (await SetOffStore.ListAsync(session, run.Row.Id)).ToDictionary(debt => debt.Id, StringComparer.Ordinal)
                : new Dictionary<string, SetOffRow>(),
            NoticeDays = (NoticeTerm.Of(packs, organization, run.Row, changed) with { Charter = charter?.NoticeDays }).Standard,
            Today = Dates.Today(time),
            Totals = sums.Totals,
        };
        return (sheet, rows);
    }

    private static IEnumerable<ExportShare> SharesOf(
        StoredRun run, Scheme scheme, SchemeTitles titles, ExportWords words, IReadOnlyList<Int128> sums) =>
        scheme.RosterSchema.Holdings.Select((holding, at) => new ExportShare(
            at, holding.Name, words.Of(SchemeTitles.AsLabel(titles.Of(holding.Name))), words.Of(titles.UnitOf(holding.Name)),
            holding.Decimals, holding.IsTimeWeighted && run.Window is { } window ? window.Days : 1)
        {
            Sum = sums[at],
        });

    private static string TitleOf(Scheme scheme, string step, ExportWords words) =>
        scheme.Steps.FirstOrDefault(known => known.Id == step) is { } found ? words.Of(found.Title) : step;

    /// <summary>What the columns come to, for each value of the first label.</summary>
    private sealed class ColumnSums(int columns, int groups, int holdings)
    {
        private readonly long[][] _fen = Enumerable.Range(0, groups).Select(_ => new long[columns]).ToArray();
        private readonly SheetTotals[] _totals = Enumerable.Range(0, groups).Select(_ => new SheetTotals()).ToArray();

        /// <summary>How many households have an amount in each column.</summary>
        public int[] Counts { get; } = new int[columns];

        /// <summary>What all households hold.</summary>
        public Int128[] Shares { get; } = new Int128[holdings];

        /// <summary>Over all households.</summary>
        public SheetTotals Totals => _totals.Aggregate(new SheetTotals(), (all, group) => all.Plus(group));

        public long Fen(int column) => _fen.Sum(sums => sums[column]);

        public SheetGroup Group(int at, LabelValueTotals value) => new(value.Value, _totals[at], _fen[at], value.Funds);

        public async Task AddAsync(SheetRows rows, CancellationToken cancellation)
        {
            await foreach (var household in rows.ReadAsync(withPersons: false, cancellation))
            {
                var sums = _fen[household.Group];
                for (var column = 0; column < sums.Length; column++)
                {
                    sums[column] += household.Amounts[column];
                    Counts[column] += household.Amounts[column] == 0 ? 0 : 1;
                }

                for (var share = 0; share < household.Shares.Length; share++)
                {
                    Shares[share] += household.Shares[share];
                }

                _totals[household.Group] = _totals[household.Group].Plus(household.Payable);
            }
        }
    }
}
