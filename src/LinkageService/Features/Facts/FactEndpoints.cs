using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Http;

namespace LinkageService.Features.Facts;

/// <summary>The REST side of facts about organisations.</summary>
internal sealed class FactEndpoints(PutFact put, WithdrawFact withdraw, FindFacts find, Limits limits)
{
    private const string All = "/v1/organizations/{org}/facts";
    private const string One = All + "/{kind}";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListFacts")
            .WithMetadata(FactDocumentation.List).Requires(Permission.ReadOrganizations);
        routes.MapGet(One, GetAsync).WithName("GetFact")
            .WithMetadata(FactDocumentation.Get).Requires(Permission.ReadOrganizations);
        routes.MapPut(One, PutAsync).WithName("PutFact")
            .WithMetadata(FactDocumentation.Put).Requires(Permission.WriteHouseholds);
        routes.MapDelete(One, WithdrawAsync).WithName("WithdrawFact")
            .WithMetadata(FactDocumentation.Withdraw).Requires(Permission.WriteHouseholds);
        routes.MapGet(One + "/history", ShowHistoryAsync).WithName("ShowFactHistory")
            .WithMetadata(FactDocumentation.History).Requires(Permission.ReadOrganizations);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "asOf", "knownAt");
        var moment = new RosterMoment(query.Date("asOf"), query.Moment("knownAt"));
        query.Check();
        var standing = await find.ListAsync(Caller.Of(http), org, moment, cancellation);
        await JsonResponse.WriteAsync(http, FactListContract.Of(standing), FactContracts.Default.FactListContract, cancellation);
    }

    private async Task GetAsync(HttpContext http, string org, string kind, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "asOf", "year", "knownAt");
        var request = new FindFactRequest(org, kind)
        {
            Moment = new RosterMoment(query.Date("asOf"), query.Moment("knownAt")),
            Year = query.Whole("year", PutFactValidator.Years),
            FormProblems = query.Problems,
        };
        var stored = await find.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteTaggedAsync(
            http, stored.Fact.KnownAt, FactContract.Of(stored), FactContracts.Default.FactContract, cancellation);
    }

    private async Task PutAsync(HttpContext http, string org, string kind, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = FactReader.Read(body.Bytes, org, kind) with
        {
            IfMatch = EntityTag.IfMatch(http.Request), IfNoneMatch = EntityTag.IfNoneMatch(http.Request),
        };
        var stored = await put.HandleAsync(Caller.Of(http), request, cancellation);
        http.Response.Headers.ETag = EntityTag.Of(stored.Fact.KnownAt);
        if (stored.IsNew)
        {
            http.Response.Headers.Location = $"/v1/organizations/{org}/facts/{kind}?"
                + (stored.Year is { } year ? $"year={year}" : $"asOf={stored.Fact.ValidFrom}");
        }

        await JsonResponse.WriteAsync(
            http, FactContract.Of(stored), FactContracts.Default.FactContract, cancellation,
            stored.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task WithdrawAsync(HttpContext http, string org, string kind, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "validFrom", "year");
        var request = new WithdrawFactRequest(org, kind)
        {
            ValidFrom = query.Date("validFrom"),
            Year = query.Whole("year", PutFactValidator.Years),
            IfMatch = EntityTag.IfMatch(http.Request),
            FormProblems = query.Problems,
        };
        var stored = await withdraw.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(http, FactContract.Of(stored), FactContracts.Default.FactContract, cancellation);
    }

    private async Task ShowHistoryAsync(HttpContext http, string org, string kind, CancellationToken cancellation)
    {
        var facts = await find.ShowHistoryAsync(Caller.Of(http), new FindFactRequest(org, kind), cancellation);
        await JsonResponse.WriteAsync(http, FactHistoryContract.Of(facts), FactContracts.Default.FactHistoryContract, cancellation);
    }
}
