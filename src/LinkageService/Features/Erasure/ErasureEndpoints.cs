using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Erasure;

/// <summary>The REST side of erasures.</summary>
internal sealed class ErasureEndpoints(EraseHousehold erase, Limits limits)
{
    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/organizations/{org}/households/{id}:erase", EraseAsync).WithName("EraseHousehold")
            .WithMetadata(ErasureDocumentation.Erase).Requires(Permission.ErasePersonalData);

    private async Task EraseAsync(HttpContext http, string org, string id, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var fields = JsonFields.Read(body.Bytes, "requestedBy", "reason");
        var request = new EraseHouseholdRequest(org, id, fields.Text("requestedBy"), fields.Text("reason"))
        {
            FormProblems = fields.Problems,
        };
        var erased = await erase.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, ErasedHouseholdContract.Of(erased), ErasureContracts.Default.ErasedHouseholdContract, cancellation);
    }
}
