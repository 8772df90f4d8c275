using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Households;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Looks through a roster's file with a person who mends it cell by cell, then imports it. The file is read again each time, with
/// their changes, so that what is checked is what is imported; nothing of it is kept in memory between two readings.
/// </summary>
internal sealed class ImportRosterFile(ImportHouseholds import, RosterHeadingMemory memory, Limits limits) : IDisposable
{
    /// <summary>Rows of each kind that are shown; the next bad ones follow when these are mended.</summary>
    /// <value>50.</value>
    public const int MaxShown = 50;

    // Each reading holds the households of its file while it lasts.
    private const int AtOnce = 2;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>Says what an import would do and what is wrong; nothing is stored.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="organization">The organisation whose remembered headings count.</param>
    /// <param name="file">The file, with what was changed of it.</param>
    /// <param name="validFrom">From when on the roster is to stand so; null for today in China.</param>
    /// <param name="show">Rows that were shown as bad or doubtful before, and stay among those.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Told now and then, on any thread, how many rows were read.</param>
    /// <exception cref="RefusedException">It is not a table that can be read, or the organisation is not the caller's.</exception>
    public Task<RosterCheck> CheckAsync(
        Caller caller, string organization, RosterFile file, DateOnly? validFrom, IReadOnlyDictionary<int, CheckedRowKind> show,
        CancellationToken cancellation, Action<int>? read = null) =>
        InTurnAsync(async () =>
        {
            var (mending, columns) = (file.Mending, await memory.ColumnsAsync(organization, cancellation));
            var draft = Read(file, mending, columns, read, cancellation);
            var report = await import.HandleAsync(
                caller, new ImportHouseholdsRequest(organization, draft, validFrom, IsDryRun: true), cancellation);
            return Describe(file, mending, columns, report, show, cancellation);
        }, cancellation);

    /// <summary>Imports the file as it was mended: all of it, or nothing.</summary>
    /// <exception cref="RefusedException">Something is wrong with it; nothing is stored.</exception>
    public Task<ImportReport> ImportAsync(
        Caller caller, string organization, RosterFile file, DateOnly? validFrom, bool changesLaterFacts,
        CancellationToken cancellation, Action<int>? read = null) =>
        InTurnAsync(
            async () =>
            {
                var columns = await memory.ColumnsAsync(organization, cancellation);
                var draft = Read(file, file.Mending, columns, read, cancellation);
                return await import.HandleAsync(
                    caller,
                    new ImportHouseholdsRequest(organization, draft, validFrom, IsDryRun: false)
                    {
                        ChangesLaterFacts = changesLaterFacts,
                        Source = new ImportSource(RosterImportKinds.File, NameOf(file), file.Digest),
                    },
                    cancellation);
            },
            cancellation);

    /// <summary>Mends a file that was chosen anew as it was mended before: by household and column, not by row.</summary>
    /// <param name="organization">Whose roster.</param>
    /// <param name="before">The file as it was chosen before, with what was changed of it.</param>
    /// <param name="file">The file as it is now; gets what still fits it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It is not a table that can be read.</exception>
    public Task<CarriedMends> CarryAsync(string organization, RosterFile before, RosterFile file, CancellationToken cancellation) =>
        InTurnAsync(
            async () => RosterMends.Carry(before, file, await memory.ColumnsAsync(organization, cancellation), cancellation), cancellation);

