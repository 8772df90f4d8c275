using LinkageService.Documents;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Exports.Print;

/// <summary>What a paper and its file are called: village, year, what it is.</summary>
internal static class PaperTitle
{
    /// <summary>As its heading: 塘湾村 2025 年分红发放表.</summary>
    public static string Of(ExportSheet sheet, LocalizedText what) => sheet.Words.T(
        $"{VillageOf(sheet)} {sheet.Row.Year} 年{what.Zh}", $"{sheet.Organization.Name}: {what.En}, {sheet.Row.Year}");

    /// <summary>As a file, without its format: 塘湾村2025年分红发放表.</summary>
    public static string FileName(ExportSheet sheet, LocalizedText what) => sheet.Words.T(
        $"{VillageOf(sheet)}{sheet.Row.Year}年{what.Zh}", $"{sheet.Organization.Name} {sheet.Row.Year} {what.En}");

    /// <summary>The whole name of the organisation, where the heading has only its village; empty otherwise.</summary>
    public static string Organization(ExportSheet sheet) =>
        sheet.Words.IsChinese && VillageOf(sheet) != sheet.Organization.Name ? sheet.Organization.Name + "　" : "";

    private static string VillageOf(ExportSheet sheet) => VillageName.Of(sheet.Organization);
}
