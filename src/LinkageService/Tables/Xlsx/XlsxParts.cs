using System.Globalization;
using System.Security;
using System.Text;

namespace LinkageService.Tables.Xlsx;

/// <summary>The parts of a written workbook that do not depend on its rows, and how it names sheets and columns.</summary>
internal static class XlsxParts
{
    /// <summary>Namespace of worksheets.</summary>
    public const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const int LongestSheetName = 31;
    private const string RefusedInSheetNames = @":\/?*[]'";

    // Built-in formats; those of a file's own start at 164.
    private const int TextFormat = 49;
    private const int WholeFormat = 3;
    private const int AmountFormat = 4;
    private const int DayFormat = 164;
    private const int FirstDecimalFormat = 165;
    private const int RateFormat = 200;
    private const int PlainFormat = 0;
    private const string Line = "<color indexed=\"64\"/>";

    private static readonly int[] Decimals = [.. Enumerable.Range(0, ExactDecimal.MaxDigits + 1)];

    /// <summary>Name and text of each.</summary>
    /// <param name="sheets">The sheets, in order.</param>
    /// <param name="font">The font of all cells.</param>
    /// <param name="isComputedAnew">Whether a program that opens it computes every formula, and does not go by what is stored.</param>
    public static IEnumerable<(string Name, string Text)> Of(IReadOnlyList<XlsxSheetSetup> sheets, string font, bool isComputedAnew) =>
    [
        ("[Content_Types].xml", Declaration + $"""
            <Types xmlns="{Package}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{MediaType}sheet.main+xml"/>
            {Each(sheets, (_, at) => $"<Override PartName=\"/{SheetPart(at)}\" ContentType=\"{MediaType}worksheet+xml\"/>")}
            <Override PartName="/xl/styles.xml" ContentType="{MediaType}styles+xml"/></Types>
            """),
        ("_rels/.rels", Declaration + $"""
            <Relationships xmlns="{Package}/relationships">
            <Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """),
        ("xl/workbook.xml", Declaration + $"""
            <workbook xmlns="{Namespace}" xmlns:r="{Office}"><sheets>
            {Each(sheets, (sheet, at) => $"<sheet name=\"{NameOf(sheet)}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>")}</sheets>
            {PrintTitles(sheets)}{(isComputedAnew ? "<calcPr calcId=\"0\" fullCalcOnLoad=\"1\"/>" : "")}</workbook>
            """),
        ("xl/_rels/workbook.xml.rels", Declaration + $"""
            <Relationships xmlns="{Package}/relationships">
            {Each(sheets, (_, at) => $"<Relationship Id=\"rId{at}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>")}
            <Relationship Id="rId{sheets.Count + 1}" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """),
        ("xl/styles.xml", Declaration + Styles(SecurityElement.Escape(font))),
    ];

    /// <summary>The part of a sheet, from 1.</summary>
    public static string SheetPart(int at) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{at}.xml");

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

    private static string NameOf(XlsxSheetSetup sheet) => SecurityElement.Escape(SheetName(sheet.Name));

    private static string Each(IReadOnlyList<XlsxSheetSetup> sheets, Func<XlsxSheetSetup, int, string> write) =>
        string.Concat(sheets.Select((sheet, at) => write(sheet, at + 1)));

    private static string PrintTitles(IReadOnlyList<XlsxSheetSetup> sheets)
    {
        var names = sheets.Select((sheet, at) => sheet.HeadingRow == 0 || !sheet.IsPrinted ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{at}\">'{NameOf(sheet)}'!${sheet.HeadingRow}:${sheet.HeadingRow}")
            + "</definedName>");
        var all = string.Concat(names);
        return all.Length == 0 ? "" : $"<definedNames>{all}</definedNames>";
    }

    // The order of the styles is that of XlsxStyle.
    private static string Styles(string font) => $"""
        <styleSheet xmlns="{Namespace}">
        <numFmts count="{Decimals.Length + 2}"><numFmt numFmtId="{DayFormat}" formatCode="yyyy\-mm\-dd"/>
        <numFmt numFmtId="{RateFormat}" formatCode="0.00##########%"/>
        {string.Concat(Decimals.Select(DecimalFormat))}</numFmts>
        <fonts count="3"><font><sz val="11"/><name val="{font}"/></font><font><b/><sz val="11"/><name val="{font}"/></font>
        <font><b/><sz val="16"/><name val="{font}"/></font></fonts>
        <fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FFE7EBF0"/><bgColor indexed="64"/></patternFill></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FFF6F3E6"/><bgColor indexed="64"/></patternFill></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FFFFF2A8"/><bgColor indexed="64"/></patternFill></fill></fills>
        <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>
        <border><left style="thin">{Line}</left><right style="thin">{Line}</right><top style="thin">{Line}</top>
        <bottom style="thin">{Line}</bottom><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="{(int)XlsxStyle.Status + 1}">
        {Style(0, 0, 0, 0, "")}
        {Style(TextFormat, 2, 0, 0, "horizontal=\"center\" vertical=\"center\"")}
        {Style(TextFormat, 0, 0, 0, "horizontal=\"left\" vertical=\"center\" wrapText=\"1\"")}
        {Style(TextFormat, 1, 2, 1, "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"")}
        {Style(TextFormat, 0, 0, 1, "horizontal=\"left\" vertical=\"center\"")}
        {Style(WholeFormat, 0, 0, 1, "horizontal=\"right\" vertical=\"center\"")}
        {Style(AmountFormat, 0, 0, 1, "horizontal=\"right\" vertical=\"center\"")}
        {Style(TextFormat, 1, 3, 1, "horizontal=\"left\" vertical=\"center\"")}
        {Style(WholeFormat, 1, 3, 1, "horizontal=\"right\" vertical=\"center\"")}
        {Style(AmountFormat, 1, 3, 1, "horizontal=\"right\" vertical=\"center\"")}
        {TableStyle(TextFormat, 1)}{TableStyle(TextFormat, 0)}{TableStyle(DayFormat, 0)}
        {string.Concat(Decimals.Select(digits => TableStyle(FirstDecimalFormat + digits, 0)))}
        {Style(PlainFormat, 0, 0, 1, "horizontal=\"right\" vertical=\"center\"")}
        {Style(PlainFormat, 0, 4, 1, "horizontal=\"right\" vertical=\"center\"")}
        {Style(RateFormat, 0, 4, 1, "horizontal=\"right\" vertical=\"center\"")}
        {Style(AmountFormat, 0, 4, 1, "horizontal=\"right\" vertical=\"center\"")}
        {Style(PlainFormat, 1, 3, 0, "horizontal=\"left\" vertical=\"center\" wrapText=\"1\"")}
        </cellXfs></styleSheet>
        """;

    private static string DecimalFormat(int digits) => string.Create(CultureInfo.InvariantCulture,
        $"<numFmt numFmtId=\"{FirstDecimalFormat + digits}\" formatCode=\"{("0." + new string('0', digits)).TrimEnd('.')}\"/>");

    private static string TableStyle(int format, int font) => string.Create(CultureInfo.InvariantCulture,
        $"<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>");

    private static string Style(int format, int font, int fill, int border, string alignment) => string.Create(
        CultureInfo.InvariantCulture,
        $"<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" "
        + $"applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment {alignment}/></xf>");
}
