using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Households;

/// <summary>The REST side of households.</summary>
internal sealed class HouseholdEndpoints(
    PutHousehold put, GetHousehold get, RemoveHousehold remove, ListHouseholds list, ShowHouseholdHistory history, FindHouseholds find,
    Limits limits)
{
    private const string All = "/v1/organizations/{org}/households";
    private const string One = All + "/{id}";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListHouseholds")
            .WithMetadata(HouseholdDocumentation.List).Requires(Permission.ReadOrganizations);
        routes.MapPost(All + ":find", FindAsync).WithName("FindHouseholds")
            .WithMetadata(HouseholdDocumentation.Find).Requires(Permission.RevealPersonalData);
        routes.MapPut(One, PutAsync).WithName("PutHousehold")
            .WithMetadata(HouseholdDocumentation.Put).Requires(Permission.WriteHouseholds);
        routes.MapGet(One, GetAsync).WithName("GetHousehold")
            .WithMetadata(HouseholdDocumentation.Get).Requires(Permission.ReadOrganizations);
        routes.MapDelete(One, RemoveAsync).WithName("RemoveHousehold")
            .WithMetadata(HouseholdDocumentation.Remove).Requires(Permission.WriteHouseholds);
        routes.MapGet(One + "/history", ShowHistoryAsync).WithName("ShowHouseholdHistory")
            .WithMetadata(HouseholdDocumentation.History).Requires(Permission.ReadOrganizations);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var moment = Moment(http, out var query, "updatedSince", ListSort.Field, "cursor", "limit");
        var request = new ListHouseholdsRequest(org, moment, query.Page())
        {
            UpdatedSince = query.Moment("updatedSince"), Sort = query.Text(ListSort.Field), FormProblems = query.Problems,
        };
        var page = await list.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(http, HouseholdPageContract.Of(page), HouseholdContracts.Default.HouseholdPageContract, cancellation);
    }

    private async Task FindAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var fields = await ReadAsync(http, cancellation, "idNumber", "account");
        var request = new FindHouseholdsRequest(org, fields.Text("idNumber"), fields.Text("account")) { FormProblems = fields.Problems };
        var found = await find.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, HouseholdPageContract.Of(new Page<StoredHousehold>(found, Next: null)), HouseholdContracts.Default.HouseholdPageContract,
            cancellation);
    }

    private async Task PutAsync(HttpContext http, string org, string id, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = HouseholdJson.Read(body.Bytes, org, id) with
        {
            IfMatch = EntityTag.IfMatch(http.Request), IfNoneMatch = EntityTag.IfNoneMatch(http.Request),
        };
        var stored = await put.HandleAsync(Caller.Of(http), request, cancellation);
        if (stored.IsNew)
        {
            http.Response.Headers.Location = $"/v1/organizations/{org}/households/{Uri.EscapeDataString(stored.Fact.HouseholdId)}";
        }

        http.Response.Headers.ETag = EntityTag.Of(stored.Fact.KnownAt);
        await JsonResponse.WriteAsync(
            http, StoredHouseholdContract.Of(stored), HouseholdContracts.Default.StoredHouseholdContract, cancellation,
            stored.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task GetAsync(HttpContext http, string org, string id, CancellationToken cancellation)
    {
        var moment = Moment(http, out var query);
        query.Check();
        var stored = await get.HandleAsync(Caller.Of(http), org, id, moment, cancellation);
        await JsonResponse.WriteTaggedAsync(
            http, stored.Fact.KnownAt, StoredHouseholdContract.Of(stored), HouseholdContracts.Default.StoredHouseholdContract,
            cancellation);
    }

    private async Task RemoveAsync(HttpContext http, string org, string id, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "from", "laterFacts");
        var request = new RemoveHouseholdRequest(org, id, query.Date("from"), EntityTag.IfMatch(http.Request))
        {
            ChangesLaterFacts = query.OneOf("laterFacts", LaterFacts.Choices) == "change",
        };
        query.Check();
        var removed = await remove.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, HouseholdDepartureContract.Of(removed), HouseholdContracts.Default.HouseholdDepartureContract, cancellation);
    }

    private async Task ShowHistoryAsync(HttpContext http, string org, string id, CancellationToken cancellation)
    {
        var entries = await history.HandleAsync(Caller.Of(http), org, id, cancellation);
        await JsonResponse.WriteAsync(
            http, HouseholdHistoryContract.Of(entries), HouseholdContracts.Default.HouseholdHistoryContract, cancellation);
    }

    private async Task<JsonFields> ReadAsync(HttpContext http, CancellationToken cancellation, params string[] known)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        return JsonFields.Read(body.Bytes, known);
    }

    private static RosterMoment Moment(HttpContext http, out QueryFields query, params string[] more)
    {
        query = QueryFields.Of(http.Request, ["asOf", "knownAt", .. more]);
        return new RosterMoment(query.Date("asOf"), query.Moment("knownAt"));
    }
}
