using System.Globalization;
using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Exports;

namespace LinkageService.Features.LinkageReports;

/// <summary>Gives the linkage report as a workbook.</summary>
internal sealed class ExportLinkageReport(ShowLinkageReport show)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="request">For which.</param>
    /// <param name="isChinese">Chinese, or English.</param>
    /// <param name="begin">Called once it is known that there will be a file: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">There is no such report.</exception>
    public async Task HandleAsync(
        Caller caller, LinkageReportRequest request, bool isChinese, Func<ExportHead, Stream> begin, CancellationToken cancellation)
    {
        var report = await show.HandleAsync(caller, request, cancellation);
        var name = string.Create(CultureInfo.InvariantCulture, $"linkage-{report.Year}.xlsx");
        var head = new ExportHead(ExportKind.ContentTypeOf(ExportFormat.Xlsx), name, IsAttachment: true);
        await LinkageWorkbook.WriteAsync(report, new ExportWords(isChinese), begin(head), cancellation);
    }
}
