using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>Who was on the list of last year and is not on this one.</summary>
internal static class SheetLastYear
{
    /// <summary>Those of last year that are not there.</summary>
    public static IEnumerable<SheetFinding> Missing(CheckedSheet sheet)
    {
        if (sheet.LastYear is not { } before)
        {
            return [];
        }

        var hasIds = sheet.Lines.Any(line => line.Id.Length > 0) && before.Any(each => each.Id.Length > 0);
        var now = sheet.Lines.Select(line => hasIds ? line.Id : line.Name).ToHashSet(StringComparer.Ordinal);
        return before.Where(each => (hasIds ? each.Id : each.Name).Length > 0 && !now.Contains(hasIds ? each.Id : each.Name))
            .Select(each => new SheetFinding(
                SheetCause.MissingSinceLastYear, 0, Column: null, each.Id.Length > 0 ? each.Id : each.Name, new LocalizedText(
                    $"去年有{(each.Name.Length > 0 ? $"（{each.Name}）" : "")}，这张表上没有：退出了，还是漏了",
                    "on last year's list and not on this one: has it left, or was it forgotten")));
    }
}
