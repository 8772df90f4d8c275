using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Errors;
using LinkageService.Features.Exports;
using LinkageService.Tables;

namespace LinkageService.Features.Withholdings;

/// <summary>Gives the list for the declaration as a table: a row for each payment of a benefit to a household.</summary>
internal sealed class ExportTaxDeclaration(ShowTaxDeclaration show)
{
    /// <summary>The words of the formats; the first unless stated.</summary>
    public static string[] Formats { get; } = ["xlsx", "csv"];

    /// <param name="caller">Who asks.</param>
    /// <param name="request">For which.</param>
    /// <param name="format">As what.</param>
    /// <param name="isChinese">Chinese, or English.</param>
    /// <param name="begin">Called once it is known that there will be a file: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">There is no such declaration.</exception>
    public async Task HandleAsync(
        Caller caller, TaxDeclarationRequest request, ExportFormat format, bool isChinese, Func<ExportHead, Stream> begin,
        CancellationToken cancellation)
    {
        var declaration = await show.HandleAsync(caller, request, cancellation);
        var (words, isXlsx) = (new ExportWords(isChinese), format == ExportFormat.Xlsx);
        var month = declaration.Month is { } of ? of.ToString("-00", CultureInfo.InvariantCulture) : "";
        var head = new ExportHead(
            ExportKind.ContentTypeOf(format),
            string.Create(CultureInfo.InvariantCulture,
                $"{declaration.Organization}-{declaration.Year}{month}-tax.{(isXlsx ? "xlsx" : "csv")}"),
            IsAttachment: true);
        await using var table = TableWriter.Create(
            begin(head), isXlsx ? TableFormat.Xlsx : TableFormat.Csv, words.T("扣缴申报", "Tax declaration"));
        await table.WriteAsync(Headings(words).Select(TableCell.Of).ToArray(), cancellation);
        foreach (var entry in declaration.Entries)
        {
            await table.WriteAsync(Cells(words, entry), cancellation);
        }

        await table.CompleteAsync(cancellation);
    }

    private static string[] Headings(ExportWords words) =>
    [
        words.T("户编号", "Household"), words.T("纳税人姓名", "Taxpayer"), words.T("身份证件号码", "ID number"), words.T("所得项目", "Income"),
        words.T("分配项目", "Benefit"), words.T("支付日期", "Paid on"), words.T("收入额", "Amount of income"), words.T("应纳税额", "Tax"),
        words.T("其中代扣", "Withheld of it"), words.T("其中单位承担", "Borne of it"), words.T("核算编号", "Run"),
    ];

    private static TableCell[] Cells(ExportWords words, DeclaredTax entry) =>
    [
        TableCell.Of(entry.Household), TableCell.Of(entry.Name ?? ""), TableCell.Of(entry.IdNumber ?? ""),
        TableCell.Of(words.T("利息、股息、红利所得", "interest, dividends")), TableCell.Of(words.Of(entry.Title)),
        TableCell.Of(Dates.Text(entry.PaidOn)), Amount(entry.Amount.Income), Amount(entry.Amount.Tax), Amount(entry.Amount.Withheld),
        Amount(entry.Amount.Borne), TableCell.Of(entry.Run),
    ];

    private static TableCell Amount(long fen) => TableCell.Decimal(new Money(fen).ToString(), Money.Decimals);
}
