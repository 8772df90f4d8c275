using LinkageService.Access;
using LinkageService.Features.Calculations;
using LinkageService.Features.Exports;
using LinkageService.Http;

namespace LinkageService.Features.MemberAccounts;

/// <summary>The REST side of member accounts.</summary>
internal sealed class MemberAccountEndpoints(ShowMemberAccounts show, ExportMemberAccounts export)
{
    private const string All = "/v1/organizations/{org}/member-accounts";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListMemberAccounts")
            .WithMetadata(MemberAccountDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapGet(All + ":export", (HttpContext http, string org, CancellationToken cancellation) =>
                RespondAsync(http, export, Caller.Of(http), org, cancellation)).WithName("ExportMemberAccounts")
            .WithMetadata(MemberAccountDocumentation.Export).Requires(Permission.ReadRuns);
    }

    /// <summary>Answers with a file, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="export">The handler.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="org">Whose members.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Names in the query that were read before.</param>
    public static Task RespondAsync(
        HttpContext http, ExportMemberAccounts export, Caller caller, string org, CancellationToken cancellation, params string[] read)
    {
        var query = QueryFields.Of(http.Request, ["year", "household", "format", "lang", .. read]);
        var accounts = new MemberAccountsRequest(org, query.Whole("year", AccountYears.Range), new PageRequest())
        {
            Household = query.Text("household"),
        };
        var request = new ExportMemberAccountsRequest(
            accounts, ExportMemberAccountsRequest.FormatOf(query.OneOf("format", ExportMemberAccountsRequest.Formats)),
            query.OneOf("lang", "zh", "en") == "zh");
        query.Check();
        AcceptHeader.Require(http.Request, request.ContentType);
        return export.HandleAsync(caller, request, head => ExportEndpoints.Begin(http.Response, head), cancellation);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "year", "household", "cursor", "limit");
        var request = new MemberAccountsRequest(org, query.Whole("year", AccountYears.Range), query.Page())
        {
            Household = query.Text("household"), FormProblems = query.Problems,
        };
        var page = await show.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, MemberAccountsContract.Of(page), MemberAccountContracts.Default.MemberAccountsContract, cancellation);
    }
}
