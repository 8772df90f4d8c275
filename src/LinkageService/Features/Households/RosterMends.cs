using LinkageService.Engine.Rosters;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>What became of the cells and rows that were mended when their file was chosen again.</summary>
/// <param name="Rows">Rows of the file that are mended as before.</param>
/// <param name="Cells">How many cells of them were written anew, and rows left out.</param>
/// <param name="Missed">Those that no longer fit: the household and the heading; the heading empty for a row that was left out.</param>
public sealed record CarriedMends(IReadOnlyList<int> Rows, int Cells, IReadOnlyList<(string Household, string Heading)> Missed);

/// <summary>
/// What a person mended of a roster's file, known by household and column: somebody who chooses the file again, with a row more or
/// another order, has not mended it for nothing. A cell is mended again only where it still holds what it held before.
/// </summary>
internal static class RosterMends
{
    /// <summary>Mends a file as the one before it was mended.</summary>
    public static CarriedMends Carry(RosterFile before, RosterFile file, RosterTableColumns columns, CancellationToken cancellation)
    {
        var mending = before.Mending;
        var touched = mending.Cells.Select(cell => cell.Row).Concat(mending.RowsOut).ToHashSet();
        var mends = new Dictionary<(string, int), Mended>();
        using (var table = before.Open(TableMending.None with { FirstRow = mending.FirstRow }, new RosterHeadings(columns)))
        {
            var cells = mending.Cells.ToLookup(cell => cell.Row);
            foreach (var (key, row) in Rows(table, columns, cancellation).Where(row => touched.Contains(row.Row.Number)))
            {
                mends[key] = new Mended(
                    row, mending.LeavesOutRow(row.Number),
                    cells[row.Number].Where(cell => cell.Column < table.Headings.Cells.Count)
                        .Select(cell => (table.Headings.Cells[cell.Column].Trim(), Text(row, cell.Column), cell.Text)).ToArray());
            }
        }

        return mends.Count == 0 ? new CarriedMends([], 0, []) : Apply(file, before.Sheet, mends, columns, cancellation);
    }

    private static CarriedMends Apply(
        RosterFile file, string? sheet, Dictionary<(string Id, int Nth), Mended> mends, RosterTableColumns columns,
        CancellationToken cancellation)
    {
        var (mending, rows, cells) = (file.Mending, new List<int>(), 0);
        var missed = new List<(string, string)>();
        using var table = Open(file, sheet, columns);
        var headings = table.Headings.Cells.Select(heading => heading.Trim()).ToList();
        foreach (var (key, row) in Rows(table, columns, cancellation))
        {
            if (!mends.Remove(key, out var mended))
            {
                continue;
            }

            var isWhole = row.Cells.SequenceEqual(mended.Row.Cells, StringComparer.Ordinal);
            var fits = mended.Cells.Select(cell => (cell.Heading, Place: headings.IndexOf(cell.Heading), cell.Written, cell.Text))
                .ToLookup(cell => cell.Place >= 0 && Text(row, cell.Place) == cell.Written && (key.Id.Length > 0 || isWhole));
            mending = fits[true].Aggregate(mending, (made, cell) => made.WithCell(row.Number, cell.Place, cell.Text));
            missed.AddRange(fits[false].Select(cell => (key.Id, cell.Heading)));
            cells += fits[true].Count();
            if (mended.IsOut && isWhole)
            {
                (mending, cells) = (mending.WithRow(row.Number, isLeftOut: true), cells + 1);
            }
            else if (mended.IsOut)
            {
                missed.Add((key.Id, ""));
            }

            if (fits[true].Any() || (mended.IsOut && isWhole))
            {
                rows.Add(row.Number);
            }
        }

        missed.AddRange(mends.SelectMany(each => each.Value.Cells.Select(cell => (each.Key.Id, cell.Heading))
            .Concat(each.Value.IsOut ? [(each.Key.Id, "")] : [])));
        file.Mending = mending;
        return new CarriedMends(rows, cells, missed);
    }

    // The same worksheet, where there is one of that name.
    private static TableReader Open(RosterFile file, string? sheet, RosterTableColumns columns)
    {
        var table = file.Open(TableMending.None, new RosterHeadings(columns));
        if (sheet is null || !table.Origin.OtherSheets.Contains(sheet, StringComparer.Ordinal))
        {
            return table;
        }

        table.Dispose();
        file.Sheet = sheet;
        return file.Open(TableMending.None, new RosterHeadings(columns));
    }

    // Each row with its household, and which of the rows of that household it is.
    private static IEnumerable<((string Id, int Nth) Key, TableRow Row)> Rows(
        TableReader table, RosterTableColumns columns, CancellationToken cancellation)
    {
        // A table without numbers tells its households by name.
        var found = columns.FindAll(table.Headings.Cells);
        var idColumn = new[] { RosterField.HouseholdId, RosterField.PersonName, RosterField.Name }
            .Select(field => Array.FindIndex(found, column => column?.Field == field)).FirstOrDefault(at => at >= 0, -1);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (idColumn >= 0 && table.Read() is { } row)
        {
            cancellation.ThrowIfCancellationRequested();
            var id = HouseholdIds.Normalize(WrittenText.Id(Text(row, idColumn)));
            seen[id] = seen.GetValueOrDefault(id) + 1;
            yield return ((id, seen[id]), row);
        }
    }

    private static string Text(TableRow row, int column) => column < row.Cells.Count ? row.Cells[column].Trim() : "";

    private sealed record Mended(TableRow Row, bool IsOut, IReadOnlyList<(string Heading, string Written, string Text)> Cells);
}
