using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Settlements;
using LinkageService.Http;

namespace LinkageService.Features.Corrections;

/// <summary>The REST side of what corrections left and no run has settled.</summary>
internal sealed class BalanceEndpoints(OpenBalances list, CloseBalance close, CreateSettlement settle, Limits limits)
{
    private const string All = "/v1/organizations/{org}/open-balances";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListOpenBalances")
            .WithMetadata(BalanceDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapPost(All + ":close", CloseAsync).WithName("CloseBalance")
            .WithMetadata(BalanceDocumentation.Close).Requires(Permission.ApproveRuns);
        routes.MapPost("/v1/organizations/{org}/settlements", SettleAsync).WithName("CreateSettlement")
            .WithMetadata(BalanceDocumentation.Settle).Requires(Permission.PrepareRuns);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "all");
        var isAll = query.Flag("all");
        query.Check();
        var found = await list.HandleAsync(Caller.Of(http), org, isAll, cancellation);
        await JsonResponse.WriteAsync(http, OpenBalancesContract.Of(found), BalanceContracts.Default.OpenBalancesContract, cancellation);
    }

    private async Task CloseAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var fields = JsonFields.Read(body.Bytes, "household", "correction", "amount", "reason");
        var request = new CloseBalanceRequest(
            org, fields.Text("household"), fields.Text("correction"), fields.SignedYuan("amount")?.Fen, fields.Text("reason"))
        {
            FormProblems = fields.Problems,
        };
        var closed = await close.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(http, BalanceContract.Of(closed), BalanceContracts.Default.BalanceContract, cancellation);
    }

    private async Task SettleAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var request = ReadSettlement(body.Bytes, org, RequestHeaders.One(http.Request, IdempotencyHeaders.Key));
        var created = await settle.HandleAsync(Caller.Of(http), request, cancellation);
        await RunEndpoints.WriteCreatedAsync(http, created, cancellation);
    }

    private static CreateSettlementRequest ReadSettlement(ReadOnlyMemory<byte> utf8, string organization, string? key)
    {
        var fields = JsonFields.Read(utf8, "year", "payer", "reason", "balances");
        return new CreateSettlementRequest(organization, key)
        {
            Year = fields.Whole("year", AccountYears.Range),
            Payer = fields.Text("payer"),
            Reason = fields.Text("reason"),
            Balances = fields.Objects("balances", "household", "correction", "amount", "payee").Select(balance => new BalanceToPay(
                balance.Text("household"), balance.Text("correction"), balance.SignedYuan("amount")?.Fen, ReadPayee(balance))).ToArray(),
            FormProblems = fields.Problems,
        };
    }

    private static StatedPayee? ReadPayee(JsonFields balance) =>
        balance.Object("payee", "name", "relation", "bank", "account", "evidence") is { } payee
            ? new StatedPayee(
                payee.Text("name"), payee.Text("relation"),
                payee.Text("bank"), payee.Text("account"),
                payee.Text("evidence"))
            : null;
}
