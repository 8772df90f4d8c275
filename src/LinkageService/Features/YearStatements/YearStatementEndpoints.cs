using LinkageService.Access;
using LinkageService.Features.Calculations;
using LinkageService.Features.Exports;
using LinkageService.Http;

namespace LinkageService.Features.YearStatements;

/// <summary>The REST side of statements and vouchers of a year.</summary>
internal sealed class YearStatementEndpoints(ShowYearAccounts show, ExportYearAccounts export)
{
    private const string Organization = "/v1/organizations/{org}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Organization + "/year-statements", GetAsync).WithName("GetYearStatements")
            .WithMetadata(YearStatementDocumentation.Get).Requires(Permission.ReadRuns);
        routes.MapGet(Organization + "/year-statements:export", (HttpContext http, string org, CancellationToken cancellation) =>
                RespondAsync(http, export, Caller.Of(http), org, isVouchers: false, cancellation)).WithName("ExportYearStatements")
            .WithMetadata(YearStatementDocumentation.Export).Requires(Permission.ReadRuns);
        routes.MapGet(Organization + "/vouchers:export", (HttpContext http, string org, CancellationToken cancellation) =>
                RespondAsync(http, export, Caller.Of(http), org, isVouchers: true, cancellation)).WithName("ExportVouchers")
            .WithMetadata(YearStatementDocumentation.Vouchers).Requires(Permission.ReadRuns);
    }

    /// <summary>Answers with a file, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="export">The handler.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="org">Whose.</param>
    /// <param name="isVouchers">The vouchers, else the statements.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Names in the query that were read before.</param>
    public static Task RespondAsync(
        HttpContext http, ExportYearAccounts export, Caller caller, string org, bool isVouchers, CancellationToken cancellation,
        params string[] read)
    {
        var query = QueryFields.Of(http.Request, ["year", "format", "lang", .. read]);
        var accounts = new YearAccountsRequest(org, query.Whole("year", AccountYears.Range));
        var formats = isVouchers ? ExportYearAccountsRequest.VoucherFormats : ExportYearAccountsRequest.StatementFormats;
        var (format, isChinese) = (query.OneOf("format", formats), query.OneOf("lang", "zh", "en") == "zh");
        query.Check();
        var request = new ExportYearAccountsRequest(accounts, ExportYearAccountsRequest.FormatOf(format), isChinese);
        AcceptHeader.Require(http.Request, request.ContentType);
        Stream Begin(ExportHead head) => ExportEndpoints.Begin(http.Response, head);
        return isVouchers
            ? export.VouchersAsync(caller, request, Begin, cancellation)
            : export.StatementsAsync(caller, request, Begin, cancellation);
    }

    private async Task GetAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "year");
        var request = new YearAccountsRequest(org, query.Whole("year", AccountYears.Range)) { FormProblems = query.Problems };
        var accounts = await show.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, YearStatementContract.Of(accounts), YearStatementContracts.Default.YearStatementContract, cancellation);
    }
}
