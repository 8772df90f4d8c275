using System.Globalization;
using System.Text;
using LinkageService.Tests.Tables.Xlsx;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>A payout sheet as a test makes it: what is in it, and how it looks as a file.</summary>
internal sealed class MadeSheet
{
    /// <summary>Above the headings.</summary>
    public List<string> Titles { get; } = [];

    /// <summary>Headings of quantities.</summary>
    public required string[] Quantities { get; init; }

    /// <summary>Headings of money; the totals among them are <see cref="Parts"/>.</summary>
    public required string[] Money { get; init; }

    /// <summary>For a column of money that is a total: its parts, with -1 for a deduction.</summary>
    public Dictionary<int, (int Column, int Sign)[]> Parts { get; } = [];

    public List<MadeLine> Lines { get; init; } = [];

    /// <summary>Households to a page; 0 for no sums of pages.</summary>
    public int Page { get; set; }

    /// <summary>Figures written in place of a sum: by the number of the row of sums, -1 for the last, and the column of money.</summary>
    public Dictionary<(int Sum, int Column), long> Written { get; } = [];

    /// <summary>The scheme and its figures; empty for none.</summary>
    public string Scheme { get; init; } = "";

    public IReadOnlyDictionary<string, string> Figures { get; init; } = new Dictionary<string, string>();

    public int Year { get; init; } = 2025;

    /// <summary>What must reach the households, as the asker says.</summary>
    public string? Asked { get; set; }

    public bool HasTags { get; init; }

    /// <summary>Labels by name: a column each.</summary>
    public string[] Labels { get; init; } = [];

    /// <summary>Makes the totals anew.</summary>
    public void Total()
    {
        foreach (var line in Lines)
        {
            foreach (var (total, parts) in Parts)
            {
                line.Fen[total] = parts.Sum(part => part.Sign * line.Fen[part.Column]);
            }
        }
    }

    public static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Text(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>As a table, and where each household stands.</summary>
    public List<string[]> Rows()
    {
        var rows = Titles.Select(title => new[] { title }).ToList();
        rows.Add(["户编号", "户主", .. HasTags ? ["人员类别"] : Array.Empty<string>(), .. Labels, .. Quantities, .. Money]);
        var (from, sum) = (0, 0);
        for (var at = 0; at < Lines.Count; at++)
        {
            var line = Lines[at];
            line.Row = rows.Count + 1;
            rows.Add([
                line.Id, line.Name, .. HasTags ? [string.Join('、', line.Tags)] : Array.Empty<string>(), .. line.Labels,
                .. line.Holdings.Select(Text), .. line.Fen.Select(Yuan)]);
            if (Page > 0 && ((at + 1) % Page == 0 || at + 1 == Lines.Count))
            {
                rows.Add(SumRow("本页小计", from, at + 1, sum++));
                from = at + 1;
            }
        }

        rows.Add(SumRow("合计", 0, Lines.Count, -1));
        rows.Add(["制表：", "审核："]);
        return rows;
    }

    public byte[] Csv()
    {
        var text = new StringBuilder();
        foreach (var row in Rows())
        {
            text.AppendJoin(',', row.Select(cell => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>As a workbook, with formulas in place of some cells: by row and column, from 1.</summary>
    public byte[] Xlsx(IReadOnlyDictionary<(int Row, int Column), string> formulas)
    {
        var xml = new StringBuilder();
        var rows = Rows();
        for (var row = 1; row <= rows.Count; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
            for (var column = 1; column <= rows[row - 1].Length; column++)
            {
                var text = rows[row - 1][column - 1];
                var at = $"{(char)('A' + column - 1)}{row.ToString(CultureInfo.InvariantCulture)}";
                var formula = formulas.GetValueOrDefault((row, column)) is { } found ? $"<f>{found}</f>" : "";
                xml.Append(column > 2 && decimal.TryParse(text, CultureInfo.InvariantCulture, out _)
                    ? $"<c r=\"{at}\">{formula}<v>{text}</v></c>"
                    : $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            }

            xml.Append("</row>");
        }

        return new Workbook { Rows = xml.ToString() }.ToFile();
    }

    private string[] SumRow(string text, int from, int to, int sum) =>
    [
        text, "", .. HasTags ? [""] : Array.Empty<string>(), .. Labels.Select(_ => ""),
        .. Quantities.Select((_, at) => Text(Lines[from..to].Sum(line => line.Holdings[at]))),
        .. Money.Select((_, at) => Yuan(Written.TryGetValue((sum, at), out var fen) ? fen : Lines[from..to].Sum(line => line.Fen[at]))),
    ];
}

/// <summary>A household of it.</summary>
internal sealed class MadeLine
{
    public required string Id { get; set; }

    public string Name => "农户" + Id;

    public List<string> Tags { get; init; } = [];

    public string[] Labels { get; init; } = [];

    public required decimal[] Holdings { get; init; }

    public required long[] Fen { get; init; }

    public int Row { get; set; }

    public MadeLine Copy() => new() { Id = Id, Tags = [.. Tags], Labels = Labels, Holdings = [.. Holdings], Fen = [.. Fen] };
}
