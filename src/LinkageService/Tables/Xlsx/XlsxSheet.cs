using System.Globalization;

namespace LinkageService.Tables.Xlsx;

/// <summary>The XML of a worksheet, a row at a time.</summary>
internal sealed class XlsxSheet(XlsxXml xml, XlsxCells cells, SharedTexts shared, TableLimits limits) : IDisposable
{
    private const int LastRow = 1_048_576;
    private const int LastColumn = 16_384;

    private readonly HashSet<int> _hidden = [];
    private int? _depth;
    private bool _isOver;

    /// <summary>Number of the row last come to; 0 before the first.</summary>
    public int Row { get; private set; }

    /// <summary>The next row that is written down, or null at the end.</summary>
    public TableRow? Read()
    {
        _depth ??= FindData();
        while (!_isOver && xml.ReadChild(_depth.Value))
        {
            if (xml.Name == "row")
            {
                return ReadRow();
            }

            xml.Skip();
        }

        // To the end of the part, where its checksum is compared.
        _isOver = true;
        xml.ReadToEnd();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => xml.Dispose();

    private int FindData()
    {
        while (xml.Read())
        {
            if (xml is { IsStart: true, Name: "col" } && xml.Attribute("hidden") is "1" or "true")
            {
                Hide(xml.Attribute("min"), xml.Attribute("max"));
            }
            else if (xml is { IsStart: true, Name: "sheetData" })
            {
                _isOver = !xml.HasContent;
                return xml.Depth;
            }
        }

        throw new InvalidDataException();
    }

    private void Hide(string? min, string? max)
    {
        if (int.TryParse(min, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            for (var column = Math.Max(first, 1); column <= Math.Min(last, limits.MaxCells); column++)
            {
                _hidden.Add(column - 1);
            }
        }
    }

    private TableRow ReadRow()
    {
        // Rows and cells without a number follow the one before.
        var number = Row + 1;
        if (xml.Attribute("r") is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number <= Row))
        {
            throw TableException.Damaged(Row, 0, "下一行的行号不对", "the row after it has a wrong number");
        }

        if (number > LastRow)
        {
            throw TableException.Xlsx(Row, 0, $"行数超过 {LastRow}", $"there are over {LastRow} rows");
        }

        Row = number;
        var isHidden = xml.Attribute("hidden") is "1" or "true";
        var row = new List<string>();
        Dictionary<int, OddCell>? odd = null;
        Dictionary<int, CellMark>? marks = null;
        var (column, length) = (0, 0);
        var depth = xml.Depth;
        var hasContent = xml.HasContent;
        while (hasContent && xml.ReadChild(depth))
        {
            if (xml.Name != "c")
            {
                xml.Skip();
                continue;
            }

            column = ColumnOf(xml.Attribute("r"), column);
            var mark = cells.MarkOf(StyleOf());
            var value = ReadCell(column, out var seen);
            if (value.Length > 0)
            {
                length += value.Length;
                Add(row, column, value, length);
                if (seen is not null)
                {
                    (odd ??= []).Add(column - 1, seen);
                }

                if (mark is not CellMark.None)
                {
                    (marks ??= []).Add(column - 1, mark);
                }
            }
        }

        var read = new TableRow(number, row) { IsHidden = isHidden, HiddenColumns = _hidden };
        read = marks is null ? read : read with { Marks = marks };
        return odd is null ? read : read with { Odd = odd };
    }

    private void Add(List<string> row, int column, string value, int length)
    {
        if (column > limits.MaxCells)
        {
            throw TableException.Xlsx(Row, column, $"一行最多 {limits.MaxCells} 格", $"a row has at most {limits.MaxCells} cells");
        }

        if (length > limits.MaxRowSize)
        {
            throw TableException.Xlsx(Row, 0, $"一行的文字超过 {limits.MaxRowSize} 个字符",
                $"the texts of a row are over {limits.MaxRowSize} characters");
        }

        while (row.Count < column - 1)
        {
            row.Add("");
        }

        row.Add(value);
    }

    private string ReadCell(int column, out OddCell? odd)
    {
        var type = xml.Attribute("t");
        var style = StyleOf();
        var (value, inline, isFormula) = ("", "", false);
        var depth = xml.Depth;
        var hasContent = xml.HasContent;
        while (hasContent && xml.ReadChild(depth))
        {
            switch (xml.Name)
            {
                case "v":
                    value = xml.Text();
                    break;
                case "is":
                    inline = xml.RichText();
                    break;
                default:
                    isFormula |= xml.Name == "f";
                    xml.Skip();
                    break;
            }
        }

        // Programs that write formulas without computing them would have a holding read as nothing.
        if (isFormula && cells.IsNoResult(type, value))
        {
            throw TableException.Xlsx(Row, column, "公式没有存下结果；请用 Excel 打开并保存一次",
                "the formula has no stored result; open the file in Excel and save it");
        }

        var text = type switch
        {
            "inlineStr" => inline,
            "s" => value.Length == 0 ? "" : Shared(value, column),
            _ when value.Length == 0 => "",
            _ => cells.Show(type, value, style) ?? throw Unreadable(column),
        };
        odd = cells.OddOf(type, value, style, text);
        return text;
    }

    private int StyleOf() =>
        int.TryParse(xml.Attribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string Shared(string value, int column) =>
        int.TryParse(value, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var index)
        && index < shared.Count
            ? shared.At(index)
            : throw Unreadable(column);

    private int ColumnOf(string? reference, int before)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetter(letter) || column > LastColumn)
            {
                break;
            }

            column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
        }

        column = reference is null ? before + 1 : column;
        return column > before && column <= LastColumn
            ? column
            : throw TableException.Damaged(Row, 0, "单元格的列号不对", "a cell has a wrong column");
    }

    private TableException Unreadable(int column) =>
        TableException.Damaged(Row, column, "单元格的内容不是它所标的类型", "what the cell holds is not of the type it states");
}
