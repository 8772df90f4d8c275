using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// What a paper that others read may say of each household. An amount that only households of a status get tells who they are. Where
/// shares and prices stand beside the amounts, so does every sum it is part of: who redoes land × price and compares sees it. Such
/// amounts are therefore in no row of such a paper, on the wall only their sum. See <c>docs/decisions/0049-papers.md</c>.
/// </summary>
/// <param name="Plain">The amounts that may stand in rows, in the order of the steps.</param>
/// <param name="Apart">The amounts that may not.</param>
internal sealed record PaperLines(IReadOnlyList<ExportColumn> Plain, IReadOnlyList<ExportColumn> Apart)
{
    /// <summary>Whether there is anything to say of each household.</summary>
    public bool HasRows => Plain.Count > 0 || Apart.Count == 0;

    /// <summary>What all households get of the amounts in rows.</summary>
    public long PlainSumFen => Plain.Sum(line => line.SumFen);

    /// <summary>What all households get of the others.</summary>
    public long ApartSumFen => Apart.Sum(line => line.SumFen);

    /// <summary>Parts the amounts of a run.</summary>
    public static PaperLines Of(ExportSheet sheet)
    {
        var telling = StatusDisclosure.StepsOf(sheet.Scheme);
        var paid = sheet.Lines.Where(line => line.Households > 0).ToLookup(
            line => telling.Contains(line.Step) || StatusDisclosure.IsIn(line.Title));
        var (plain, apart) = (paid[false].ToArray(), paid[true].ToArray());
        if (apart.Length > 0 && plain.Length > 0)
        {
            // Wages and the like, which some have for other reasons, go with them: to have something apart then says nothing.
            var most = plain.Max(line => line.Households);
            var cover = plain.Where(line => line.Households < most && IsPaid(sheet, line)).ToHashSet();
            (plain, apart) = ([.. plain.Where(line => !cover.Contains(line))], [.. apart.Union(cover).OrderBy(line => line.Index)]);
        }

        return new PaperLines(plain, apart);
    }

    private static bool IsPaid(ExportSheet sheet, ExportColumn line) =>
        sheet.Scheme.Steps.FirstOrDefault(step => step.Id == line.Step)?.Kind == "pay";

    /// <summary>What stands for the amounts that are not in rows.</summary>
    public static LocalizedText ApartTitle { get; } = new("其他项目", "Other items");

    /// <summary>What a household has of the amounts in rows.</summary>
    public long PlainFen(SheetHousehold household) => Plain.Sum(line => household.Amounts[line.Index]);

    /// <summary>What a household has of the others.</summary>
    public long ApartFen(SheetHousehold household) => Apart.Sum(line => household.Amounts[line.Index]);
}
