using LinkageService.Access;
using LinkageService.Features.Calculations;
using LinkageService.Features.Exports;
using LinkageService.Http;

namespace LinkageService.Features.LinkageReports;

/// <summary>The REST side of the linkage report.</summary>
internal sealed class LinkageReportEndpoints(ShowLinkageReport show, ExportLinkageReport export, ShowHouseholdIncome income)
{
    private const string Report = "/v1/reports/linkage";

    private static readonly string[] Fields = ["year", "organization", "region", "total", "totalOn", "printed"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Report, GetAsync).WithName("GetLinkageReport")
            .WithMetadata(LinkageReportDocumentation.Get).Requires(Permission.ReadRuns);
        routes.MapGet(Report + ":export", (HttpContext http, CancellationToken cancellation) =>
                RespondAsync(http, export, Caller.Of(http), cancellation)).WithName("ExportLinkageReport")
            .WithMetadata(LinkageReportDocumentation.Export).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/organizations/{org}/households/{household}/income", IncomeAsync).WithName("GetHouseholdIncome")
            .WithMetadata(LinkageReportDocumentation.Income).Requires(Permission.ReadRuns);
    }

    /// <summary>Answers with the workbook, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="export">The handler.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Names in the query that were read before.</param>
    public static Task RespondAsync(
        HttpContext http, ExportLinkageReport export, Caller caller, CancellationToken cancellation, params string[] read)
    {
        var query = QueryFields.Of(http.Request, [.. Fields, "lang", .. read]);
        var isChinese = query.OneOf("lang", "zh", "en") == "zh";
        var request = Read(query);
        AcceptHeader.Require(http.Request, ExportKind.ContentTypeOf(ExportFormat.Xlsx));
        return export.HandleAsync(caller, request, isChinese, head => ExportEndpoints.Begin(http.Response, head), cancellation);
    }

    private async Task GetAsync(HttpContext http, CancellationToken cancellation)
    {
        var report = await show.HandleAsync(Caller.Of(http), Read(QueryFields.Of(http.Request, Fields)), cancellation);
        await JsonResponse.WriteAsync(
            http, LinkageReportContract.Of(report), LinkageReportContracts.Default.LinkageReportContract, cancellation);
    }

    private async Task IncomeAsync(HttpContext http, string org, string household, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "year");
        var request = new HouseholdIncomeRequest(org, household, query.Whole("year", AccountYears.Range)) { FormProblems = query.Problems };
        var found = await income.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, HouseholdIncomeContract.Of(found), HouseholdIncomeContracts.Default.HouseholdIncomeContract, cancellation);
    }

    private static LinkageReportRequest Read(QueryFields query) => new(query.Whole("year", AccountYears.Range))
    {
        Organization = query.Text("organization"), Region = query.Text("region"), TotalOn = query.Date("totalOn"),
        Total = query.Whole("total", LinkageReportValidator.Totals), Printed = query.Text("printed"), FormProblems = query.Problems,
    };
}
