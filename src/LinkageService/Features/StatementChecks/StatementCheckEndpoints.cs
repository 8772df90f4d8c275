using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Exports;
using LinkageService.Features.Households;
using LinkageService.Http;

namespace LinkageService.Features.StatementChecks;

/// <summary>The REST side of checking payout sheets.</summary>
internal sealed class StatementCheckEndpoints(
    CheckStatement check, ExportStatementCheck export, KeptStatementChecks kept, Limits limits)
{
    private const string Checks = "/v1/statement-checks";
    private const string One = Checks + "/{check}";

    private static readonly string[] Fields = ["sheet", "fileName", "scheme", "year", "figures", "total", "lastSheet", "lastRun"];

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Checks, CheckAsync).WithName("CheckStatement")
            .WithMetadata(StatementCheckDocumentation.Check).Requires(Permission.ReadRuns);
        routes.MapPost(Checks + ":export", ExportAsync).WithName("ExportStatementCheck")
            .WithMetadata(StatementCheckDocumentation.Export).Requires(Permission.ReadRuns);
        routes.MapGet(Checks, ListAsync).WithName("ListStatementChecks")
            .WithMetadata(StatementCheckDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapGet(One, GetAsync).WithName("GetStatementCheck")
            .WithMetadata(StatementCheckDocumentation.Get).Requires(Permission.ReadRuns);
        routes.MapDelete(One, RemoveAsync).WithName("RemoveStatementCheck")
            .WithMetadata(StatementCheckDocumentation.Remove).Requires(Permission.PrepareRuns);
    }

    private async Task CheckAsync(HttpContext http, CancellationToken cancellation)
    {
        RosterTableEndpoints.RequireTable(http.Request);
        var query = QueryFields.Of(http.Request, [.. Fields, "keep", "organization"]);
        var (isKept, organization) = (query.Flag("keep"), query.Text("organization"));
        var request = Read(query) with { IsKept = isKept, Organization = organization };
        await using var body = new BoundedBody(http.Request.Body, limits.MaxBodyBytes, _tooLarge);
        var found = await check.HandleAsync(Caller.Of(http), request, body, cancellation);
        await JsonResponse.WriteAsync(
            http, StatementCheckContract.Of(found), StatementCheckContracts.Default.StatementCheckContract, cancellation);
    }

    private async Task ListAsync(HttpContext http, CancellationToken cancellation)
    {
        var page = QueryFields.Of(http.Request, "cursor", "limit").Page();
        var found = await kept.ListAsync(Caller.Of(http), page, cancellation);
        await JsonResponse.WriteAsync(
            http, new KeptStatementChecksContract([.. found.Items.Select(KeptStatementCheckContract.Of)], found.NextCursor),
            StatementCheckContracts.Default.KeptStatementChecksContract, cancellation);
    }

    private async Task GetAsync(HttpContext http, string check, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var found = await kept.GetAsync(Caller.Of(http), check, cancellation);
        await JsonResponse.WriteAsync(
            http, StatementCheckContract.Of(found), StatementCheckContracts.Default.StatementCheckContract, cancellation);
    }

    private async Task RemoveAsync(HttpContext http, string check, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var removed = await kept.RemoveAsync(Caller.Of(http), check, cancellation);
        await JsonResponse.WriteAsync(
            http, KeptStatementCheckContract.Of(removed), StatementCheckContracts.Default.KeptStatementCheckContract, cancellation);
    }

    private async Task ExportAsync(HttpContext http, CancellationToken cancellation)
    {
        RosterTableEndpoints.RequireTable(http.Request);
        var query = QueryFields.Of(http.Request, [.. Fields, "format", "lang"]);
        var format = query.OneOf("format", ExportStatementCheck.Formats);
        var words = new ExportWords(query.OneOf("lang", "zh", "en") == "zh");
        var request = Read(query);
        AcceptHeader.Require(http.Request, format == "csv" ? RosterTableEndpoints.Csv : "text/html");
        await using var body = new BoundedBody(http.Request.Body, limits.MaxBodyBytes, _tooLarge);
        await export.HandleAsync(Caller.Of(http), request, body, format, words,
            head => ExportEndpoints.Begin(http.Response, head), cancellation);
    }

    private static CheckStatementRequest Read(QueryFields query)
    {
        var problems = new List<Problem>();
        var figures = StatementFigures.Read(query.Text("figures") ?? "", problems);
        var year = query.Whole("year", AccountYears.Range);
        return new CheckStatementRequest
        {
            Worksheet = query.Text("sheet"), FileName = query.Text("fileName"), Scheme = query.Text("scheme"), Year = year,
            Figures = figures, Total = query.Text("total"), LastWorksheet = query.Text("lastSheet"), LastRun = query.Text("lastRun"),
            FormProblems = [.. query.Problems, .. problems],
        };
    }
}