    // What a browser or a shell calls it, as far as it is a name.
    private static string? NameOf(RosterFile file) =>
        TextRules.Trim(new string([.. file.Name.Where(letter => !char.IsControl(letter)).Take(TextRules.MaxName)]));

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    // Away from the caller, which may be a session that has a page to draw.
    private async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellation)
    {
        await _turns.WaitAsync(cancellation);
        try
        {
            return await Task.Run(act, cancellation);
        }
        catch (TableException exception)
        {
            throw new RefusedException(Failure.Of(exception.Problem));
        }
        finally
        {
            _turns.Release();
        }
    }

    private ImportDraft Read(
        RosterFile file, TableMending mending, RosterTableColumns columns, Action<int>? read, CancellationToken cancellation)
    {
        using var table = file.Open(mending, new RosterHeadings(columns));
        return RosterTableReader.Read(table, columns, ImportMemory.Of(limits), cancellation, read, file.NumbersHouseholds);
    }

    private static RosterCheck Describe(
        RosterFile file, TableMending mending, RosterTableColumns columns, ImportReport report,
        IReadOnlyDictionary<int, CheckedRowKind> show, CancellationToken cancellation)
    {
        using var table = file.Open(TableMending.None with { FirstRow = mending.FirstRow }, new RosterHeadings(columns));
        var headings = table.Headings;
        var described = Columns(headings, mending, columns);
        var problems = report.Draft.Problems.ToLookup(problem => problem.Row);
        var doubts = report.Draft.Warnings.ToLookup(warning => warning.Row);
        var passedOver = report.Draft.Reading!.Skipped.Select(row => row.Row).ToHashSet();
        var bad = problems.Select(row => row.Key).Where(row => row > headings.Number).Order().ToArray();
        var doubtful = doubts.Select(row => row.Key)
            .Where(row => row > headings.Number && !problems.Contains(row) && !passedOver.Contains(row)).Order().ToArray();
        var wanted = new Dictionary<int, CheckedRowKind>(show);
        foreach (var (row, kind) in bad.Take(MaxShown).Select(row => (row, CheckedRowKind.Bad))
            .Concat(doubtful.Take(MaxShown).Select(row => (row, CheckedRowKind.Doubtful))))
        {
            wanted.TryAdd(row, kind);
        }

        var rows = Rows(table, wanted, passedOver, mending, described, problems, doubts, cancellation)
            .OrderBy(row => row.Kind).ThenBy(row => row.Number).ToArray();
        return new RosterCheck(
            headings.Number, described, report.Draft.Rows, report.Draft.Households.Count, report.Added, report.Changed, report.Unchanged,
            report.Draft.ProblemCount, bad.Length,
            problems.Where(row => row.Key <= headings.Number).SelectMany(row => row.Select(problem => problem.Problem)).ToArray(),
            rows)
        {
            Reading = report.Draft.Reading!,
            DoubtfulRowCount = doubtful.Length,
            Warnings = report.Draft.Warnings.OrderBy(warning => warning.Row).Take(MaxShown)
                .Select(warning => new CheckedWarning(warning.Row, warning.Cell, warning.Message)).ToArray(),
            WarningCount = report.Draft.WarningCount,
            Changes = report.Changes,
            Missing = report.Missing,
            MissingCount = report.MissingCount,
            AddedHouseholds = report.AddedHouseholds,
            LaterFacts = report.LaterFacts,
            LaterFactCount = report.LaterFactCount,
        };
    }

    private static CheckedColumn[] Columns(TableRow headings, TableMending mending, RosterTableColumns columns)
    {
        var read = mending.CellsOf(headings, headings.Cells.Count);
        var found = columns.FindAll(mending.Apply(headings, headings.Cells.Count).Cells);
        return headings.Cells.Select((written, at) => new CheckedColumn(
            at, written.Trim(), read[at].Trim(), found[at],
            mending.LeavesOutColumn(at) || found[at] == RosterColumn.LeftOut)
            {
                IsRemembered = columns.Remembers(read[at]), SharedBy = columns.SharedBy(read[at]),
            }).ToArray();
    }

    // The rows that are wanted, and the first of those that need nothing.
    private static IEnumerable<CheckedRow> Rows(
        TableReader table, IReadOnlyDictionary<int, CheckedRowKind> wanted, HashSet<int> passedOver, TableMending mending,
        CheckedColumn[] columns, ILookup<int, ImportProblem> problems, ILookup<int, ImportWarning> doubts, CancellationToken cancellation)
    {
        for (var (left, fine) = (wanted.Count, MaxShown); left + fine > 0 && table.Read() is { } row;)
        {
            cancellation.ThrowIfCancellationRequested();
            var isWanted = wanted.TryGetValue(row.Number, out var kind);
            if (!isWanted && (fine == 0 || passedOver.Contains(row.Number) || problems.Contains(row.Number) || doubts.Contains(row.Number)))
            {
                continue;
            }

            (left, fine) = isWanted ? (left - 1, fine) : (left, fine - 1);
            yield return new CheckedRow(
                row.Number, mending.CellsOf(row, columns.Length), mending.LeavesOutRow(row.Number),
                problems[row.Number].Select(problem => new CheckedCell(problem.Place, problem.Cell, problem.Problem.Message)).ToArray())
            {
                Kind = isWanted ? kind : CheckedRowKind.Fine,
                Words = RosterReading.RowWords(table.Sheets, row.Number),
                Place = SheetRow.SheetOf(table.Sheets, row.Number) is { } sheet
                    ? $"{sheet} {SheetRow.RowOf(table.Sheets, row.Number)}" : $"{row.Number}",
                Doubts = doubts[row.Number].Select(doubt => new CheckedCell(doubt.Place, doubt.Cell, doubt.Message)).ToArray(),
            };
        }
    }
}
