using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Tables;

namespace LinkageService.Features.Audit;

/// <summary>Entries of the audit log to be written as a table.</summary>
/// <param name="Entries">Which; the page it names is not looked at, all that fit are written.</param>
/// <param name="Format">CSV or XLSX.</param>
/// <param name="IsChinese">Whether headings and sentences are Chinese.</param>
internal sealed record AuditTable(ListAuditEntriesRequest Entries, TableFormat Format, bool IsChinese)
{
    /// <summary>The words of the formats.</summary>
    public static readonly string[] Formats = ["csv", "xlsx"];

    /// <summary>Under which name the file is kept.</summary>
    public string FileName => (IsChinese ? "审计记录." : "audit.") + (Format == TableFormat.Csv ? "csv" : "xlsx");

    /// <summary>What the file is.</summary>
    public string ContentType => Format == TableFormat.Csv
        ? "text/csv; charset=utf-8"
        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

/// <summary>Writes the audit log as a table: each entry a sentence, with its number and hash, by which it is found again.</summary>
internal sealed class ExportAuditEntries(ListAuditEntries list)
{
    private const int AtOnce = 1000;

    private static readonly (string Zh, string En)[] Columns =
    [
        ("序号", "no"), ("时间（北京）", "when (Beijing)"), ("谁", "who"), ("做了什么", "what"), ("操作代码", "action"), ("组织", "organization"),
        ("对象", "subject"), ("细节", "details"), ("校验码", "hash"),
    ];

    /// <param name="caller">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="begin">Called once it is known that there will be a table, and where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Errors.RefusedException">The organisation is not there, or not the caller's.</exception>
    public async Task HandleAsync(Caller caller, AuditTable request, Func<Stream> begin, CancellationToken cancellation)
    {
        var asked = request.Entries with { After = 0, Before = null, Limit = AtOnce };
        var page = await list.HandleAsync(caller, asked, cancellation);
        await using var table = TableWriter.Create(begin(), request.Format, request.IsChinese ? "审计记录" : "audit");
        await table.WriteAsync(
            [.. Columns.Select(column => TableCell.Of(request.IsChinese ? column.Zh : column.En))], cancellation);
        while (true)
        {
            foreach (var entry in page.Entries)
            {
                await table.WriteAsync(Cells(entry, page.SentenceOf(entry), request.IsChinese), cancellation);
            }

            if (page.Next is not { } next)
            {
                break;
            }

            page = await list.HandleAsync(caller, asked with { After = next }, cancellation);
        }

        await table.CompleteAsync(cancellation);
    }

    private static TableCell[] Cells(AuditEntry entry, LocalizedText sentence, bool isChinese) =>
    [
        TableCell.Decimal(entry.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture), 0),
        TableCell.Of(Dates.InChina(Moment.ToTime(entry.At)).ToString(
            "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)),
        TableCell.Of(entry.Actor), TableCell.Of(isChinese ? sentence.Zh : sentence.En), TableCell.Of(entry.Action),
        TableCell.Of(entry.OrganizationId ?? ""), TableCell.Of(entry.Subject), TableCell.Of(entry.Details),
        TableCell.Of(DigestText.Of(entry.Hash)),
    ];
}
