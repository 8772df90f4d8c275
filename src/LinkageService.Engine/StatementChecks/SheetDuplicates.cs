using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>
/// Households that stand in a sheet twice: the same number or ID number, or, where the sheet has neither, the same name with the same
/// figures, which no other household has.
/// </summary>
internal static class SheetDuplicates
{
    // Two of a name may well have as many people or shares; not two figures alike that nobody else has.
    private const int LeastFigures = 2;

    /// <summary>By the line that stands there again, the line before it and what tells.</summary>
    public static IReadOnlyDictionary<SheetLine, (SheetLine First, bool IsByMark)> Find(CheckedSheet sheet)
    {
        var found = new Dictionary<SheetLine, (SheetLine, bool)>(ReferenceEqualityComparer.Instance);
        if (sheet.IsByPerson)
        {
            return found;
        }

        var seen = new Dictionary<string, SheetLine>(StringComparer.Ordinal);
        foreach (var line in sheet.Lines)
        {
            if (line.Marks.Select(mark => seen.GetValueOrDefault(mark)).FirstOrDefault(other => other is not null) is { } first)
            {
                found.Add(line, (first, true));
            }

            foreach (var mark in line.Marks)
            {
                seen.TryAdd(mark, line);
            }
        }

        foreach (var alike in sheet.Lines.Where(line => line.Name.Length > 0)
            .GroupBy(line => FiguresOf(sheet, line), StringComparer.Ordinal).Where(alike => alike.Key.Length > 0))
        {
            var lines = alike.ToArray();
            if (lines.Length > 1 && lines.All(line => line.Name == lines[0].Name && line.Marks.Count == 0 && line.Person == lines[0].Person
                && line.Tags.SequenceEqual(lines[0].Tags)))
            {
                foreach (var again in lines.Skip(1))
                {
                    found.Add(again, (lines[0], false));
                }
            }
        }

        return found;
    }

    /// <summary>What is said of each that stands there again.</summary>
    public static IEnumerable<SheetFinding> Findings(
        IReadOnlyDictionary<SheetLine, (SheetLine First, bool IsByMark)> duplicates) => duplicates.Select(each =>
            new SheetFinding(SheetCause.Duplicate, each.Key.Row, Column: null, each.Key.Key, each.Value.IsByMark
                ? new LocalizedText($"与第 {each.Value.First.Row} 行是同一户（编号、证件或账号相同）",
                    $"the same as row {each.Value.First.Row}: number, ID or account")
                : new LocalizedText($"与第 {each.Value.First.Row} 行姓名相同，各项数字也都相同：像是同一户列了两次",
                    $"the name and every figure of row {each.Value.First.Row}: it seems to be listed twice")));

    // Empty where they are too few to tell households apart.
    private static string FiguresOf(CheckedSheet sheet, SheetLine line)
    {
        var figures = Enumerable.Range(0, line.Values.Count)
            .Where(at => sheet.Columns[at] is { IsNumber: true, Kind: not SheetColumnKind.Price } && line.Values[at] is { Sign: not 0 })
            .Select(at => $"{at}={line.Values[at]!.Value}").ToArray();
        return figures.Length < LeastFigures ? "" : string.Join(';', figures);
    }
}
