using LinkageService.Engine.Amounts;
using LinkageService.Tables;

namespace LinkageService.Features.Exports;

/// <summary>Every household's amounts as a CSV: a row a household, a column a benefit, nothing else, for other programs to read.</summary>
internal static class StatementsTable
{
    /// <summary>Writes it, a block of households at a time.</summary>
    public static async Task WriteAsync(ExportSheet sheet, SheetRows rows, Stream destination, CancellationToken cancellation)
    {
        await using var table = TableWriter.Create(destination, TableFormat.Csv, "");
        await table.WriteAsync(Headings(sheet).Select(TableCell.Of).ToArray(), cancellation);
        await foreach (var household in rows.ReadGroupsAsync([], cancellation))
        {
            await table.WriteAsync(Cells(sheet, household), cancellation);
        }

        await table.CompleteAsync(cancellation);
    }

    /// <summary>The headings of the amounts after the lines.</summary>
    public static IEnumerable<string> TailHeadings(ExportSheet sheet)
    {
        var words = sheet.Words;
        yield return sheet.TotalTitle;
        if (sheet.IsSettlement)
        {
            yield return words.T("更正年度", "Corrected year");
            yield return words.T("收款人", "Payee");
            yield return words.T("与本户的关系", "Relation");
        }

        foreach (var after in sheet.AfterTotals)
        {
            yield return after.Title;
        }

        foreach (var record in sheet.Records)
        {
            yield return words.T("（另记）", "(noted) ") + record.Title;
        }

        foreach (var carried in sheet.Carried)
        {
            yield return carried.Title;
        }
    }

    /// <summary>What stands after the amount of a settlement, under the headings of <see cref="TailHeadings"/>.</summary>
    public static IEnumerable<string> SettledTexts(ExportSheet sheet, string household) =>
        [sheet.YearsOf(household), sheet.Settlement!.PayeeOf(household)!.Name, sheet.RelationOf(household)];

    /// <summary>All headings, in order.</summary>
    public static IEnumerable<string> Headings(ExportSheet sheet) =>
    [
        sheet.Words.T("户编号", "Household"), sheet.Words.T("户主", "Name"), .. sheet.Labels.Select(label => label.Title),
        .. sheet.Lines.Select(line => line.Title), .. TailHeadings(sheet),
    ];

    /// <summary>The row of a household, under <see cref="Headings"/>.</summary>
    public static TableCell[] Cells(ExportSheet sheet, SheetHousehold household)
    {
        var cells = new List<TableCell>
        {
            TableCell.Of(household.Id), TableCell.Of(household.Person?.Name ?? ""),
        };
        cells.AddRange(household.Labels.Select(TableCell.Of));
        cells.AddRange(sheet.Lines.Select(line => Amount(household.Amounts[line.Index])));
        cells.Add(Amount(sheet.TotalFen(household.Payable)));
        if (sheet.IsSettlement)
        {
            cells.AddRange(SettledTexts(sheet, household.Id).Select(TableCell.Of));
        }

        cells.AddRange(sheet.AfterTotals.Select(after => Amount(after.Fen(household.Payable))));
        cells.AddRange(sheet.Records.Concat(sheet.Carried).Select(record => Amount(household.Amounts[record.Index])));
        return [.. cells];
    }

    private static TableCell Amount(long fen) => TableCell.Decimal(new Money(fen).ToString(), Money.Decimals);
}
