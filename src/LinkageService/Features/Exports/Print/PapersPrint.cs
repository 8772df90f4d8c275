using LinkageService.Engine.Problems;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// Everything that is printed of a run in one file, in the order in which it is needed: notice, payout sheet, slips, review.
/// </summary>
internal sealed class PapersPrint() : ExportDocument("papers", ExportFormat.Pdf)
{
    private static readonly ExportDocument[] Documents = [new NoticePrint(), new PayoutPrint(), new HouseholdPrint()];

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("全套：公示表、发放表、通知单、核对表", "All papers: notice, payout sheet, slips, review");

    /// <inheritdoc/>
    public override LocalizedText ShortTitle { get; } = new("打印全部", "Print all");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "按顺序装在一个 PDF 里，一次打印；公示表在前，其余不给别人看；看过异动或有异议的，核对表在最后。",
        "In one PDF, in this order, to be printed at once; only the notice is for everybody. The review is in it where exceptions were "
        + "looked through or somebody objected.");

    /// <inheritdoc/>
    public override bool ShowsNames => true;

    /// <inheritdoc/>
    public override bool ShowsNumbers => true;

    /// <inheritdoc/>
    public override bool HasRows => true;

    /// <inheritdoc/>
    public override LocalizedText TitleOf(ExportSheet sheet) => sheet.IsCorrection
        ? new("分红更正全套材料", "Papers of a correction")
        : sheet.IsSettlement
        ? new("付清更正差额全套材料", "Papers of balances paid")
        : new("分红全套材料", "Papers of a distribution");

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        // A PDF only: each is a page of its own, and its sheets lie as they lie.
        var parts = (PrintParts)begin();
        foreach (var document in Documents)
        {
            await document.WriteAsync(source, () => parts, cancellation);
            await parts.NextAsync();
        }

        if (await ReviewPrint.HasContentAsync(source))
        {
            await new ReviewPrint().WriteAsync(source, () => parts, cancellation);
            await parts.NextAsync();
        }
    }
}
