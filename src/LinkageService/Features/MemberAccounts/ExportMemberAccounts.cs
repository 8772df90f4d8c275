using System.Globalization;
using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Exports;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Tables;

namespace LinkageService.Features.MemberAccounts;

/// <summary>Accounts to be had as a file.</summary>
/// <param name="Accounts">Which; its page is not read.</param>
/// <param name="Format">As what.</param>
/// <param name="IsChinese">Chinese, or English.</param>
internal sealed record ExportMemberAccountsRequest(MemberAccountsRequest Accounts, ExportFormat Format, bool IsChinese)
{
    /// <summary>The words of the formats; the first unless stated.</summary>
    public static string[] Formats { get; } = ["csv", "xlsx", "html", "pdf"];

    /// <summary>What the file is.</summary>
    public string ContentType => ExportKind.ContentTypeOf(Format);

    /// <summary>The format of one of <see cref="Formats"/>.</summary>
    public static ExportFormat FormatOf(string word) => (ExportFormat)Array.IndexOf(Formats, word);
}

/// <summary>Gives the member accounts of a year as a table, or as pages to be printed, one a household.</summary>
internal sealed class ExportMemberAccounts(Database database, ShowMemberAccounts show, PdfPrinter printer)
{
    private readonly MemberAccountsValidator _validator = new();

    /// <param name="caller">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="begin">Called once it is known that there will be a file: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">There is no such organisation or household, or nothing to print with.</exception>
    public async Task HandleAsync(
        Caller caller, ExportMemberAccountsRequest request, Func<ExportHead, Stream> begin, CancellationToken cancellation)
    {
        _validator.Require(request.Accounts);
        if (request.Format != ExportFormat.Pdf)
        {
            await WriteAsync(caller, request, begin, cancellation);
            return;
        }

        // The page is written whole first, so that no reading of the database waits for the printer.
        printer.Require();
        ExportHead? head = null;
        Task WritePageAsync(Stream file) => WriteAsync(caller, request, known => (head = known, file).file, cancellation);
        await printer.PrintAsync(WritePageAsync, () => begin(head!), cancellation);
    }

    private Task WriteAsync(
        Caller caller, ExportMemberAccountsRequest request, Func<ExportHead, Stream> begin, CancellationToken cancellation) =>
        database.SendSnapshotAsync(async session =>
        {
            var asked = request.Accounts;
            var plan = await show.OpenAsync(session, caller, asked);
            var organization = (await OrganizationStore.FindAsync(session, asked.Organization))!;
            var pages = asked.Household is { } household
                ? One(await ShowMemberAccounts.OneAsync(session, asked.Organization, plan, household))
                : ShowMemberAccounts.AllAsync(session, asked.Organization, plan, cancellation);
            var one = asked.Household is null ? "" : "-" + string.Concat(asked.Household.Where(char.IsAsciiLetterOrDigit));
            var name = string.Create(CultureInfo.InvariantCulture,
                $"{asked.Organization}-{plan.Year}{one}-member-accounts.{ExportMemberAccountsRequest.Formats[(int)request.Format]}");
            var head = new ExportHead(request.ContentType, name, IsAttachment: request.Format != ExportFormat.Html);
            var words = new ExportWords(request.IsChinese);
            if (request.Format is ExportFormat.Html or ExportFormat.Pdf)
            {
                await MemberAccountPrint.WriteAsync(pages, plan, organization.Name, words, begin(head), cancellation);
                return true;
            }

            var format = request.Format == ExportFormat.Csv ? TableFormat.Csv : TableFormat.Xlsx;
            await using var table = TableWriter.Create(begin(head), format, words.T("成员账户", "Member accounts"));
            await WriteTableAsync(table, pages, plan, words, cancellation);
            return true;
        }, cancellation);

    private static async IAsyncEnumerable<MemberAccountPage> One(MemberAccountPage page)
    {
        await Task.CompletedTask;
        yield return page;
    }

    private static async Task WriteTableAsync(
        TableWriter table, IAsyncEnumerable<MemberAccountPage> pages, AccountPlan plan, ExportWords words, CancellationToken cancellation)
    {
        string[] heads = [words.T("户编号", "Household"), words.T("户主", "Name"), words.T("日期", "Date"), words.T("摘要", "What")];
        await table.WriteAsync(
            [.. heads.Select(TableCell.Of), .. plan.Columns.Select(column => TableCell.Of(Heading(column, words)))], cancellation);
        await foreach (var page in pages)
        {
            foreach (var account in page.Accounts)
            {
                var (opening, closing) = (words.T("年初余额", "Opening balance"), words.T("年末余额（或全年）", "Closing balance, or of the year"));
                await table.WriteAsync(
                    Row(account, $"{plan.Year}-01-01", opening, column => plan.Columns[column].IsBalance ? account.Opening[column] : null),
                    cancellation);
                foreach (var entry in account.Entries)
                {
                    await table.WriteAsync(Row(account, entry.Date, words.Of(entry.Text),
                        column => entry.Amounts[column] is var amount and not 0 ? amount : null), cancellation);
                }

                await table.WriteAsync(Row(account, $"{plan.Year}-12-31", closing, column => account.Closing[column]), cancellation);
            }
        }

        await table.CompleteAsync(cancellation);

        TableCell[] Row(MemberAccount account, string date, string what, Func<int, long?> amountOf) =>
        [
            TableCell.Of(account.Household), TableCell.Of(account.Name ?? ""), TableCell.Of(date), TableCell.Of(what),
            .. plan.Columns.Select((column, at) => amountOf(at) is { } amount
                ? TableCell.Decimal(column.Text(amount), column.Decimals) : TableCell.Of("")),
        ];
    }

    /// <summary>What stands over a column: 成员出资（元）.</summary>
    public static string Heading(AccountColumn column, ExportWords words) =>
        words.T($"{column.Title.Zh}（{column.Unit.Zh}）", $"{words.Of(column.Title)}, {words.Of(column.Unit)}");
}
