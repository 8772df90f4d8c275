using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Sums within a table of persons: of one household (小计 below its persons), of a group or of a page. Their rows are passed over; what they
/// say is compared with the rows they are of, once all of them are read.
/// </summary>
/// <param name="cells">The table's columns.</param>
/// <param name="draft">Gets the warnings.</param>
internal sealed class HouseholdParts(RosterCells cells, ImportDraft draft)
{
    private static readonly string[] Plain = ["小计", "subtotal", "subtotals"];

    // What all rows make, and those since the last sum; each number counted, or of each household the first.
    private readonly decimal[] _lines = new decimal[cells.Columns.Count];
    private readonly decimal[] _linesSince = new decimal[cells.Columns.Count];
    private readonly decimal[] _firsts = new decimal[cells.Columns.Count];
    private readonly decimal[] _firstsSince = new decimal[cells.Columns.Count];
    private readonly Dictionary<RosterRows, decimal[]> _before = [];
    private readonly List<Part> _parts = [];

    /// <summary>Counts a quantity of a person's row.</summary>
    public void AddLine(int at, string text, bool isFirst)
    {
        if (!RosterTotals.TryRead(text, out var value))
        {
            return;
        }

        (_lines[at], _linesSince[at]) = (_lines[at] + value, _linesSince[at] + value);
        if (isFirst)
        {
            (_firsts[at], _firstsSince[at]) = (_firsts[at] + value, _firstsSince[at] + value);
        }
    }

    /// <summary>Sees a row among those of a household that is none of its persons.</summary>
    public void SeeOf(RosterRows rows, TableRow row)
    {
        if (WordsOf(row).Any(SumWord.IsAlone))
        {
            See(rows, row, isOfTable: false);
        }
    }

    /// <summary>Sees a row of sums that names no household.</summary>
    /// <param name="above">The household whose rows stand right above it; null for none.</param>
    /// <param name="row">The sums, each in the column it is of.</param>
    public void SeeBelow(RosterRows? above, TableRow row)
    {
        var words = WordsOf(row).Select(SumWord.Condense).ToArray();
        var isOfOne = above is not null && words.Any(RosterTotals.IsOfOne);
        if (isOfOne || (above is not null && words.Any(word => Plain.Contains(word, StringComparer.Ordinal))))
        {
            if (See(above, row, isOfTable: !isOfOne))
            {
                return;
            }
        }
        else if (!words.Any(RosterTotals.IsOfAll))
        {
            See(rows: null, row, isOfTable: true);
        }

        Array.Clear(_linesSince);
        Array.Clear(_firstsSince);
    }

    /// <summary>Warns of each that is not what its rows make; not before every cell of its column could be read.</summary>
    public void Compare()
    {
        if (draft.ProblemsAt(-1) + draft.ProblemsAt(cells.ColumnOf(RosterField.HouseholdId)) > 0)
        {
            return;
        }

        foreach (var part in _parts.Where(part => draft.ProblemsAt(part.Column) == 0))
        {
            var ofHousehold = part.Rows is { } rows ? Of(rows, part.Column) : [];
            if (part.Fits.Contains(part.Stated) || ofHousehold.Contains(part.Stated))
            {
                continue;
            }

            var sum = ofHousehold is [var whole, ..] ? whole : part.Fits[0];
            var (stated, made, difference) = (
                RosterTotals.Text(part.Stated), RosterTotals.Text(sum), RosterTotals.Text(sum - part.Stated));
            var (zh, en) = part.Rows is null ? ("上面各行", "the rows above it") : ("这一户各行", "the rows of this household");
            draft.Warn(new ImportWarning(
                part.Row, part.Column, cells.HeadingOf(part.Column), RosterDoubts.SumMismatch, new LocalizedText(
                    $"这一行“{part.Text}”写的是 {stated}，{zh}相加是 {made}，相差 {difference}；请看是哪一行不对",
                    $"this row (\"{part.Text}\") says {stated}, {en} make {made}, a difference of {difference}")));
        }
    }

    // Whether what it says is what the household has so far, or since its last sum.
    private bool See(RosterRows? rows, TableRow row, bool isOfTable)
    {
        var words = WordsOf(row).ToArray();
        var text = NumberProblems.Shorten(words.FirstOrDefault(SumWord.IsAlone) ?? words.FirstOrDefault() ?? "");
        var before = rows is null ? null : _before.GetValueOrDefault(rows);
        var isOfHousehold = rows is not null;
        foreach (var (at, figure) in cells.Figures(row).Where(each => !row.Filled.Contains(each.Key)))
        {
            if (!RosterTotals.TryRead(figure, out var stated) || (rows is null && cells.Columns[at] is { Field: RosterField.Members }))
            {
                continue;
            }

            var fits = rows is null ? new List<decimal>() : [.. Of(rows, at), Of(rows, at)[0] - (before?[at] ?? 0)];
            isOfHousehold &= fits.Contains(stated);
            if (isOfTable)
            {
                fits.AddRange([_linesSince[at], _lines[at], _firstsSince[at], _firsts[at]]);
            }

            _parts.Add(new Part(rows, row.Number, at, text, stated, fits));
        }

        if (rows is not null)
        {
            _before[rows] = [.. Enumerable.Range(0, cells.Columns.Count)
                .Select(at => cells.Columns[at] is { IsNumber: true } ? Of(rows, at)[0] : 0)];
        }

        return isOfHousehold;
    }

    // What a household has: each number counted, and the first where all say the same.
    private decimal[] Of(RosterRows rows, int at)
    {
        var first = rows.TextOf(at) is { } text && RosterTotals.TryRead(text, out var value) ? value : 0;
        return cells.Columns[at] is { Field: RosterField.Members } ? [first, rows.Persons.Count]
            : rows.RepeatedOf(at) is not { } repeated ? [first]
            : repeated.Other is null ? [repeated.Sum, first]
            : [repeated.Sum];
    }

    private static IEnumerable<string> WordsOf(TableRow row) => row.Cells
        .Where((cell, at) => !row.Filled.Contains(at) && cell.Any(char.IsLetter)).Select(cell => cell.Trim());

    private sealed record Part(RosterRows? Rows, int Row, int Column, string Text, decimal Stated, IReadOnlyList<decimal> Fits);
}
