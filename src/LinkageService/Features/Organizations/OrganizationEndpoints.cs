using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Organizations;

/// <summary>The REST side of organisations.</summary>
internal sealed class OrganizationEndpoints(PutOrganization put, GetOrganization get, ListOrganizations list, Limits limits)
{
    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/organizations", ListAsync).WithName("ListOrganizations")
            .WithMetadata(OrganizationDocumentation.List).Requires(Permission.ReadOrganizations);
        routes.MapPut("/v1/organizations/{org}", PutAsync).WithName("PutOrganization")
            .WithMetadata(OrganizationDocumentation.Put).Requires(Permission.WriteOrganizations);
        routes.MapGet("/v1/organizations/{org}", GetAsync).WithName("GetOrganization")
            .WithMetadata(OrganizationDocumentation.Get).Requires(Permission.ReadOrganizations);
    }

    private async Task ListAsync(HttpContext http, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "updatedSince", "cursor", "limit");
        var since = query.Moment("updatedSince");
        var page = await list.HandleAsync(Caller.Of(http), query.Page(), cancellation, updatedSince: since);
        await JsonResponse.WriteAsync(
            http, OrganizationPageContract.Of(page), OrganizationContracts.Default.OrganizationPageContract, cancellation);
    }

    private async Task PutAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = new PutOrganizationRequest(org, OrganizationJson.Read(body.Bytes), EntityTag.IfMatch(http.Request))
        {
            IfNoneMatch = EntityTag.IfNoneMatch(http.Request),
        };
        var stored = await put.HandleAsync(Caller.Of(http), request, cancellation);
        http.Response.Headers.ETag = EntityTag.Of(stored.Row.Revision);
        if (stored.IsNew)
        {
            http.Response.Headers.Location = "/v1/organizations/" + org;
        }

        await JsonResponse.WriteAsync(
            http, OrganizationContract.Of(stored.Row), OrganizationContracts.Default.OrganizationContract, cancellation,
            stored.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task GetAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var row = await get.HandleAsync(Caller.Of(http), org, cancellation);
        await JsonResponse.WriteTaggedAsync(
            http, row.Revision, OrganizationContract.Of(row), OrganizationContracts.Default.OrganizationContract, cancellation);
    }
}
