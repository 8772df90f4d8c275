using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Corrections;

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

    /// <summary>
    /// Parts the amounts of a run. Those of a correction are parted as on the paper it corrects: the two hang side by side, and what the
    /// first one keeps to itself is not to be had by subtraction.
    /// </summary>
    /// <param name="source">The run.</param>
    /// <param name="sheet">What of it is printed.</param>
    public static async Task<PaperLines> OfAsync(ExportSource source, ExportSheet sheet)
    {
        if (sheet.Run.Correction is not { } correction)
        {
            return Of(sheet);
        }

        var books = await StoredBooks.PaidAsync(source.Session, correction.Corrects, []);
        var hidden = HiddenIn(sheet.Scheme, books.Steps.Where(step => !step.IsRecord)
            .ToDictionary(step => step.Id, HouseholdsOf, StringComparer.Ordinal));
        var paid = Of(sheet);
        var apart = paid.Apart.Concat(paid.Plain.Where(line => hidden.Contains(line.Step))).OrderBy(line => line.Index).ToArray();
        return new PaperLines([.. paid.Plain.Except(apart)], apart) { Hidden = hidden };
    }

    /// <summary>The steps of the corrected run that its papers keep out of their rows; empty for a run that is no correction.</summary>
    public IReadOnlySet<string> Hidden { get; private init; } = new HashSet<string>(StringComparer.Ordinal);

    private static PaperLines Of(ExportSheet sheet)
    {
        var paid = sheet.Lines.Where(line => line.Households > 0).ToArray();
        var hidden = HiddenIn(sheet.Scheme, paid.ToDictionary(line => line.Step, line => line.Households, StringComparer.Ordinal));
        var parted = paid.ToLookup(line => hidden.Contains(line.Step));
        return new PaperLines([.. parted[false]], [.. parted[true]]);
    }

    // By step, to how many households each gives something.
    private static HashSet<string> HiddenIn(Scheme scheme, IReadOnlyDictionary<string, int> paid)
    {
        var telling = StatusDisclosure.StepsOf(scheme);
        var hidden = paid.Keys.Where(telling.Contains).ToHashSet(StringComparer.Ordinal);
        var plain = paid.Where(step => step.Value > 0 && !hidden.Contains(step.Key)).ToArray();
        if (hidden.Any(step => paid[step] > 0) && plain.Length > 0)
        {
            // Wages and the like, which some have for other reasons, go with them: to have something apart then says nothing.
            var most = plain.Max(step => step.Value);
            hidden.UnionWith(plain.Where(step => step.Value < most && IsPaid(scheme, step.Key)).Select(step => step.Key));
        }

        return hidden;
    }

    private static int HouseholdsOf(BookStep step)
    {
        var count = 0;
        foreach (var amount in step.Amounts.Span)
        {
            count += amount == 0 ? 0 : 1;
        }

        return count;
    }

    private static bool IsPaid(Scheme scheme, string id) => scheme.Steps.FirstOrDefault(step => step.Id == id)?.Kind == "pay";

    /// <summary>What stands for the amounts that are not in rows.</summary>
    public static LocalizedText ApartTitle { get; } = new("其他项目", "Other items");

    /// <summary>What a household has of the amounts in rows.</summary>
    public long PlainFen(SheetHousehold household) => Plain.Sum(line => household.Amounts[line.Index]);

    /// <summary>What a household has of the others.</summary>
    public long ApartFen(SheetHousehold household) => Apart.Sum(line => household.Amounts[line.Index]);
}
