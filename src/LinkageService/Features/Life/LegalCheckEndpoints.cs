using LinkageService.Access;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>The REST side of legal checks and headroom.</summary>
internal sealed class LegalCheckEndpoints(CheckRunLaw law)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/runs/{run}/checks", ChecksAsync).WithName("ListRunChecks")
            .WithMetadata(LegalCheckDocumentation.Checks).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/headroom", HeadroomAsync).WithName("GetRunHeadroom")
            .WithMetadata(LegalCheckDocumentation.Headroom).Requires(Permission.ReadRuns);
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
