using LinkageService.Engine.Corrections;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Corrections;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// What households had before a correction: a paper of one shows whom it touches, with what they had, have now, and the difference.
/// </summary>
internal sealed class PaperBefore
{
    private readonly ExportSheet _sheet;
    private readonly PaperLines _lines;
    private readonly Dictionary<string, long> _before;

    private PaperBefore(ExportSheet sheet, PaperLines lines, Dictionary<string, long> before) =>
        (_sheet, _lines, _before) = (sheet, lines, before);

    /// <summary>How many households it touches.</summary>
    public int Count => GroupCounts.Sum();

    /// <summary>How many of each group; one number where there are no groups.</summary>
    public required IReadOnlyList<int> GroupCounts { get; init; }

    /// <summary>Reads it of a correction; null for a run of another kind.</summary>
    /// <param name="source">The run.</param>
    /// <param name="lines">The amounts that are shown: what differs in them is what is touched.</param>
    /// <param name="cancellation">Stops it between two blocks.</param>
    public static async Task<PaperBefore?> OfAsync(ExportSource source, PaperLines lines, CancellationToken cancellation)
    {
        var sheet = source.Sheet;
        if (sheet.Run.Correction is not { } correction)
        {
            return null;
        }

        var books = await StoredBooks.PaidAsync(source.Session, correction.Corrects, correction.After.Select(earlier => earlier.Run));
        var steps = books.Steps.Where(step => !step.IsRecord && !lines.Hidden.Contains(step.Id)
            && !lines.Apart.Any(line => line.Step == step.Id)).ToArray();
        var before = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var at = 0; at < books.Households.Count; at++)
        {
            before[books.Households[at]] = steps.Sum(step => step.Amounts.Span[at]);
        }

        var counts = new int[Math.Max(sheet.Groups.Count, 1)];
        await foreach (var household in source.Rows.ReadAsync(withPersons: false, cancellation))
        {
            counts[sheet.IsGrouped ? household.Group : 0] += IsTouched(lines, household) ? 1 : 0;
        }

        return new PaperBefore(sheet, lines, before) { GroupCounts = counts };
    }

    /// <summary>Those it touches.</summary>
    public async IAsyncEnumerable<SheetHousehold> Touched(IAsyncEnumerable<SheetHousehold> households)
    {
        await foreach (var household in households)
        {
            if (IsTouched(_lines, household))
            {
                yield return household;
            }
        }
    }

    /// <summary>What a household had.</summary>
    public long BeforeFen(SheetHousehold household) => _before.GetValueOrDefault(household.Id);

    /// <summary>What it had, has now, and the difference.</summary>
    public IEnumerable<PagedColumn> Columns(int width)
    {
        var (words, change) = (_sheet.Words, _lines.PlainSumFen);
        var sum = _before.Values.Sum();
        yield return PagedColumn.Amounts(words.T("原（元）", "Before, yuan"), width, sum, BeforeFen);
        yield return PagedColumn.Amounts(
            words.T("改为（元）", "Now, yuan"), width, sum, household => BeforeFen(household) + _lines.PlainFen(household));
        yield return PagedColumn.Amounts(words.T("差（元）", "Difference, yuan"), width, change, _lines.PlainFen);
    }

    private static bool IsTouched(PaperLines lines, SheetHousehold household) =>
        lines.Plain.Any(line => household.Amounts[line.Index] != 0);
}
