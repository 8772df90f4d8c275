using LinkageService.Engine.Problems;

namespace LinkageService.Tables.Xlsx;

/// <summary>What of a workbook is needed to read one of its worksheets.</summary>
/// <param name="SheetPart">Part of the worksheet.</param>
/// <param name="SharedTextsPart">Part of the texts that cells share, or null.</param>
/// <param name="StylesPart">Part of the styles, or null.</param>
/// <param name="Is1904">Days count from 1 January 1904.</param>
internal sealed record XlsxWorkbook(string SheetPart, string? SharedTextsPart, string? StylesPart, bool Is1904)
{
    /// <summary>Whether the workbook asks that its formulas be computed when it is opened: what is stored of them may be nothing.</summary>
    public bool IsToBeComputed { get; init; }

    /// <summary>Name of the worksheet.</summary>
    public string SheetName { get; init; } = "";

    /// <summary>Other worksheets that people can see.</summary>
    public IReadOnlyList<string> OtherSheets { get; init; } = [];

    /// <summary>Other worksheets that are hidden.</summary>
    public IReadOnlyList<string> HiddenSheets { get; init; } = [];

    private const int MaxSheets = 10_000;

    /// <summary>Finds the worksheet of a name, or the first that is not hidden.</summary>
    /// <exception cref="TableException">It is no workbook, or has no such worksheet.</exception>
    public static XlsxWorkbook Of(XlsxPackage package, string? sheet)
    {
        var root = package.RelationshipsOf("").FirstOrDefault(to => to.Kind == "officeDocument")?.Part;
        if (root is not null && root.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))
        {
            throw TableException.Xlsx(0, 0, "这是 .xlsb 文件；请另存为 .xlsx", "this is an .xlsb file; save as .xlsx");
        }

        using var xml = root is null ? null : package.Open(root);
        var (sheets, is1904, isToBeComputed) = xml is null ? ([], false, false) : Sheets(xml);
        if (root is null || sheets.Count == 0)
        {
            throw TableException.Xlsx(0, 0, "这不是 Excel 工作簿（.ods、.docx 或别的压缩包）；请用 WPS 或 Excel 打开，另存为 .xlsx",
                "this is no Excel workbook (.ods, .docx or another zip); open it in a spreadsheet program and save it as .xlsx");
        }

        var relationships = package.RelationshipsOf(root);
        var worksheets = relationships.Where(to => to.Kind == "worksheet").DistinctBy(to => to.Id)
            .ToDictionary(to => to.Id, to => to.Part, StringComparer.Ordinal);
        var known = sheets.Where(one => worksheets.ContainsKey(one.Id)).ToList();
        var chosen = sheet is null
            ? known.Find(one => !one.IsHidden)
            : known.Find(one => one.Name.Equals(sheet, StringComparison.OrdinalIgnoreCase));
        return chosen is null
            ? throw NoSheet(sheet, known)
            : new XlsxWorkbook(worksheets[chosen.Id], PartOf("sharedStrings"), PartOf("styles"), is1904)
            {
                IsToBeComputed = isToBeComputed,
                SheetName = chosen.Name,
                OtherSheets = known.Where(one => one != chosen && !one.IsHidden).Select(one => one.Name).ToArray(),
                HiddenSheets = known.Where(one => one != chosen && one.IsHidden).Select(one => one.Name).ToArray(),
            };

        string? PartOf(string kind) => relationships.Find(to => to.Kind == kind)?.Part;
    }

    private static (List<Sheet> Sheets, bool Is1904, bool IsToBeComputed) Sheets(XlsxXml xml)
    {
        var sheets = new List<Sheet>();
        var (is1904, isToBeComputed) = (false, false);
        while (xml.Read())
        {
            if (xml is { IsStart: true, Name: "workbookPr" })
            {
                is1904 = xml.Attribute("date1904") is "1" or "true";
            }
            else if (xml is { IsStart: true, Name: "calcPr" })
            {
                isToBeComputed = xml.Attribute("fullCalcOnLoad") is "1" or "true";
            }
            else if (xml is { IsStart: true, Name: "sheet" } && xml.RelationshipId() is { } id && sheets.Count < MaxSheets)
            {
                var isHidden = xml.Attribute("state") is "hidden" or "veryHidden";
                sheets.Add(new Sheet(XlsxText.Decode(xml.Attribute("name") ?? ""), id, isHidden));
            }
        }

        return (sheets, is1904, isToBeComputed);
    }

    private static TableException NoSheet(string? sheet, List<Sheet> known)
    {
        if (sheet is null)
        {
            return TableException.Xlsx(0, 0, "没有不隐藏的工作表", "no worksheet of it is visible");
        }

        var names = string.Join(", ", known.Take(20).Select(one => NumberProblems.Shorten(one.Name)));
        var shown = NumberProblems.Shorten(sheet);
        return TableException.Xlsx(0, 0, $"没有工作表“{shown}”；有：{names}", $"there is no worksheet \"{shown}\"; there are: {names}");
    }

    private sealed record Sheet(string Name, string Id, bool IsHidden);
}
