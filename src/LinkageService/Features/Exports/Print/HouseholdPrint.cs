using LinkageService.Engine.Problems;
using LinkageService.Features.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// What a household is told (通知单), two or three to a page with marks to cut: every amount with share, price and the year before, the
/// arithmetic to redo it by hand, the total in capital numerals, where to ask. It shows no number and nothing of anybody else.
/// </summary>
internal sealed class HouseholdPrint() : ExportDocument("household-statements", ExportFormat.Html, ExportFormat.Pdf)
{
    // A page in sixths: a slip takes two, three or all of them.
    private const int SixthsOfPage = 6;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("农户通知单", "Household statements");

    /// <inheritdoc/>
    public override LocalizedText ShortTitle { get; } = new("通知单", "Household statements");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "一页两三户，裁开后交给本户，写明每一笔怎么算；不给别人看。",
        "Two or three to a page, to be cut, with how each amount came about; for that household only.");

    /// <inheritdoc/>
    public override bool IsOfHouseholds => true;

    /// <inheritdoc/>
    public override LocalizedText TitleOf(ExportSheet sheet) => sheet.IsSettlement
        ? new("付清更正差额通知单", "Statement of balances paid")
        : sheet.IsCorrection
        ? new("分红更正通知单", "Statement of a correction")
        : new("分红通知单", "Statement of distribution");

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        var (sheet, rows) = (source.Sheet, source.Rows);
        SheetHousehold? only = null;
        if (source.Request.Household is { } asked)
        {
            only = await rows.FindAsync(asked) ?? throw RunAccess.UnknownHousehold(asked, "household");
        }

        var slips = new HouseholdSlip(
            sheet, TitleOf(sheet), await PaperPrices.OfAsync(source, cancellation), await PaperYears.OfAsync(source),
            await PaperProof.OfAsync(source, cancellation));
        // Who opens the pile sees in which order it lies.
        var groups = sheet.WithoutStatus() is { IsGrouped: true } grouped ? grouped.Groups : [];
        var households = only is null ? rows.ReadGroupsAsync(groups, cancellation) : One(only);
        var html = new HtmlWriter(begin());
        PrintPage.Begin(html, sheet.Words, PaperTitle.Of(sheet, TitleOf(sheet)), isLandscape: false, isFixed: false, hasMargins: false);
        var used = 0;
        await foreach (var household in households.WithCancellation(cancellation))
        {
            // A correction says nothing to those it does not touch; whoever asks for one household is answered.
            if (only is null && !HouseholdSlip.Touches(sheet, household))
            {
                continue;
            }

            var slip = slips.Of(household);
            if (used == 0 || used + slip.Sixths > SixthsOfPage)
            {
                EndPage(html, used);
                PrintPage.BeginSheet(html, sheet);
                used = 0;
            }

            slips.Write(html, slip);
            used += slip.Sixths;
            await html.FlushManyAsync(cancellation);
        }

        EndPage(html, used);
        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    private static void EndPage(HtmlWriter html, int used)
    {
        if (used > 0)
        {
            html.Write($"</section>\n");
        }
    }

    private static async IAsyncEnumerable<SheetHousehold> One(SheetHousehold household)
    {
        await Task.CompletedTask;
        yield return household;
    }
}
