using LinkageService.Access;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage;

namespace LinkageService.Features.Statements;

/// <summary>Which statements of a run are wanted, and in which order. What is not stated does not narrow it.</summary>
internal sealed record StatementQuery
{
    /// <summary>Part of a member number or of a name, capital letters or not.</summary>
    public string? Search { get; init; }

    /// <summary>Only households with an amount of this step.</summary>
    public string? Step { get; init; }

    /// <summary>Only households with an amount under this benefit.</summary>
    public string? Benefit { get; init; }

    /// <summary>Only totals from this many fen on.</summary>
    public long? MinTotalFen { get; init; }

    /// <summary>Only totals up to this many fen.</summary>
    public long? MaxTotalFen { get; init; }

    /// <summary>Only households that carry this tag: one of <see cref="StatementSelection.Tags"/>.</summary>
    public string? Tag { get; init; }

    /// <summary>Only households with this value of the first label, such as a village.</summary>
    public string? LabelValue { get; init; }

    /// <summary><c>household</c>, <c>name</c>, <c>label:</c> and its name, <c>total</c>, <c>payable</c>, or the id of a step.</summary>
    public string SortBy { get; init; } = StatementOrder.Household;

    /// <summary>Whether the largest come first; equal ones are in the order of their member numbers either way.</summary>
    public bool Descending { get; init; }
}

/// <summary>
/// The statements that fit a query. It holds the places of its households and their sums only; the columns are shared with
/// all sessions, and <see cref="FindStatements.WindowAsync"/> gives the rows.
/// </summary>
internal sealed record StatementSelection
{
    /// <summary>Of which run.</summary>
    public required string Run { get; init; }

    /// <summary>The columns of amounts, in order.</summary>
    public required IReadOnlyList<SheetColumn> Columns { get; init; }

    /// <summary>Tags a query may ask for.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The labels of the run, such as the village; empty for a scheme without.</summary>
    public required IReadOnlyList<SheetLabel> Labels { get; init; }

    /// <summary>Whether names are known: not for households that came with the request.</summary>
    public required bool HasNames { get; init; }

    /// <summary>Whether the run settles earlier corrections, so that what is paid differs from the total.</summary>
    public required bool Settles { get; init; }

    /// <summary>Whether the amounts are differences to what was paid, which a policy pays or carries.</summary>
    public required bool IsCorrection { get; init; }

    /// <summary>Whether the run only pays what corrections left open: it has no columns, and its total is nothing.</summary>
    public required bool IsSettlement { get; init; }

    /// <summary>Households of the run.</summary>
    public required int Households { get; init; }

    /// <summary>Households that fit.</summary>
    public required int Count { get; init; }

    /// <summary>Those of them who are paid anything with the run.</summary>
    public required int Paid { get; init; }

    /// <summary>Sum of what they are due and paid.</summary>
    public required Payable Sum { get; init; }

    /// <summary>Whether tax or debts are taken from what the run pays.</summary>
    public required bool Withholds { get; init; }

    /// <summary>Sums of their amounts in fen, in the order of <see cref="Columns"/>.</summary>
    public required IReadOnlyList<long> AmountsFen { get; init; }

    /// <summary>Places in the run, in the order asked for; null for all households in the order of the sheet.</summary>
    internal int[]? Order { get; init; }
}

/// <summary>The statement of one household, on one line.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Name">Whom it is named after; null where that is not known.</param>
/// <param name="Labels">Its values of <see cref="StatementSelection.Labels"/>.</param>
/// <param name="AmountsFen">Its amounts, in the order of <see cref="StatementSelection.Columns"/>; 0 for no line.</param>
/// <param name="Payable">What it is due, and paid.</param>
internal sealed record StatementLine(
    string Household, string? Name, IReadOnlyList<string> Labels, IReadOnlyList<long> AmountsFen, Payable Payable);

/// <summary>The statements of a run as a grid: search, filter, sort, totals that follow the filter, and rows by place.</summary>
internal sealed class FindStatements(Database database, RunFactsCache cache, RunSheets sheets)
{
    /// <summary>Rows of a window at most.</summary>
    /// <value>1,000.</value>
    public const int MaxOfWindow = 1000;

    /// <summary>The statements that fit.</summary>
    /// <exception cref="RefusedException">There is no such run, or the query asks for what the run does not have.</exception>
    public async Task<StatementSelection> HandleAsync(
        Caller caller, string run, StatementQuery query, CancellationToken cancellation)
    {
        await database.ReadAsync(async session => await RunAccess.FactsAsync(session, caller, cache, run), cancellation);
        var sheet = await sheets.OfAsync(run, cancellation);
        var found = Filter(sheet, query);
        var order = StatementOrder.Sort(sheet, found, query.SortBy, query.Descending);
        return Select(run, sheet, order);
    }

