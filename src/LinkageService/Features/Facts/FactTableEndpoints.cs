using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Http;
using LinkageService.Tables;

namespace LinkageService.Features.Facts;

/// <summary>Facts as files: import, and the table to be filled in.</summary>
internal sealed class FactTableEndpoints(ImportFacts import, Limits limits)
{
    private const string Kind = "/v1/facts/{kind}";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Kind + ":import", ImportAsync).WithName("ImportFacts")
            .WithMetadata(FactDocumentation.Import).Requires(Permission.WriteHouseholds);
        routes.MapGet(Kind + ":template", (HttpContext http, string kind, CancellationToken cancellation) =>
                RespondAsync(http, kind, cancellation)).WithName("ExportFactTemplate")
            .WithMetadata(FactDocumentation.Template).Requires(Permission.ReadOrganizations);
    }

    /// <summary>Answers with a table to be filled in, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">Of which kind.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RespondAsync(HttpContext http, string kind, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "format", "lang");
        var format = query.OneOf("format", "xlsx", "csv") == "csv" ? TableFormat.Csv : TableFormat.Xlsx;
        var isChinese = query.OneOf("lang", "zh", "en") == "zh";
        query.Check();
        var found = FactKind.Require(kind);
        var type = format == TableFormat.Csv ? RosterTableEndpoints.Csv : RosterTableEndpoints.Xlsx;
        AcceptHeader.Require(http.Request, type);
        http.Response.ContentType = format == TableFormat.Csv ? type + "; charset=utf-8" : type;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{WriteFactTemplate.FileName(found, format)}\"";
        await WriteFactTemplate.HandleAsync(found, format, isChinese, http.Response.Body, cancellation);
    }

    private async Task ImportAsync(HttpContext http, string kind, CancellationToken cancellation)
    {
        RosterTableEndpoints.RequireTable(http.Request);
        var query = QueryFields.Of(http.Request, "dryRun", "sheet");
        var request = new ImportFactsRequest(kind, query.Flag("dryRun"), query.Text("sheet")) { FormProblems = query.Problems };
        await using var body = new BoundedBody(http.Request.Body, limits.MaxBodyBytes, _tooLarge);
        var done = await import.HandleAsync(Caller.Of(http), request, body, cancellation);
        await JsonResponse.WriteAsync(
            http, FactImportContract.Of(done), FactImportContracts.Default.FactImportContract, cancellation);
    }
}
