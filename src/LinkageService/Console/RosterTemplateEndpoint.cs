using LinkageService.Access;
using LinkageService.Documents.Tables;
using LinkageService.Features.Households;

namespace LinkageService.Console;

/// <summary>Empty roster tables for the browser: <c>/exports/organizations/{org}/template.csv</c> and <c>.xlsx</c>.</summary>
internal sealed class RosterTemplateEndpoint(WriteRosterTemplate template)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var format in new[] { TableFormat.Csv, TableFormat.Xlsx })
        {
            var ending = format == TableFormat.Csv ? "csv" : "xlsx";
            routes.MapGet("/exports/organizations/{org}/template." + ending,
                (HttpContext http, string org, CancellationToken cancellation) => WriteAsync(http, org, format, ending, cancellation))
                .ExcludeFromDescription().OfConsole(Permission.ReadOrganizations);
        }
    }

    private Task WriteAsync(HttpContext http, string org, TableFormat format, string ending, CancellationToken cancellation)
    {
        var query = http.Request.Query;
        var request = new RosterTemplateRequest(
            org, query["scheme"].ToString() is { Length: > 0 } scheme ? scheme : null, query["persons"] == "true", format,
            IsChinese: query["language"] != "en");
        return template.HandleAsync(Caller.Of(http), request, () =>
        {
            http.Response.ContentType = format == TableFormat.Csv ? RosterTableEndpoints.Csv + "; charset=utf-8" : RosterTableEndpoints.Xlsx;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{org}-template.{ending}\"";
            return http.Response.Body;
        }, cancellation);
    }
}
