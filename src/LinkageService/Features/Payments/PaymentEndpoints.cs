using System.Text.Json.Serialization.Metadata;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Payments;

/// <summary>The acts on the payments of a run.</summary>
internal sealed record PaymentActs(
    PreparePayments Prepare, ConfirmFunds Funds, SendPayments Send, RecordResults Record, ReissuePayment Reissue, ConfirmAccount Confirm,
    SignPayment Sign, UnsignPayment Unsign, MarkUnclaimed Unclaim);

/// <summary>The REST side of payments.</summary>
internal sealed class PaymentEndpoints(ShowPayments show, PaymentActs acts, Limits limits)
{
    private const string All = "/v1/runs/{run}/payments";

    private static readonly PaymentContracts Json = PaymentContracts.Default;

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListPayments")
            .WithMetadata(PaymentDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapGet(All + "/{household}", OneAsync).WithName("GetPayment")
            .WithMetadata(PaymentDocumentation.One).Requires(Permission.ReadRuns);
        routes.MapGet(All + ":summary", SummaryAsync).WithName("GetPaymentSummary")
            .WithMetadata(PaymentDocumentation.Summary).Requires(Permission.ReadRuns);
        routes.MapGet(All + ":unmatched", UnmatchedAsync).WithName("ListUnmatchedResults")
            .WithMetadata(PaymentDocumentation.Unmatched).Requires(Permission.ReadRuns);
        MapSummaries(routes);
        MapHouseholds(routes);
    }

    private void MapSummaries(IEndpointRouteBuilder routes)
    {
        Map(routes, "prepare", "PreparePayments", PaymentDocumentation.Prepare, Permission.PrepareRuns, Json.PaymentSummaryContract,
            async (act, body, cancellation) =>
            {
                PaymentBodies.ReadNothing(body);
                return PaymentSummaryContract.Of(await acts.Prepare.HandleAsync(act.Caller, act.Run, cancellation));
            });
        Map(routes, "fund", "ConfirmFunds", PaymentDocumentation.Funds, Permission.PrepareRuns, Json.PaymentSummaryContract,
            async (act, body, cancellation) => PaymentSummaryContract.Of(
                await acts.Funds.HandleAsync(act.Caller, act.Run, PaymentBodies.ReadFunds(body), cancellation)));
        Map(routes, "send", "SendPayments", PaymentDocumentation.Send, Permission.PrepareRuns, Json.PaymentSummaryContract,
            async (act, body, cancellation) => PaymentSummaryContract.Of(
                await acts.Send.HandleAsync(act.Caller, act.Run, PaymentBodies.ReadSend(body), cancellation)));
        Map(routes, "record", "RecordResults", PaymentDocumentation.Record, Permission.PrepareRuns, Json.RecordedResultsContract,
            async (act, body, cancellation) => RecordedResultsContract.Of(
                await acts.Record.HandleAsync(act.Caller, act.Run, PaymentBodies.ReadResults(body), cancellation)));
    }

    private void MapHouseholds(IEndpointRouteBuilder routes)
    {
        Map(routes, "reissue", "ReissuePayment", PaymentDocumentation.Reissue, Permission.PrepareRuns, Json.PaymentContract,
            async (act, body, cancellation) => PaymentContract.Of(
                await acts.Reissue.HandleAsync(act.Caller, act.Run, PaymentBodies.ReadReissue(body), cancellation)));
        Map(routes, "confirm", "ConfirmAccount", PaymentDocumentation.Confirm, Permission.ApproveRuns, Json.PaymentContract,
            async (act, body, cancellation) => PaymentContract.Of(
                await acts.Confirm.HandleAsync(act.Caller, act.Run, PaymentBodies.ReadConfirm(body), cancellation)));
        Map(routes, "sign", "SignPayment", PaymentDocumentation.Sign, Permission.PrepareRuns, Json.PaymentContract,
            async (act, body, cancellation) => PaymentContract.Of(
                await acts.Sign.HandleAsync(act.Caller, act.Run, PaymentBodies.ReadSign(body), cancellation)));
        Map(routes, "unsign", "UnsignPayment", PaymentDocumentation.Unsign, Permission.PrepareRuns, Json.PaymentContract,
            async (act, body, cancellation) => PaymentContract.Of(
                await acts.Unsign.HandleAsync(act.Caller, act.Run, PaymentBodies.ReadUnsign(body), cancellation)));
        Map(routes, "unclaim", "MarkUnclaimed", PaymentDocumentation.Unclaim, Permission.PrepareRuns, Json.PaymentContract,
            async (act, body, cancellation) => PaymentContract.Of(
                await acts.Unclaim.HandleAsync(act.Caller, act.Run, PaymentBodies.ReadUnclaimed(body), cancellation)));
    }

    private void Map<T>(
        IEndpointRouteBuilder routes, string act, string name, EndpointDocumentation documentation, Permission permission,
        JsonTypeInfo<T> type, Func<ActRequest, ReadOnlyMemory<byte>, CancellationToken, Task<T>> make) =>
        routes.MapPost($"{All}:{act}", async (HttpContext http, string run, CancellationToken cancellation) =>
        {
            using var body = await RequestBodies.ReadOptionalJsonAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
            var answer = await make(new ActRequest(Caller.Of(http), run), body.Bytes, cancellation);
            await JsonResponse.WriteAsync(http, answer, type, cancellation);
        }).WithName(name).WithMetadata(documentation).Requires(permission);

    private async Task ListAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "state", "updatedSince", "sort", "cursor", "limit");
        var request = new ListPaymentsRequest(run, query.Text("state"), query.Page())
        {
            UpdatedSince = query.Moment("updatedSince"), Sort = query.Text(ListSort.Field), FormProblems = query.Problems,
        };
        var page = await show.ListAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(http, PaymentPageContract.Of(page), Json.PaymentPageContract, cancellation);
    }

    private async Task OneAsync(HttpContext http, string run, string household, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var payment = await show.OneAsync(Caller.Of(http), run, household, cancellation);
        await JsonResponse.WriteAsync(http, PaymentContract.Of(payment), Json.PaymentContract, cancellation);
    }

    private async Task SummaryAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var summary = await show.SummaryAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(http, PaymentSummaryContract.Of(summary), Json.PaymentSummaryContract, cancellation);
    }

    private async Task UnmatchedAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "cursor", "limit");
        var page = await show.UnmatchedAsync(Caller.Of(http), run, query.Page(), cancellation);
        await JsonResponse.WriteAsync(http, UnmatchedPageContract.Of(page), Json.UnmatchedPageContract, cancellation);
    }

    private sealed record ActRequest(Caller Caller, string Run);
}
