using LinkageService.Access;
using LinkageService.Http;

namespace LinkageService.Features.Exports;

/// <summary>The REST side of exports.</summary>
internal sealed class ExportEndpoints(ExportRun export)
{
    private const string Bundle = "bundle.zip";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/runs/{run}/exports/{kind}", GetAsync).WithName("ExportRun")
            .WithMetadata(ExportDocumentation.Export).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/bundle", BundleAsync).WithName("GetRunBundle")
            .WithMetadata(ExportDocumentation.Bundle).Requires(Permission.ReadRuns);
    }

    private Task BundleAsync(HttpContext http, string run, CancellationToken cancellation) =>
        RespondAsync(http, export, Caller.Of(http), run, Bundle, cancellation);

    private Task GetAsync(HttpContext http, string run, string kind, CancellationToken cancellation) =>
        RespondAsync(http, export, Caller.Of(http), run, kind, cancellation);

    /// <summary>Answers with a file, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="export">The handler.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="kind">Which file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="progress">Told how far a PDF is; null where nobody looks.</param>
    /// <param name="read">Names in the query that were read before.</param>
    public static Task RespondAsync(
        HttpContext http, ExportRun export, Caller caller, string run, string kind, CancellationToken cancellation,
        IProgress<PrintProgress>? progress = null, params string[] read)
    {
        var query = QueryFields.Of(http.Request, ["lang", "household", "names", "rows", "formulas", .. read]);
        var isChinese = query.OneOf("lang", "zh", "en") == "zh";
        var household = query.Text("household");
        var names = query.Text("names") is null ? null : query.OneOf("names", ExportRequest.NamesWords);
        var rows = query.Text("rows") is null ? null : query.OneOf("rows", ExportRequest.RowsWords);
        var formulas = query.Text("formulas") is null ? null : query.OneOf("formulas", ExportRequest.FormulasWords);
        query.Check();
        AcceptHeader.Require(http.Request, ExportKind.Of(kind).ContentType);
        var request = new ExportRequest(run, kind)
        {
            Household = household, IsChinese = isChinese, Names = names, Rows = rows, Formulas = formulas, Progress = progress,
        };
        return export.HandleAsync(caller, request, head => Begin(http.Response, head), cancellation);
    }

    /// <summary>Says what the file is, and gives where it goes.</summary>
    public static Stream Begin(HttpResponse response, ExportHead head)
    {
        response.ContentType = head.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = ExportHead.PagePolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentDisposition = head.Disposition;
        return response.Body;
    }
}
