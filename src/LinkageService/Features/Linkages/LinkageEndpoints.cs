using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Linkages;

namespace LinkageService.Features.Linkages;

/// <summary>The REST side of linkages.</summary>
internal sealed class LinkageEndpoints(AddLinkage add, EndLinkage end, ListLinkages list, Limits limits)
{
    private const string All = "/v1/organizations/{org}/linkages";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListLinkages")
            .WithMetadata(LinkageDocumentation.List).Requires(Permission.ReadOrganizations);
        routes.MapPost(All, AddAsync).WithName("AddLinkage")
            .WithMetadata(LinkageDocumentation.Add).Requires(Permission.WriteHouseholds);
        routes.MapPost(All + "/{id}:end", EndAsync).WithName("EndLinkage")
            .WithMetadata(LinkageDocumentation.End).Requires(Permission.WriteHouseholds);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "household", "mode", "asOf", "knownAt", "updatedSince", "sort", "cursor", "limit");
        var wanted = new ListLinkagesRequest(org, query.Page())
        {
            Household = query.Text("household"),
            Mode = query.Text("mode"),
            AsOf = query.Date("asOf"),
            KnownAt = query.Moment("knownAt"),
            UpdatedSince = query.Moment("updatedSince"),
            Sort = query.Text(ListSort.Field),
            FormProblems = query.Problems,
        };
        var page = await list.HandleAsync(Caller.Of(http), wanted, cancellation);
        await JsonResponse.WriteAsync(http, LinkagePageContract.Of(page), LinkageContracts.Default.LinkagePageContract, cancellation);
    }

    private async Task AddAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var fact = await add.HandleAsync(Caller.Of(http), org, LinkageJson.Read(body.Bytes), cancellation);
        await JsonResponse.WriteAsync(
            http, LinkageContract.Of(fact), LinkageContracts.Default.LinkageContract, cancellation, StatusCodes.Status201Created);
    }

    private async Task EndAsync(HttpContext http, string org, string id, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var fields = JsonFields.Read(body.Bytes, "to");
        var request = new EndLinkageDraft(fields.Date("to")) { FormProblems = fields.Problems };
        var fact = await end.HandleAsync(Caller.Of(http), org, id, request, cancellation);
        await JsonResponse.WriteAsync(http, LinkageContract.Of(fact), LinkageContracts.Default.LinkageContract, cancellation);
    }
}
