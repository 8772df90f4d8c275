using System.Globalization;
using System.Security;
using System.Text;

namespace LinkageService.Tables.Xlsx;

/// <summary>The parts of a written workbook that do not depend on its rows.</summary>
internal static class XlsxFixedParts
{
    /// <summary>Namespace of the worksheet.</summary>
    public const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>Name of the worksheet's part.</summary>
    public const string Sheet = "xl/worksheets/sheet1.xml";

    /// <summary>Number of the style of headings: bold text.</summary>
    public const int HeadingStyle = 1;

    /// <summary>Number of the style of texts.</summary>
    public const int TextStyle = 2;

    /// <summary>Number of the style of dates.</summary>
    public const int DateStyle = 3;

    /// <summary>Number of the style of decimals without digits after the point; each of the next ones has one digit more.</summary>
    public const int FirstDecimalStyle = 4;

    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const int LongestSheetName = 31;
    private const string RefusedInSheetNames = @":\/?*[]'";

    // 49 is the built-in format of texts; those of a file's own start at 164.
    private const int TextFormat = 49;
    private const int DateFormat = 164;
    private const int FirstDecimalFormat = 165;

    /// <summary>Name and text of each.</summary>
    /// <param name="sheetName">Of the worksheet, as asked for.</param>
    public static IEnumerable<(string Name, string Text)> Of(string sheetName) =>
    [
        ("[Content_Types].xml", Declaration + $"""
            <Types xmlns="{Package}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{MediaType}sheet.main+xml"/>
            <Override PartName="/{Sheet}" ContentType="{MediaType}worksheet+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{MediaType}styles+xml"/></Types>
            """),
        ("_rels/.rels", Declaration + $"""
            <Relationships xmlns="{Package}/relationships">
            <Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """),
        ("xl/workbook.xml", Declaration + $"""
            <workbook xmlns="{Namespace}" xmlns:r="{Office}"><sheets>
            <sheet name="{SecurityElement.Escape(SheetName(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>
            """),
        ("xl/_rels/workbook.xml.rels", Declaration + $"""
            <Relationships xmlns="{Package}/relationships">
            <Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """),
        ("xl/styles.xml", Declaration + Styles()),
    ];

    /// <summary>A column as Excel calls it, from 1: A, Z, AA.</summary>
    public static string ColumnName(int column) =>
        column <= 26 ? Letter(column) : ColumnName((column - 1) / 26) + Letter(((column - 1) % 26) + 1);

    private static string Letter(int column) => ((char)('A' + column - 1)).ToString();

    /// <summary>A name as Excel takes it: what it refuses becomes _.</summary>
    public static string SheetName(string asked)
    {
        var name = new StringBuilder();
        foreach (var letter in asked.EnumerateRunes())
        {
            var isRefused = Rune.IsControl(letter) || letter == Rune.ReplacementChar || letter.Value is 0xFFFE or 0xFFFF
                || RefusedInSheetNames.Contains(letter.ToString(), StringComparison.Ordinal);
            if (name.Length + letter.Utf16SequenceLength <= LongestSheetName)
            {
                name.Append(isRefused ? "_" : letter.ToString());
            }
        }

        return name.Length == 0 ? "Sheet1" : name.ToString();
    }

    private static string Styles()
    {
        var decimals = Enumerable.Range(0, ExactDecimal.MaxDigits + 1).ToArray();
        var formats = decimals.Select(digits => string.Create(CultureInfo.InvariantCulture,
            $"<numFmt numFmtId=\"{FirstDecimalFormat + digits}\" formatCode=\"{("0." + new string('0', digits)).TrimEnd('.')}\"/>"));
        var styles = new[] { Style(0, 0), Style(TextFormat, 1), Style(TextFormat, 0), Style(DateFormat, 0) }
            .Concat(decimals.Select(digits => Style(FirstDecimalFormat + digits, 0))).ToArray();
        return $"""
            <styleSheet xmlns="{Namespace}">
            <numFmts count="{decimals.Length + 1}"><numFmt numFmtId="{DateFormat}" formatCode="yyyy\-mm\-dd"/>
            {string.Concat(formats)}</numFmts>
            <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
            <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
            <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
            <cellXfs count="{styles.Length}">{string.Concat(styles)}</cellXfs></styleSheet>
            """;
    }

    private static string Style(int format, int font) => string.Create(CultureInfo.InvariantCulture,
        $"<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>");
}
