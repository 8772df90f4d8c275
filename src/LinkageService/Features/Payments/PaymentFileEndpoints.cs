using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Http;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Features.Payments;

/// <summary>The REST side of banks' files.</summary>
internal sealed class PaymentFileEndpoints(MakePaymentFile make, ImportResults import, Limits limits)
{
    /// <summary>A message of ISO 20022.</summary>
    public const string Xml = "application/xml";

    /// <summary>Any file: what it is its bytes say. Documented in place of XML, which some generators of clients take for text.</summary>
    public const string Any = "application/octet-stream";

    private const string All = "/v1/runs/{run}/payments";

    // What a file is its bytes say; these are what people call it.
    private static readonly string[] Types =
    [
        RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx, Xml, "text/xml", "text/plain", "application/csv", "application/vnd.ms-excel",
        Any,
    ];

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(All + ":file", MakeAsync).WithName("MakePaymentFile")
            .WithMetadata(PaymentFileDocumentation.Make).Requires(Permission.PrepareRuns);
        routes.MapPost(All + ":import", ImportAsync).WithName("ImportResults")
            .WithMetadata(PaymentFileDocumentation.Import).Requires(Permission.PrepareRuns);
    }

    private async Task MakeAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var file = await make.HandleAsync(Caller.Of(http), run, PaymentFileBodies.Read(body.Bytes), cancellation);
        http.Response.Headers.CacheControl = "no-store";
        await JsonResponse.WriteAsync(
            http, PaymentFileContract.Of(file), PaymentFileContracts.Default.PaymentFileContract, cancellation);
    }

    private async Task ImportAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !Types.Any(known => type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase)))
        {
            throw new RefusedException(RequestFailures.UnsupportedMediaType(http.Request.ContentType, Types));
        }

        await using var body = new BoundedBody(http.Request.Body, limits.MaxBodyBytes, _tooLarge);
        var imported = await import.HandleAsync(Caller.Of(http), run, body, cancellation);
        await JsonResponse.WriteAsync(
            http, ImportedResultsContract.Of(imported), PaymentFileContracts.Default.ImportedResultsContract, cancellation);
    }
}
