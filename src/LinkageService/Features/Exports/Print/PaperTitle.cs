using LinkageService.Engine.Problems;

namespace LinkageService.Features.Exports.Print;

/// <summary>What a paper and its file are called: village, year, what it is.</summary>
internal static class PaperTitle
{
    private const string Collective = "rural_collective";

    /// <summary>As its heading: 塘湾村 2025 年分红发放表.</summary>
    public static string Of(ExportSheet sheet, LocalizedText what) => sheet.Words.T(
        $"{VillageOf(sheet)} {sheet.Row.Year} 年{what.Zh}", $"{sheet.Organization.Name}: {what.En}, {sheet.Row.Year}");

    /// <summary>As a file, without its format: 塘湾村2025年分红发放表.</summary>
    public static string FileName(ExportSheet sheet, LocalizedText what) => sheet.Words.T(
        $"{VillageOf(sheet)}{sheet.Row.Year}年{what.Zh}", $"{sheet.Organization.Name} {sheet.Row.Year} {what.En}");

    /// <summary>The whole name of the organisation, where the heading has only its village; empty otherwise.</summary>
    public static string Organization(ExportSheet sheet) =>
        sheet.Words.IsChinese && VillageOf(sheet) != sheet.Organization.Name ? sheet.Organization.Name + "　" : "";

    // 塘湾村 of 塘湾村股份经济合作社; never 陈村 of 陈村镇…, and nothing of an organisation that is no village's.
    private static string VillageOf(ExportSheet sheet)
    {
        var name = sheet.Organization.Name;
        var end = name.LastIndexOf('村') + 1;
        return sheet.Organization.LegalForm == Collective && end > 1 && end < name.Length && name[end] is not ('镇' or '乡' or '组')
            ? name[..end]
            : name;
    }
}
