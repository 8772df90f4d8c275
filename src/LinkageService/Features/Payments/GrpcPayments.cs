using Grpc.Core;
using LinkageService.Access;
using LinkageService.Features.Runs;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Payments;

/// <summary>The gRPC side of payments: <c>linkage.v1.Payments</c>.</summary>
internal sealed class GrpcPayments(ShowPayments show, PaymentActs acts) : Proto.Payments.PaymentsBase
{
    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.PreparePaymentsResponse> PreparePayments(
        Proto.PreparePaymentsRequest request, ServerCallContext context) => new()
    {
        Summary = ProtoPayments.Summary(await acts.Prepare.HandleAsync(Caller(context), request.Run, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.ConfirmFundsResponse> ConfirmFunds(Proto.ConfirmFundsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new ConfirmFundsRequest(fields.Date("on", request.On), request.Reference) { FormProblems = fields.Problems };
        var summary = await acts.Funds.HandleAsync(Caller(context), request.Run, asked, context.CancellationToken);
        return new Proto.ConfirmFundsResponse { Summary = ProtoPayments.Summary(summary) };
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.SendPaymentsResponse> SendPayments(Proto.SendPaymentsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new SendPaymentsRequest(MessageFields.AllOrSome(request.Households), fields.Date("on", request.On))
        {
            FormProblems = fields.Problems,
        };
        var summary = await acts.Send.HandleAsync(Caller(context), request.Run, asked, context.CancellationToken);
        return new Proto.SendPaymentsResponse { Summary = ProtoPayments.Summary(summary) };
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.RecordResultsResponse> RecordResults(Proto.RecordResultsRequest request, ServerCallContext context)
    {
        var recorded = await acts.Record.HandleAsync(
            Caller(context), request.Run, ProtoPayments.Results(request), context.CancellationToken);
        return ProtoPayments.Recorded(recorded);
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.ReissuePaymentResponse> ReissuePayment(
        Proto.ReissuePaymentRequest request, ServerCallContext context) => new()
    {
        Payment = ProtoPayments.Payment(await acts.Reissue.HandleAsync(
            Caller(context), request.Run, ProtoPayments.Reissue(request), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ApproveRuns)]
    public override async Task<Proto.ConfirmAccountResponse> ConfirmAccount(
        Proto.ConfirmAccountRequest request, ServerCallContext context) => new()
    {
        Payment = ProtoPayments.Payment(await acts.Confirm.HandleAsync(
            Caller(context), request.Run, new ConfirmAccountRequest(request.Household, request.EndToEndId), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.SignPaymentResponse> SignPayment(Proto.SignPaymentRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new SignPaymentRequest(
            request.Household, fields.Date("on", request.On), request.Collector, MessageFields.Text(request.Relation))
        {
            Note = request.Note, FormProblems = fields.Problems,
        };
        var payment = await acts.Sign.HandleAsync(Caller(context), request.Run, asked, context.CancellationToken);
        return new Proto.SignPaymentResponse { Payment = ProtoPayments.Payment(payment) };
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.UnsignPaymentResponse> UnsignPayment(
        Proto.UnsignPaymentRequest request, ServerCallContext context) => new()
    {
        Payment = ProtoPayments.Payment(await acts.Unsign.HandleAsync(
            Caller(context), request.Run, new UnsignPaymentRequest(request.Household, request.Note), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.MarkUnclaimedResponse> MarkUnclaimed(
        Proto.MarkUnclaimedRequest request, ServerCallContext context) => new()
    {
        Payment = ProtoPayments.Payment(await acts.Unclaim.HandleAsync(
            Caller(context), request.Run, new MarkUnclaimedRequest(request.Household, request.Note), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListPaymentsResponse> ListPayments(Proto.ListPaymentsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new ListPaymentsRequest(
            request.Run, MessageFields.Text(request.State), fields.Page(request.Cursor, request.Limit))
        {
            UpdatedSince = fields.Moment("updatedSince", request.UpdatedSince), Sort = MessageFields.Text(request.Sort),
            FormProblems = fields.Problems,
        };
        var page = await show.ListAsync(Caller(context), asked, context.CancellationToken);
        var response = new Proto.ListPaymentsResponse { NextCursor = ProtoRunRequests.Cursor(page.Next) };
        response.Payments.AddRange(page.Items.Select(ProtoPayments.Payment));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetPaymentResponse> GetPayment(Proto.GetPaymentRequest request, ServerCallContext context) => new()
    {
        Payment = ProtoPayments.Payment(await show.OneAsync(
            Caller(context), request.Run, request.Household, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetPaymentSummaryResponse> GetPaymentSummary(
        Proto.GetPaymentSummaryRequest request, ServerCallContext context) => new()
    {
        Summary = ProtoPayments.Summary(await show.SummaryAsync(Caller(context), request.Run, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListUnmatchedResultsResponse> ListUnmatchedResults(
        Proto.ListUnmatchedResultsRequest request, ServerCallContext context)
    {
        var page = await show.UnmatchedAsync(
            Caller(context), request.Run, ProtoRunRequests.Page(request.Cursor, request.Limit), context.CancellationToken);
        var response = new Proto.ListUnmatchedResultsResponse { NextCursor = ProtoRunRequests.Cursor(page.Next) };
        response.Results.AddRange(page.Items.Select(ProtoPayments.Unmatched));
        return response;
    }

    private static Caller Caller(ServerCallContext context) => Access.Caller.Of(context.GetHttpContext());
}
