using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Calculations;

/// <summary>The REST side of calculations.</summary>
internal sealed class CalculationEndpoints(CalculateDistribution calculate, CalculationLines lines, Limits limits, ProblemResponse problems)
{
    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/calculations", CalculateAsync).WithName("CalculateDistribution")
            .WithMetadata(CalculationDocumentation.Calculate).Requires(Permission.Calculate).RespondsWithWhatWasSent();
        routes.MapPost("/v1/calculations:stream", StreamAsync).WithName("CalculateStream")
            .WithMetadata(CalculationDocumentation.Stream).Requires(Permission.Calculate);
    }

    private async Task CalculateAsync(HttpContext http, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = CalculationJsonReader.Read(body.Bytes, limits, out var unreadable);
        var result = request is null ? CalculationResult.Of(unreadable!) : calculate.Handle(request, cancellation);
        if (result.Distribution is { } distribution)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await CalculationJsonWriter.WriteAsync(
                distribution, result.Explain, http.Response.BodyWriter, length => http.Response.ContentLength = length, cancellation);
        }
        else
        {
            await problems.WriteAsync(http, result.Failure!);
        }
    }

    private async Task StreamAsync(HttpContext http, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, JsonLines.ContentType);
        var distribution = await lines.ReadAsync(http.Request, cancellation);
        await CalculationLines.WriteAsync(http, distribution, cancellation);
    }
}
