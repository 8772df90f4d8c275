using LinkageService.Configuration;
using LinkageService.Engine.Books;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Books;
using LinkageService.Features.Life;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>The vouchers of a run (记账凭证) by the chart of accounts of its organisation: from the resolution to the last payment.</summary>
internal sealed class VouchersExport() : ExportDocument("vouchers", VoucherFiles.Formats)
{
    private static readonly string[] Booked = [RunStates.Approved, RunStates.Paid, RunStates.Closed];

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("记账凭证", "Vouchers");

    /// <inheritdoc/>
    public override LocalizedText Purpose => VoucherWords.Purpose;

    /// <inheritdoc/>
    public override bool IsOffered(string legalForm, string state) =>
        ChartOfAccounts.Of(legalForm) is not null && Booked.Contains(state, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void CheckSize(ExportRequest request, ExportFormat format, RunRow run, Limits limits) =>
        ChangeRun.RequireState(run, Booked);

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        var sheet = source.Sheet;
        var chart = ReadJournal.RequireChart(sheet.Organization.LegalForm, "kind");
        var journal = await ReadJournal.OfAsync(source.Session, chart, [sheet.Run], year: null, cancellation);
        RequireRows(journal, source.Format);
        var head = new VoucherHead(sheet.Organization.Name, sheet.Words.Of(ReadJournal.TitleOf(sheet.Run)), sheet.Words);
        await VoucherFiles.WriteAsync(source.Format, head, journal, begin(), cancellation);
    }

    /// <summary>Refuses a workbook of more households than a worksheet has rows.</summary>
    /// <exception cref="RefusedException">It has.</exception>
    public static void RequireRows(Journal journal, ExportFormat format)
    {
        var rows = journal.Vouchers.Sum(voucher => voucher.Lines.Sum(line => (long)line.Households.Count));
        if (format == ExportFormat.Xlsx && rows > VoucherWorkbook.MaxRows)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.TooManyHouseholds,
                $"一张工作表最多 {VoucherWorkbook.MaxRows} 行，各户明细有 {rows} 行；请用 csv",
                $"a worksheet has at most {VoucherWorkbook.MaxRows} rows, the households have {rows}; take csv"));
        }
    }
}
