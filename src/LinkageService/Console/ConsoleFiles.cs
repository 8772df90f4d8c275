using LinkageService.Access;
using LinkageService.Features.Audit;
using LinkageService.Features.Batches;
using LinkageService.Features.Exports;
using LinkageService.Features.Facts;
using LinkageService.Features.Households;
using LinkageService.Features.LinkageReports;
using LinkageService.Features.MemberAccounts;
using LinkageService.Features.RunFiles;
using LinkageService.Features.Withholdings;
using LinkageService.Features.YearStatements;
using LinkageService.Http;
using LinkageService.Tables;

namespace LinkageService.Console;

/// <summary>The files of REST once more, for a browser: the caller is whoever its cookie says, a purpose stands in the address.</summary>
internal sealed class ConsoleFiles(
    ExportRun runs, PrintWatches watches, ExportHouseholds households, ExportMemberAccounts accounts, ExportYearAccounts years,
    ExportLinkageReport report, ExportTaxDeclaration taxes, KeptRunFiles files, WriteRosterTemplate template, ExportAuditEntries audit,
    ExportBatch batches)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exports/runs/{run}/{kind}", WriteRunAsync).ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        routes.MapGet("/exports/printing/{file}", (HttpContext http, string file) => watches.Find(Caller.Of(http), file) is { } progress
            ? Results.Json(new { printed = progress.Printed, written = progress.Written })
            : Results.NoContent())
            .ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        routes.MapGet("/exports/runs/{run}/files/{file}", (HttpContext http, string run, string file, CancellationToken cancellation) =>
            RunFileEndpoints.RespondAsync(http, files, Caller.Of(http), run, file, cancellation))
            .ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        routes.MapGet("/exports/batches/{batch}", (HttpContext http, string batch, CancellationToken cancellation) =>
            BatchEndpoints.ExportAsync(http, batches, batch, cancellation, Gate.PurposeQuery))
            .DisableRequestTimeout().ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        routes.MapGet("/exports/organizations/{org}/households", (HttpContext http, string org, CancellationToken cancellation) =>
            RosterTableEndpoints.RespondAsync(http, households, Caller.Of(http), org, cancellation, Gate.PurposeQuery))
            .ExcludeFromDescription().OfConsole(Permission.ReadOrganizations);
        routes.MapGet("/exports/organizations/{org}/member-accounts", (HttpContext http, string org, CancellationToken cancellation) =>
            MemberAccountEndpoints.RespondAsync(http, accounts, Caller.Of(http), org, cancellation, Gate.PurposeQuery))
            .ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        routes.MapGet("/exports/audit", (HttpContext http, CancellationToken cancellation) =>
            AuditEndpoints.RespondAsync(http, audit, Caller.Of(http), cancellation))
            .ExcludeFromDescription().OfConsole(Permission.ReadAudit);
        foreach (var (what, isVouchers) in new[] { ("year-statements", false), ("vouchers", true) })
        {
            routes.MapGet("/exports/organizations/{org}/" + what, (HttpContext http, string org, CancellationToken cancellation) =>
                YearStatementEndpoints.RespondAsync(http, years, Caller.Of(http), org, isVouchers, cancellation, Gate.PurposeQuery))
                .ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        }

        routes.MapGet("/exports/organizations/{org}/tax-declaration", (HttpContext http, string org, CancellationToken cancellation) =>
            WithholdingEndpoints.RespondAsync(http, taxes, Caller.Of(http), org, cancellation, Gate.PurposeQuery))
            .ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        routes.MapGet("/exports/reports/linkage", (HttpContext http, CancellationToken cancellation) =>
            LinkageReportEndpoints.RespondAsync(http, report, Caller.Of(http), cancellation, Gate.PurposeQuery))
            .ExcludeFromDescription().OfConsole(Permission.ReadRuns);
        routes.MapGet("/exports/organizations/{org}/template", WriteTemplateAsync)
            .ExcludeFromDescription().OfConsole(Permission.ReadOrganizations);
        routes.MapGet("/exports/facts/{kind}/template", (HttpContext http, string kind, CancellationToken cancellation) =>
            FactTableEndpoints.RespondAsync(http, kind, cancellation)).ExcludeFromDescription().OfConsole(Permission.ReadOrganizations);
    }

    // A page that waits for a PDF calls it something, and asks by that name how far it is.
    private async Task WriteRunAsync(HttpContext http, string run, string kind, CancellationToken cancellation)
    {
        using var watch = watches.Begin(Caller.Of(http), http.Request.Query["progress"]);
        await ExportEndpoints.RespondAsync(
            http, runs, Caller.Of(http), run, kind, cancellation, watch, Gate.PurposeQuery, "progress");
    }

    // An empty roster, to be filled in.
    private async Task WriteTemplateAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "format", "lang", "scheme", "persons");
        var (format, isChinese) = (query.OneOf("format", "csv", "xlsx"), query.OneOf("lang", "zh", "en") == "zh");
        var (scheme, hasPersons) = (query.Text("scheme"), query.Flag("persons"));
        query.Check();
        var request = new RosterTemplateRequest(
            org, scheme, hasPersons, format == "csv" ? TableFormat.Csv : TableFormat.Xlsx, isChinese);
        await template.HandleAsync(Caller.Of(http), request, () =>
        {
            http.Response.ContentType = format == "csv" ? RosterTableEndpoints.Csv + "; charset=utf-8" : RosterTableEndpoints.Xlsx;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.ContentDisposition = new DownloadName(
                $"{org}-template.{format}", isChinese ? "名册模板" : null).Disposition();
            return http.Response.Body;
        }, cancellation);
    }
}
