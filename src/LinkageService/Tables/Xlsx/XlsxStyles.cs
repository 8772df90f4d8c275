using System.Collections;
using System.Globalization;

namespace LinkageService.Tables.Xlsx;

/// <summary>Which cell styles show a number as a date, and in which format others show it.</summary>
internal sealed class XlsxStyles
{
    private const int MaxStyles = 65_536;

    // Those that every spreadsheet knows without a code; 0 and 49 show what is stored.
    private static readonly Dictionary<int, string> BuiltIn = new()
    {
        [1] = "0", [2] = "0.00", [3] = "#,##0", [4] = "#,##0.00", [9] = "0%", [10] = "0.00%", [11] = "0.00E+00", [12] = "# ?/?",
        [13] = "# ??/??", [37] = "#,##0", [38] = "#,##0", [39] = "#,##0.00", [40] = "#,##0.00", [48] = "##0.0E+0",
    };

    private readonly BitArray _isDate;
    private readonly string?[] _formats;

    private readonly CellMark[] _marks;

    private XlsxStyles(BitArray isDate, string?[] formats, CellMark[] marks) =>
        (_isDate, _formats, _marks) = (isDate, formats, marks);

    /// <summary>Out of the part of styles; null has none.</summary>
    public static XlsxStyles Of(XlsxXml? xml)
    {
        var codes = new Dictionary<int, string>(BuiltIn);
        var formats = new List<int>();
        var (fonts, fills, marks) = (new List<CellMark>(), new List<CellMark>(), new List<CellMark>());
        while (xml is not null && xml.Read())
        {
            if (xml is { IsStart: true, Name: "numFmt" }
                && Number(xml.Attribute("numFmtId")) is { } id && xml.Attribute("formatCode") is { } code && codes.Count < MaxStyles)
            {
                codes[id] = code;
            }
            else if (xml is { IsStart: true, Name: "fonts" or "fills", HasContent: true })
            {
                XlsxMarks.Read(xml, xml.Name == "fonts" ? fonts : fills, MaxStyles);
            }
            else if (xml is { IsStart: true, Name: "cellXfs", HasContent: true })
            {
                var depth = xml.Depth;
                while (xml.ReadChild(depth) && formats.Count < MaxStyles)
                {
                    if (xml.Name == "xf")
                    {
                        formats.Add(Number(xml.Attribute("numFmtId")) ?? 0);
                        marks.Add(MarkIn(fonts, xml.Attribute("fontId")) | MarkIn(fills, xml.Attribute("fillId")));
                    }
                }
            }
        }

        var isDate = formats.Select(id => IsBuiltInDate(id) || (codes.TryGetValue(id, out var code) && IsDateFormat(code))).ToArray();
        return new XlsxStyles(new BitArray(isDate), formats.Select(FormatOf).ToArray(), [.. marks]);

        static CellMark MarkIn(List<CellMark> list, string? id) =>
            Number(id) is { } at && at < list.Count ? list[at] : CellMark.None;

        string? FormatOf(int id) => codes.GetValueOrDefault(id) is { } code
            && !code.StartsWith("General", StringComparison.OrdinalIgnoreCase) && code != "@"
            ? code
            : null;
    }

    /// <summary>How the style of this number marks its cells.</summary>
    public CellMark MarkOf(int style) => style >= 0 && style < _marks.Length ? _marks[style] : CellMark.None;

    /// <summary>The style of this number, as cells name it, shows dates.</summary>
    public bool IsDate(int style) => style >= 0 && style < _isDate.Length && _isDate[style];

    /// <summary>The code in which the style of this number shows numbers; null for as they are stored.</summary>
    public string? FormatOf(int style) => style >= 0 && style < _formats.Length ? _formats[style] : null;

    /// <summary>
    /// A format code shows a date when year, month or day stands in its first section outside quotes, brackets and escapes. Month and
    /// minute are both <c>m</c>: beside hours or seconds, and without year or day, it is a minute.
    /// </summary>
    public static bool IsDateFormat(string code)
    {
        bool date = false, month = false, time = false;
        for (var at = 0; at < code.Length && code[at] != ';'; at++)
        {
            switch (code[at])
            {
                case '"':
                    at = End(code, '"', at);
                    break;
                case '[':
                    var end = End(code, ']', at);
                    // [h] counts hours over a day; [Red] and [$-804] are no part of a time.
                    time |= end > at + 1 && code.AsSpan(at + 1, end - at - 1).Trim("hHmMsS").IsEmpty;
                    at = end;
                    break;
                case '\\' or '_' or '*':
                    at++;
                    break;
                case 'y' or 'Y' or 'd' or 'D' or '年' or '月' or '日':
                    date = true;
                    break;
                case 'm' or 'M':
                    month = true;
                    break;
                case 'h' or 'H' or 's' or 'S':
                    time = true;
                    break;
            }
        }

        return date || (month && !time);
    }

    // 27–36 and 50–58 are the dates of the Chinese, Japanese and Korean versions.
    private static bool IsBuiltInDate(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private static int End(string code, char mark, int start)
    {
        var end = code.IndexOf(mark, start + 1);
        return end < 0 ? code.Length : end;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
