using System.Globalization;
using System.Security;
using System.Text;
using LinkageService.Tables.Xlsx;
using LinkageService.Tests.Tables;
using LinkageService.Tests.Tables.Xlsx;

namespace LinkageService.Tests.Features.Households;

/// <summary>
/// A sheet drawn as text, a line a row: cells between |, <c>#3.5</c> a number, <c>^</c> merged with the cell above, <c>&lt;</c> with the
/// one to the left, ⏎ a line break inside a cell.
/// </summary>
internal sealed class RosterSheet(string drawing)
{
    private readonly string[][] _rows = drawing.ReplaceLineEndings("\n").Trim('\n').Split('\n')
        .Select(line => line.Split('|').Select(cell => cell.Trim(' ').Replace('⏎', '\n')).ToArray()).ToArray();

    /// <summary>As Excel saves it.</summary>
    public byte[] ToXlsx()
    {
        var (rows, merges) = (new StringBuilder(), new StringBuilder());
        for (var row = 0; row < _rows.Length; row++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (var at = 0; at < _rows[row].Length; at++)
            {
                var (cell, place) = (_rows[row][at], Place(row, at));
                rows.Append(cell.Length == 0 || cell is "^" or "<" ? $"<c r=\"{place}\"/>"
                    : cell[0] == '#' ? $"<c r=\"{place}\"><v>{cell[1..]}</v></c>"
                    : $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(cell)}</t></is></c>");
                merges.Append(MergeAt(row, at));
            }

            rows.Append("</row>");
        }

        return new Workbook
        {
            Rows = rows.ToString(),
            AfterRows = merges.Length == 0 ? "" : $"<mergeCells>{merges}</mergeCells>",
            Sheets = "<sheet name=\"花名册\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"填表说明\" sheetId=\"2\" r:id=\"rId2\"/>",
        }.ToFile();
    }

    /// <summary>As it is saved as CSV, where merged cells leave blanks.</summary>
    public byte[] ToCsv(string encoding)
    {
        var width = _rows.Max(row => row.Length);
        var text = string.Concat(_rows.Select(row =>
            string.Join(',', row.Concat(Enumerable.Repeat("", width - row.Length)).Select(Quoted)) + "\r\n"));
        return encoding == "gb18030" ? TableFiles.Gb18030.GetBytes(text) : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
    }

    private static string Quoted(string cell)
    {
        var text = cell is "^" or "<" ? "" : cell.TrimStart('#');
        return text.IndexOfAny([',', '"', '\n']) < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    private string MergeAt(int row, int at)
    {
        if (_rows[row][at] is "^" or "<" or "")
        {
            return "";
        }

        var (last, right) = (row, at);
        while (last + 1 < _rows.Length && at < _rows[last + 1].Length && _rows[last + 1][at] == "^")
        {
            last++;
        }

        while (right + 1 < _rows[row].Length && _rows[row][right + 1] == "<")
        {
            right++;
        }

        return (last, right) == (row, at) ? "" : $"<mergeCell ref=\"{Place(row, at)}:{Place(last, right)}\"/>";
    }

    private static string Place(int row, int at) => XlsxParts.ColumnName(at + 1) + (row + 1).ToString(CultureInfo.InvariantCulture);
}
