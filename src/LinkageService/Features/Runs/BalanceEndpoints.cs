using System.Text.Json;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Errors;
using LinkageService.Hosting;
using LinkageService.OpenApi;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>The REST side of what corrections left and no run has settled.</summary>
internal sealed class BalanceEndpoints(OpenBalances list, CloseBalance close, Limits limits)
{
    private const string All = "/v1/organizations/{org}/open-balances";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListOpenBalances")
            .WithMetadata(BalanceDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapPost(All + ":close", CloseAsync).WithName("CloseBalance")
            .WithMetadata(BalanceDocumentation.Close).Requires(Permission.ApproveRuns);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "all");
        var isAll = query.Flag("all");
        query.Check();
        var found = await list.HandleAsync(Caller.Of(http), org, isAll, cancellation);
        await JsonAnswer.WriteAsync(http, json => Write(json, found), cancellation);
    }

    private async Task CloseAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var fields = JsonFields.Read(body.Bytes, "household", "correction", "amount", "reason");
        var (household, correction) = (fields.Text("household", required: true), fields.Text("correction", required: true));
        var amount = fields.SignedYuan("amount");
        var reason = fields.Text("reason", RunBodies.MostReasonCharacters, required: true);
        fields.Check();
        var closed = await close.HandleAsync(
            Caller.Of(http), new CloseBalanceRequest(org, household!, correction!, amount!.Value.Fen, reason!), cancellation);
        await JsonAnswer.WriteAsync(http, json =>
        {
            json.WriteStartObject();
            WriteFields(json, closed);
            json.WriteEndObject();
        }, cancellation);
    }

    private static void Write(Utf8JsonWriter json, OpenBalanceList found)
    {
        json.WriteStartObject();
        json.WriteString("owed"u8, found.Owed.ToString());
        json.WriteString("toRecover"u8, found.ToRecover.ToString());
        json.WriteString("owedToLeavers"u8, found.OwedToLeavers.ToString());
        json.WriteString("toRecoverFromLeavers"u8, found.ToRecoverFromLeavers.ToString());
        json.WriteStartArray("balances"u8);
        foreach (var balance in found.Balances)
        {
            json.WriteStartObject();
            WriteFields(json, balance.Row);
            if (balance.Name is not null)
            {
                json.WriteString("name"u8, balance.Name);
            }

            json.WriteBoolean("onRoster"u8, balance.IsOnRoster);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, BalanceRow row)
    {
        json.WriteString("household"u8, row.HouseholdId);
        json.WriteString("correction"u8, row.CorrectionRunId);
        json.WriteNumber("year"u8, row.Year);
        json.WriteString("carried"u8, new Money(row.CarriedFen).ToString());
        json.WriteString("settled"u8, new Money(row.SettledFen).ToString());
        json.WriteString("closed"u8, new Money(row.ClosedFen).ToString());
        json.WriteString("open"u8, new Money(row.OpenFen).ToString());
        json.WriteStartArray("closings"u8);
        foreach (var closing in row.Closings)
        {
            json.WriteStartObject();
            json.WriteString("amount"u8, new Money(closing.AmountFen).ToString());
            json.WriteString("reason"u8, closing.Reason);
            json.WriteString("by"u8, closing.ClosedBy);
            json.WriteString("at"u8, Dates.MomentText(closing.ClosedAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
