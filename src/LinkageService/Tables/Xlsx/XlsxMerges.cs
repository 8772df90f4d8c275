using System.Globalization;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// The merged cells of a worksheet, which stand behind its rows: looked for before these are read. Only those that reach down count.
/// </summary>
internal static class XlsxMerges
{
    private const int LastRow = 1_048_576;

    private static ReadOnlySpan<byte> Mark => "mergeCell"u8;

    /// <summary>Of a worksheet.</summary>
    /// <param name="package">The workbook.</param>
    /// <param name="part">The worksheet's part.</param>
    /// <param name="limits">What is refused.</param>
    /// <exception cref="TableException">There are too many.</exception>
    public static List<MergedCell> Of(XlsxPackage package, string part, TableLimits limits)
    {
        var cells = new List<MergedCell>();
        using (var bytes = package.Look(part))
        {
            if (bytes is null || !MayHave(bytes, limits.MaxBytes))
            {
                return cells;
            }
        }

        using var xml = package.Open(part)!;
        while (xml.Read())
        {
            if (xml is { IsStart: true, Name: "mergeCell" } && Of(xml.Attribute("ref")) is { } cell)
            {
                cells.Add(cell);
                if (cells.Count > MergedCells.Most)
                {
                    throw TableException.Xlsx(0, 0, $"合并单元格超过 {MergedCells.Most} 处", $"there are over {MergedCells.Most} merged cells");
                }
            }
        }

        return cells;
    }

    // Most sheets have none, and need not be read as XML to know it. Another encoding than UTF-8 is read; what is too long or damaged is
    // refused where its rows are read.
    private static bool MayHave(Stream bytes, long maxBytes)
    {
        var buffer = new byte[1 << 16];
        var (kept, all) = (0, 0L);
        try
        {
            while (all <= maxBytes && bytes.Read(buffer, kept, buffer.Length - kept) is var count and > 0)
            {
                var read = buffer.AsSpan(0, kept + count);
                if (read.IndexOf(Mark) >= 0 || (all == 0 && read[0] is 0xFE or 0xFF or 0))
                {
                    return true;
                }

                kept = Math.Min(Mark.Length, read.Length);
                read[^kept..].CopyTo(buffer);
                all += count;
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return false;
    }

    // A1:B3. What is written otherwise merges nothing here.
    private static MergedCell? Of(string? range) =>
        range?.Split(':') is [var first, var last] && Cell(first) is var (row, column) && Cell(last) is var (lastRow, _) && lastRow > row
            ? new MergedCell(row, Math.Min(lastRow, LastRow), column - 1)
            : null;

    private static (int Row, int Column)? Cell(string reference)
    {
        var text = reference.Replace("$", "", StringComparison.Ordinal);
        var letters = text.TakeWhile(char.IsAsciiLetter).Count();
        if (letters is 0 or > 3 || !int.TryParse(text.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            return null;
        }

        return (row, text[..letters].Aggregate(0, (column, letter) => (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1)));
    }
}
