using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Households;
using LinkageService.Tables;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Features.Households;

/// <summary>Rosters as files: import and export.</summary>
internal sealed class RosterTableEndpoints(ImportHouseholds import, ExportHouseholds export, RosterHeadingMemory memory, Limits limits)
{
    /// <summary>A table of text.</summary>
    public const string Csv = "text/csv";

    /// <summary>A workbook.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Households = "/v1/organizations/{org}/households";

    // What a file is its bytes say; these are what people call it.
    private static readonly string[] Types = [Csv, Xlsx, "application/csv", "application/vnd.ms-excel", "application/octet-stream"];

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Households + ":import", ImportAsync).WithName("ImportHouseholds")
            .WithMetadata(RosterTableDocumentation.Import).Requires(Permission.WriteHouseholds);
        routes.MapGet(Households + ":export", ExportAsync).WithName("ExportHouseholds")
            .WithMetadata(RosterTableDocumentation.Export).Requires(Permission.ReadOrganizations);
    }

    private async Task ImportAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequireTable(http.Request);
        var query = QueryFields.Of(http.Request, "validFrom", "dryRun", "sheet", "laterFacts", "fileName", "numberHouseholds");
        var (validFrom, isDryRun, sheet) = (query.Date("validFrom"), query.Flag("dryRun"), query.Text("sheet"));
        var changesLaterFacts = query.OneOf("laterFacts", LaterFacts.Choices) == "change";
        var (fileName, numbersHouseholds) = (query.Text("fileName"), query.Flag("numberHouseholds"));
        query.Check();
        await using var body = new BoundedBody(http.Request.Body, limits.MaxBodyBytes, _tooLarge);
        var (draft, digest) = await ReadAsync(body, org, sheet, numbersHouseholds, cancellation);
        var report = await import.HandleAsync(
            Caller.Of(http),
            new ImportHouseholdsRequest(org, draft, validFrom, isDryRun)
            {
                ChangesLaterFacts = changesLaterFacts, Source = new ImportSource(RosterImportKinds.File, fileName, digest),
            },
            cancellation);
        await JsonResponse.WriteAsync(
            http, ImportReportContract.Of(report), HouseholdContracts.Default.ImportReportContract, cancellation);
    }

    /// <summary>Refuses a body that is called something else than a table.</summary>
    /// <exception cref="RefusedException"><c>unsupported_media_type</c>.</exception>
    public static void RequireTable(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !Types.Any(known => type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase)))
        {
            throw new RefusedException(RequestFailures.UnsupportedMediaType(request.ContentType, Types));
        }
    }

    private async Task<(ImportDraft Draft, byte[] Digest)> ReadAsync(
        Stream body, string organization, string? sheet, bool numbersHouseholds, CancellationToken cancellation)
    {
        var columns = await memory.ColumnsAsync(organization, cancellation);
        try
        {
            using var table = await TableReader.OpenAsync(
                body, sheet, TableLimits.Default, cancellation, new RosterHeadings(columns).Find, RosterHeadings.IsGroup);
            var draft = RosterTableReader.Read(
                table, columns, ImportMemory.Of(limits), cancellation, numbersHouseholds: numbersHouseholds);
            return (draft, table.Digest);
        }
        catch (TableException exception)
        {
            throw new RefusedException(Failure.Of(exception.Problem));
        }
    }

    private Task ExportAsync(HttpContext http, string org, CancellationToken cancellation) =>
        RespondAsync(http, export, Caller.Of(http), org, cancellation);

    /// <summary>Answers with a roster as a file, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="export">The handler.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="org">Whose roster.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Names in the query that were read before.</param>
    public static async Task RespondAsync(
        HttpContext http, ExportHouseholds export, Caller caller, string org, CancellationToken cancellation, params string[] read)
    {
        var query = QueryFields.Of(http.Request, ["format", "lang", "asOf", "knownAt", "search", "tag", .. read]);
        var format = query.OneOf("format", "csv", "xlsx");
        var isChinese = query.OneOf("lang", "zh", "en") == "zh";
        var moment = new RosterMoment(query.Date("asOf"), query.Moment("knownAt"));
        var wanted = new RosterQuery(query.Text("search"), query.Text("tag"));
        query.Check();
        AcceptHeader.Require(http.Request, format == "csv" ? Csv : Xlsx);
        var request = new ExportHouseholdsRequest(org, moment, format == "csv" ? TableFormat.Csv : TableFormat.Xlsx, isChinese)
        {
            Query = wanted,
        };
        await export.HandleAsync(caller, request, name => Begin(http.Response, request, name), cancellation);
    }

    private static Stream Begin(HttpResponse response, ExportHouseholdsRequest request, DownloadName name)
    {
        response.ContentType = request.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = name.Disposition();
        return response.Body;
    }
}
