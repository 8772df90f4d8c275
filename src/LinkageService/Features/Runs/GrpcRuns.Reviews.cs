using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Features.Life;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>What is looked at before an act.</summary>
internal sealed partial class GrpcRuns
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListRunExceptionsResponse> ListRunExceptions(
        Proto.ListRunExceptionsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new RunExceptionsRequest(
            request.Run, request.Percent == 0 ? null : request.Percent, fields.Page(request.Cursor, request.Limit))
        {
            FormProblems = fields.Problems,
        };
        var found = await inquiries.Exceptions.HandleAsync(Caller(context), asked, context.CancellationToken);
        var page = found.PageOf(asked.Page);
        var response = new Proto.ListRunExceptionsResponse
        {
            Run = found.Run.Id, Against = found.Against?.Id ?? "", Percent = found.Percent, Digest = found.Digest,
            NextCursor = ProtoRunRequests.Cursor(page.Next),
        };
        foreach (var (kind, count) in found.Counts)
        {
            response.Counts.Add(kind.Word(), count);
        }

        response.Exceptions.AddRange(page.Items.Select(Exception));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListRunBlockersResponse> ListRunBlockers(
        Proto.ListRunBlockersRequest request, ServerCallContext context)
    {
        var found = await inquiries.Blockers.HandleAsync(Caller(context), request.Run, context.CancellationToken);
        var response = new Proto.ListRunBlockersResponse
        {
            Act = found.Act ?? "", Earliest = found.Earliest is { } day ? Dates.Text(day) : "",
        };
        response.Blockers.AddRange(found.Blockers.Select(blocker => new Proto.RunBlocker
        {
            Code = blocker.Code, Severity = blocker.Severity, Message = ProtoText.Of(blocker.Message), Who = blocker.Who,
            Link = RunBlockersContract.LinkOf(found.Run.Id, blocker) ?? "",
        }));
        return response;
    }

    private static Proto.ExceptionalHousehold Exception(ExceptionalHousehold household)
    {
        var message = new Proto.ExceptionalHousehold
        {
            Kind = household.Kind.Word(), Household = household.Household, Name = household.Name ?? "",
            WasThere = household.Before is not null, BeforeFen = household.Before?.Fen ?? 0,
            IsThere = household.After is not null, AfterFen = household.After?.Fen ?? 0,
            On = household.On ?? "", By = household.By ?? "",
            Account = household.Account ?? "", AccountBefore = household.AccountBefore ?? "",
        };
        message.With.AddRange(household.With);
        return message;
    }
}
