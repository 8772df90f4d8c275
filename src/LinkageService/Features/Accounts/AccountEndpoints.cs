using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Accounts;

/// <summary>The REST side of the accounts of people.</summary>
internal sealed class AccountEndpoints(ManagedAccounts accounts, Limits limits)
{
    private const string All = "/v1/accounts";
    private const string One = All + "/{account}";

    private static readonly AccountContracts Json = AccountContracts.Default;

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        Declare(routes.MapGet(All, ListAsync), "ListAccounts", AccountDocumentation.List);
        Declare(routes.MapPost(All, CreateAsync), "CreateAccount", AccountDocumentation.Create);
        Declare(routes.MapPut(One, ChangeAsync), "ChangeAccount", AccountDocumentation.Change);
        Declare(routes.MapPost(One + ":reset", ResetAsync), "ResetAccount", AccountDocumentation.Reset);
    }

    private static void Declare(RouteHandlerBuilder route, string name, EndpointDocumentation documentation) =>
        route.WithName(name).WithMetadata(documentation).Requires(Permission.ManageAccounts);

    private async Task ListAsync(HttpContext http, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "cursor", "limit");
        var page = query.Page();
        var found = await accounts.ListAsync(
            Caller.Of(http), new ListAccountsRequest(page) { FormProblems = query.Problems }, cancellation);
        await JsonResponse.WriteAsync(http, UserAccountPageContract.Of(found), Json.UserAccountPageContract, cancellation);
    }

    private async Task CreateAsync(HttpContext http, CancellationToken cancellation)
    {
        var fields = await ReadAsync(http, ["name", "role", "organization"], cancellation);
        var request = new CreateAccountRequest(fields.Text("name"), fields.Text("role"), fields.Text("organization"))
        {
            FormProblems = fields.Problems,
        };
        var made = await accounts.CreateAsync(Caller.Of(http), request, cancellation);
        await WriteAsync(http, made, cancellation, StatusCodes.Status201Created);
    }

    private async Task ChangeAsync(HttpContext http, string account, CancellationToken cancellation)
    {
        var fields = await ReadAsync(http, ["role", "organization", "state"], cancellation);
        var request = new ChangeAccountRequest(
            account, fields.Text("role"), fields.Text("organization"), fields.Text("state"), EntityTag.IfMatch(http.Request))
        {
            FormProblems = fields.Problems,
        };
        await WriteAsync(http, await accounts.ChangeAsync(Caller.Of(http), request, cancellation), cancellation);
    }

    private async Task ResetAsync(HttpContext http, string account, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var reset = await accounts.ResetAsync(Caller.Of(http), account, EntityTag.IfMatch(http.Request), cancellation);
        await WriteAsync(http, reset, cancellation);
    }

    private static Task WriteAsync(
        HttpContext http, ManagedAccount account, CancellationToken cancellation, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.ETag = EntityTag.Of(account.Row.Revision);
        return JsonResponse.WriteAsync(http, UserAccountContract.Of(account), Json.UserAccountContract, cancellation, status);
    }

    private async Task<JsonFields> ReadAsync(HttpContext http, string[] names, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        return JsonFields.Read(body.Bytes, names);
    }
}
