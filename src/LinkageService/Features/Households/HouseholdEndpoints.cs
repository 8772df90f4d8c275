using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Hosting;
using LinkageService.OpenApi;

namespace LinkageService.Features.Households;

/// <summary>The REST side of households.</summary>
internal sealed class HouseholdEndpoints(PutHousehold put, GetHousehold get, Limits limits)
{
    private const string One = "/v1/organizations/{org}/households/{id}";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut(One, PutAsync).WithName("PutHousehold")
            .WithMetadata(HouseholdDocumentation.Put).Requires(Permission.WriteHouseholds);
        routes.MapGet(One, GetAsync).WithName("GetHousehold")
            .WithMetadata(HouseholdDocumentation.Get).Requires(Permission.ReadOrganizations);
    }

    private async Task PutAsync(HttpContext http, string org, string id, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var (household, validFrom) = HouseholdJson.Read(body.Bytes, id);
        var request = new PutHouseholdRequest(org, household, validFrom, EntityTag.IfMatch(http.Request));
        var stored = await put.HandleAsync(Caller.Of(http), request, cancellation);
        if (stored.IsNew)
        {
            http.Response.Headers.Location = $"/v1/organizations/{org}/households/{Uri.EscapeDataString(id)}";
        }

        await AnswerAsync(http, stored, stored.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, cancellation);
    }

    private async Task GetAsync(HttpContext http, string org, string id, CancellationToken cancellation)
    {
        var moment = Moment(http, out var query);
        query.Check();
        await AnswerAsync(
            http, await get.HandleAsync(Caller.Of(http), org, id, moment, cancellation), StatusCodes.Status200OK, cancellation);
    }

    private static RosterMoment Moment(HttpContext http, out QueryFields query, params string[] more)
    {
        query = QueryFields.Of(http.Request, ["asOf", "knownAt", .. more]);
        return new RosterMoment(query.Date("asOf"), query.Moment("knownAt"));
    }

    private static Task AnswerAsync(HttpContext http, StoredHousehold stored, int status, CancellationToken cancellation)
    {
        http.Response.Headers.ETag = EntityTag.Of(stored.Fact.KnownAt);
        if (stored.Revealed is not null)
        {
            http.Response.Headers.CacheControl = "no-store";
        }

        return JsonAnswer.WriteAsync(http, json => HouseholdJson.Write(json, stored), cancellation, status);
    }
}
