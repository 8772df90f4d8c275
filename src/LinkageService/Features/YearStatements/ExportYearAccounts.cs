using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Books;
using LinkageService.Features.Exports;
using LinkageService.Features.Exports.Vouchers;
using LinkageService.Storage;

namespace LinkageService.Features.YearStatements;

/// <summary>The statements or the vouchers of a year, to be had as a file.</summary>
/// <param name="Accounts">Which.</param>
/// <param name="Format">As what.</param>
/// <param name="IsChinese">Chinese, or English.</param>
internal sealed record ExportYearAccountsRequest(YearAccountsRequest Accounts, ExportFormat Format, bool IsChinese)
{
    /// <summary>The words of the formats of statements; the first unless stated.</summary>
    public static string[] StatementFormats { get; } = ["xlsx", "html", "pdf"];

    /// <summary>The words of the formats of vouchers; the first unless stated.</summary>
    public static string[] VoucherFormats { get; } = ["csv", "xlsx", "html", "pdf", "journal", "beancount"];

    /// <summary>What the file is.</summary>
    public string ContentType => ExportKind.ContentTypeOf(Format);

    /// <summary>The format of a word.</summary>
    public static ExportFormat FormatOf(string word) => Enum.Parse<ExportFormat>(word, ignoreCase: true);
}

/// <summary>Gives the statements of a year, and its vouchers over all runs, as files.</summary>
internal sealed class ExportYearAccounts(Database database, ShowYearAccounts show, PdfPrinter printer, TimeProvider time)
{
    private readonly YearAccountsValidator _validator = new();

    /// <summary>The statements: a workbook whose sums are formulas, or a page to be printed.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="begin">Called once it is known that there will be a file: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">There are no such statements, or nothing to print with.</exception>
    public Task StatementsAsync(
        Caller caller, ExportYearAccountsRequest request, Func<ExportHead, Stream> begin, CancellationToken cancellation) =>
        PrintAsync(request, begin, opened => database.SendSnapshotAsync(async session =>
        {
            var accounts = await show.ReadAsync(session, caller, request.Accounts, cancellation);
            var words = new ExportWords(request.IsChinese);
            var destination = opened(HeadOf(request, accounts.Year, "statements"));
            await (request.Format == ExportFormat.Xlsx
                ? YearWorkbook.WriteAsync(accounts, words, destination, cancellation)
                : YearPrint.WriteAsync(accounts, words, destination, cancellation));
            return true;
        }, cancellation), cancellation);

    /// <summary>The vouchers that were booked in a year, with those of its last day that clear it once it is over.</summary>
    /// <inheritdoc cref="StatementsAsync"/>
    public Task VouchersAsync(
        Caller caller, ExportYearAccountsRequest request, Func<ExportHead, Stream> begin, CancellationToken cancellation) =>
        PrintAsync(request, begin, opened => database.SendSnapshotAsync(async session =>
        {
            var (organization, chart) = await ShowYearAccounts.RequireAsync(session, caller, request.Accounts.Organization);
            var (year, words) = (show.YearOf(request.Accounts), new ExportWords(request.IsChinese));
            var runs = await ShowYearAccounts.RunsAsync(session, organization.Id, year: null);
            var journal = await ReadJournal.OfAsync(
                session, chart, runs, new BookedYear(year, Dates.Today(time)), cancellation);
            VouchersExport.RequireRows(journal, request.Format);
            var head = new VoucherHead(organization.Name, words.T($"{year} 年度", $"{year}"), words);
            await VoucherFiles.WriteAsync(request.Format, head, journal, opened(HeadOf(request, year, "vouchers")), cancellation);
            return true;
        }, cancellation), cancellation);

    private static ExportHead HeadOf(ExportYearAccountsRequest request, int year, string what) => new(
        request.ContentType,
        string.Create(CultureInfo.InvariantCulture,
            $"{request.Accounts.Organization}-{year}-{what}.{request.Format.ToString().ToLowerInvariant()}"),
        IsAttachment: request.Format != ExportFormat.Html);

    // A page is written whole first, so that no reading of the database waits for the printer.
    private async Task PrintAsync(
        ExportYearAccountsRequest request, Func<ExportHead, Stream> begin, Func<Func<ExportHead, Stream>, Task> writeAsync,
        CancellationToken cancellation)
    {
        _validator.Require(request.Accounts);
        if (request.Format != ExportFormat.Pdf)
        {
            await writeAsync(begin);
            return;
        }

        printer.Require();
        ExportHead? head = null;
        await printer.PrintAsync(file => writeAsync(known => (head = known, file).file), () => begin(head!), cancellation);
    }
}
