using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Households;

/// <summary>The REST side of what was imported, of taking it back, and of changing several households at once.</summary>
internal sealed class RosterImportEndpoints(RosterImports imports, TakeBackImport takeBack, ChangeHouseholds change, Limits limits)
{
    private const string All = "/v1/organizations/{org}/imports";
    private const string One = All + "/{import}";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListRosterImports")
            .WithMetadata(RosterImportDocumentation.List).Requires(Permission.ReadOrganizations);
        routes.MapGet(One, GetAsync).WithName("GetRosterImport")
            .WithMetadata(RosterImportDocumentation.Get).Requires(Permission.ReadOrganizations);
        routes.MapPost(One + ":takeBack", TakeBackAsync).WithName("TakeBackRosterImport")
            .WithMetadata(RosterImportDocumentation.TakeBack).Requires(Permission.WriteHouseholds);
        routes.MapPost("/v1/organizations/{org}/households:change", ChangeAsync).WithName("ChangeHouseholds")
            .WithMetadata(RosterImportDocumentation.Change).Requires(Permission.WriteHouseholds);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "cursor", "limit");
        var page = await imports.ListAsync(Caller.Of(http), org, query.Page(), cancellation);
        await JsonResponse.WriteAsync(
            http, RosterImportPageContract.Of(page), HouseholdContracts.Default.RosterImportPageContract, cancellation);
    }

    private async Task GetAsync(HttpContext http, string org, string import, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var row = await imports.GetAsync(Caller.Of(http), org, import, cancellation);
        await JsonResponse.WriteAsync(http, RosterImportContract.Of(row), HouseholdContracts.Default.RosterImportContract, cancellation);
    }

    private async Task TakeBackAsync(HttpContext http, string org, string import, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "dryRun");
        var isDryRun = query.Flag("dryRun");
        query.Check();
        var taken = await takeBack.HandleAsync(Caller.Of(http), org, import, isDryRun, cancellation);
        await JsonResponse.WriteAsync(http, TakenBackContract.Of(taken), HouseholdContracts.Default.TakenBackContract, cancellation);
    }

    private async Task ChangeAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = ReadChange(JsonFields.Read(body.Bytes, "validFrom", "dryRun", "laterFacts", "changes"), org);
        var report = await change.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, HouseholdsChangedContract.Of(report), HouseholdContracts.Default.HouseholdsChangedContract, cancellation);
    }

    private static ChangeHouseholdsRequest ReadChange(JsonFields fields, string org)
    {
        var changes = fields.Objects("changes", "households", "fields")
            .Select(each => new FieldChanges(each.Texts("households"), each.NamedTexts("fields"))).ToArray();
        return new ChangeHouseholdsRequest(org, changes, fields.Date("validFrom"), fields.Flag("dryRun") ?? false)
        {
            ChangesLaterFacts = fields.OneOf("laterFacts", LaterFacts.Choices) == "change", FormProblems = fields.Problems,
        };
    }
}
