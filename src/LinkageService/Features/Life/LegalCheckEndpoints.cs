using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Facts;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>The REST side of legal checks and headroom.</summary>
internal sealed class LegalCheckEndpoints(CheckRunLaw law, CheckCalculation check, Limits limits)
{
    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/runs/{run}/checks", ChecksAsync).WithName("ListRunChecks")
            .WithMetadata(LegalCheckDocumentation.Checks).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/headroom", HeadroomAsync).WithName("GetRunHeadroom")
            .WithMetadata(LegalCheckDocumentation.Headroom).Requires(Permission.ReadRuns);
        routes.MapPost("/v1/calculations:check", CheckAsync).WithName("CheckCalculation")
            .WithMetadata(LegalCheckDocumentation.Calculation).Requires(Permission.Calculate);
    }

    private async Task CheckAsync(HttpContext http, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        QueryFields.Of(http.Request).Check();
        using var sent = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var (body, problems) = (CalculationJsonReader.ReadCheck(sent.Bytes, limits), new List<Problem>());
        var held = await check.HandleAsync(Caller.Of(http), new CheckCalculationRequest(body.Terms)
        {
            Organization = body.Organization, LegalForm = body.LegalForm, Region = body.Region, RecordDate = body.RecordDate,
            Facts = [.. body.Facts.Select((fact, at) => GrpcLegalChecks.Named(FactReader.Read(fact, "", kind: null), at, problems))],
            FormProblems = problems,
        }, cancellation);
        await JsonResponse.WriteAsync(
            http, CalculationCheckContract.Of(held), LegalCheckContracts.Default.CalculationCheckContract, cancellation);
    }

    private async Task ChecksAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var held = await law.HandleAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(
            http, LegalChecksContract.Of(run, held), LegalCheckContracts.Default.LegalChecksContract, cancellation);
    }

    private async Task HeadroomAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var held = await law.HandleAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(http, HeadroomContract.Of(run, held), LegalCheckContracts.Default.HeadroomContract, cancellation);
    }
}
