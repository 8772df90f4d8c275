using System.Diagnostics;
using System.Text;
using LinkageService.Engine.Books;
using LinkageService.Features.Exports.Print;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>Writes vouchers in each of their formats.</summary>
internal static class VoucherFiles
{
    /// <summary>The formats, in the order in which a page offers them.</summary>
    public static ExportFormat[] Formats { get; } =
        [ExportFormat.Csv, ExportFormat.Xlsx, ExportFormat.Html, ExportFormat.Pdf, ExportFormat.Journal, ExportFormat.Beancount];

    /// <summary>Writes them; a PDF as the page it is printed of.</summary>
    /// <param name="format">As what.</param>
    /// <param name="head">Whose vouchers, and what they are called.</param>
    /// <param name="journal">The vouchers.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Task WriteAsync(
        ExportFormat format, VoucherHead head, Journal journal, Stream destination, CancellationToken cancellation) => format switch
    {
        ExportFormat.Csv => VoucherTable.WriteAsync(head, journal, destination, cancellation),
        ExportFormat.Xlsx => VoucherWorkbook.WriteAsync(head, journal, destination, cancellation),
        ExportFormat.Html or ExportFormat.Pdf => VoucherPrint.WriteAsync(head, journal, destination, cancellation),
        ExportFormat.Journal => WriteTextAsync(new HledgerText(head), journal, destination, cancellation),
        ExportFormat.Beancount => WriteTextAsync(new BeancountText(head), journal, destination, cancellation),
        _ => throw new UnreachableException(),
    };

    // Text of plain-text accounting, a voucher at a time.
    private static async Task WriteTextAsync(
        PlainTextBooks books, Journal journal, Stream destination, CancellationToken cancellation)
    {
        foreach (var part in books.Write(journal))
        {
            await destination.WriteAsync(Encoding.UTF8.GetBytes(part), cancellation);
        }
    }
}

/// <summary>Whose vouchers they are.</summary>
/// <param name="Organization">The name of the organisation.</param>
/// <param name="Title">What they are of: 2025 年收益分配.</param>
/// <param name="Words">The language.</param>
internal sealed record VoucherHead(string Organization, string Title, ExportWords Words);
