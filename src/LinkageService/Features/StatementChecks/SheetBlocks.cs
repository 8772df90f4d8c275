using LinkageService.Features.Households;
using LinkageService.Tables;

namespace LinkageService.Features.StatementChecks;

/// <summary>The blocks of a sheet that has its list two or three times beside itself, each with the same headings, to save paper.</summary>
internal sealed class SheetBlocks
{
    private const int LeastWidth = 2;

    private SheetBlocks(IReadOnlyList<string> headings, int width, int count) =>
        (Headings, Width, Count) = ([.. headings.Take(width)], width, count);

    /// <summary>The headings of one.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Columns of one.</summary>
    public int Width { get; }

    /// <summary>How many there are; 1 for a sheet as most are.</summary>
    public int Count { get; }

    /// <summary>Finds them: headings that begin anew and go on as the first ones did; the last block may have fewer.</summary>
    public static SheetBlocks Of(IReadOnlyList<string> headings)
    {
        var names = headings.Select(heading => HeadingText.Of(heading).Name).ToArray();
        var width = names.Length == 0 || names[0].Length == 0 ? -1 : Array.IndexOf(names, names[0], 1);
        var isAgain = width >= LeastWidth && names.Length > width + 1
            && Enumerable.Range(width, names.Length - width).All(at => names[at] == names[at % width]);
        return isAgain
            ? new SheetBlocks(headings, width, (names.Length + width - 1) / width)
            : new SheetBlocks(headings, headings.Count, 1);
    }

    /// <summary>A row of one block.</summary>
    public TableRow Of(TableRow row, int block)
    {
        if (Count == 1)
        {
            return row;
        }

        var from = block * Width;
        return row with
        {
            Cells = [.. row.Cells.Skip(from).Take(Width)],
            Odd = row.Odd.Where(cell => cell.Key >= from && cell.Key < from + Width)
                .ToDictionary(cell => cell.Key - from, cell => cell.Value),
            Filled = row.Filled.Where(at => at >= from && at < from + Width).Select(at => at - from).ToHashSet(),
        };
    }
}