    /// <summary>Some rows of a selection, from a place on; fewer at its end.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="selection">From <see cref="HandleAsync"/>.</param>
    /// <param name="first">The place of the first row, from 0.</param>
    /// <param name="count">How many, at most <see cref="MaxOfWindow"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">The run is not there, or not the caller's any more.</exception>
    public async Task<IReadOnlyList<StatementLine>> WindowAsync(
        Caller caller, StatementSelection selection, int first, int count, CancellationToken cancellation)
    {
        await database.ReadAsync(async session => await RunAccess.FactsAsync(session, caller, cache, selection.Run), cancellation);
        var sheet = await sheets.OfAsync(selection.Run, cancellation);
        var from = Math.Clamp(first, 0, selection.Count);
        var lines = new StatementLine[Math.Clamp(count, 0, Math.Min(MaxOfWindow, selection.Count - from))];
        for (var line = 0; line < lines.Length; line++)
        {
            lines[line] = Line(sheet, selection.Order?[from + line] ?? from + line);
        }

        return lines;
    }

    private static StatementLine Line(RunSheet sheet, int household)
    {
        var amounts = new long[sheet.Columns.Count];
        for (var column = 0; column < amounts.Length; column++)
        {
            amounts[column] = sheet.AmountsFen[column][household];
        }

        var name = sheet.Names?[household];
        return new StatementLine(
            sheet.Households[household], string.IsNullOrEmpty(name) ? null : name, [.. sheet.Labels.Select(label => label[household])],
            amounts, sheet.PayableOf(household));
    }

    // The places that fit, as a village counts them; null for all of them in the order of the sheet.
    private static int[]? Filter(RunSheet sheet, StatementQuery query)
    {
        var fits = Conditions(sheet, query).ToArray();
        var all = sheet.ByNumber ?? Enumerable.Range(0, sheet.Count);
        return fits.Length == 0
            ? sheet.ByNumber?.ToArray()
            : [.. all.Where(household => Array.TrueForAll(fits, condition => condition(household)))];
    }

    // The cheap ones first.
    private static IEnumerable<Func<int, bool>> Conditions(RunSheet sheet, StatementQuery query)
    {
        if (query.MinTotalFen is { } min)
        {
            yield return household => sheet.TotalsFen[household] >= min;
        }

        if (query.MaxTotalFen is { } max)
        {
            yield return household => sheet.TotalsFen[household] <= max;
        }

        if (query.Tag is { } tag)
        {
            var carriers = sheet.Tags.TryGetValue(tag, out var mask) ? mask : throw NotThere(tag, "tag", sheet.Tags.Keys);
            yield return carriers.Contains;
        }

        if (query.LabelValue is { } value)
        {
            var known = sheet.Labels.Count == 0 ? [] : sheet.Labels[0].Values;
            var code = known.Index().Where(each => each.Item == value).Select(each => (int?)each.Index).FirstOrDefault()
                ?? throw NotThere(value, "label", known);
            yield return household => sheet.Labels[0].Codes[household] == code;
        }

        if (query.Step is { } step)
        {
            var amounts = sheet.AmountsFen[StatementOrder.ColumnOf(sheet, step, "step")];
            yield return household => amounts[household] != 0;
        }

        if (query.Benefit is { } benefit)
        {
            var columns = Enumerable.Range(0, sheet.Columns.Count)
                .Where(column => string.Equals(sheet.Columns[column].Benefit, benefit, StringComparison.Ordinal))
                .Select(column => sheet.AmountsFen[column]).ToArray();
            yield return columns.Length > 0
                ? household => Array.Exists(columns, column => column[household] != 0)
                : throw NotThere(benefit, "benefit", sheet.Columns.Select(column => column.Benefit));
        }

        if (query.Search?.Trim() is { Length: > 0 } search)
        {
            yield return household => sheet.Households.Contains(household, search) || sheet.Names?.Contains(household, search) == true;
        }
    }

    private static StatementSelection Select(string run, RunSheet sheet, int[]? order)
    {
        var count = order?.Length ?? sheet.Count;
        var (paid, sum) = (0, default(Payable));
        var amounts = new long[sheet.Columns.Count];
        for (var line = 0; line < count; line++)
        {
            var household = order?[line] ?? line;
            var payable = sheet.PayableOf(household);
            (paid, sum) = (paid + (payable.PaidFen > 0 ? 1 : 0), sum + payable);
            for (var column = 0; column < amounts.Length; column++)
            {
                amounts[column] += sheet.AmountsFen[column][household];
            }
        }

        return new StatementSelection
        {
            Run = run,
            Columns = sheet.Columns,
            Tags = [.. sheet.Tags.Keys],
            Labels = sheet.Labels,
            HasNames = sheet.Names is not null,
            Settles = sheet.SettledFen is not null,
            IsCorrection = sheet.Policy is not null,
            IsSettlement = sheet.IsSettlement,
            Households = sheet.Count,
            Count = count,
            Paid = paid,
            Sum = sum,
            Withholds = sheet.Withheld is not null,
            AmountsFen = amounts,
            Order = order,
        };
    }

    /// <summary>The query names something that the run does not have.</summary>
    internal static RefusedException NotThere(string name, string field, IEnumerable<string> known)
    {
        var (shown, list) = (NumberProblems.Shorten(name), string.Join(", ", known.Distinct(StringComparer.Ordinal)));
        return new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
            $"这次核算没有“{shown}”；可用：{list}", $"the run has no \"{shown}\"; it has: {list}", field));
    }
}
