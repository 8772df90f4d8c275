using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Features.Corrections;
using LinkageService.Features.Settlements;
using LinkageService.Storage.Runs;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>What corrections left and no run has settled.</summary>
internal sealed partial class GrpcRuns
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListOpenBalancesResponse> ListOpenBalances(
        Proto.ListOpenBalancesRequest request, ServerCallContext context)
    {
        var found = await inquiries.Balances.HandleAsync(
            Caller(context), request.Organization, request.All, context.CancellationToken);
        var response = new Proto.ListOpenBalancesResponse
        {
            OwedFen = found.Owed.Fen,
            ToRecoverFen = found.ToRecover.Fen,
            OwedToLeaversFen = found.OwedToLeavers.Fen,
            ToRecoverFromLeaversFen = found.ToRecoverFromLeavers.Fen,
        };
        foreach (var balance in found.Balances)
        {
            var message = Balance(balance.Row);
            (message.Name, message.OnRoster) = (balance.Name ?? "", balance.IsOnRoster);
            response.Balances.Add(message);
        }

        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ApproveRuns)]
    public override async Task<Proto.CloseBalanceResponse> CloseBalance(Proto.CloseBalanceRequest request, ServerCallContext context)
    {
        var asked = new CloseBalanceRequest(
            request.Organization, request.Household, request.Correction, request.AmountFen, request.Reason);
        var closed = await inquiries.CloseBalance.HandleAsync(Caller(context), asked, context.CancellationToken);
        return new Proto.CloseBalanceResponse { Balance = Balance(closed) };
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.CreateSettlementResponse> CreateSettlement(
        Proto.CreateSettlementRequest request, ServerCallContext context)
    {
        var created = await inquiries.CreateSettlement.HandleAsync(
            Caller(context), ProtoSettlements.Create(request), context.CancellationToken);
        return new Proto.CreateSettlementResponse { Run = ProtoRuns.Run(created.Run), Replayed = created.IsReplayed };
    }

    private static Proto.Balance Balance(BalanceRow row)
    {
        var message = new Proto.Balance
        {
            Household = row.HouseholdId,
            Correction = row.CorrectionRunId,
            Year = (int)row.Year,
            CarriedFen = row.CarriedFen,
            SettledFen = row.SettledFen,
            ClosedFen = row.ClosedFen,
            OpenFen = row.OpenFen,
        };
        message.Closings.AddRange(row.Closings.Select(closing => new Proto.BalanceClosing
        {
            AmountFen = closing.AmountFen,
            Reason = closing.Reason,
            By = closing.ClosedBy,
            At = Dates.MomentText(closing.ClosedAt),
        }));
        return message;
    }
}
