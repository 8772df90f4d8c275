using Grpc.Core;
using LinkageService.Access;
using LinkageService.Features.Corrections;
using LinkageService.Features.Statements;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>What comes after a run: correcting, comparing and verifying it, and all years of one household.</summary>
internal sealed partial class GrpcRuns
{
    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.CorrectRunResponse> CorrectRun(Proto.CorrectRunRequest request, ServerCallContext context)
    {
        var asked = ProtoCorrections.Correct(request, limits.MaxSchemeBytes);
        var made = await inquiries.Correct.HandleAsync(Caller(context), asked, context.CancellationToken);
        return new Proto.CorrectRunResponse
        {
            Run = ProtoRuns.Run(made.Run, isStored: !request.Preview),
            Replayed = made.IsReplayed,
            Comparison = made.Comparison is null
                ? null
                : ProtoCorrections.Comparison(made.Comparison, new PageRequest()),
        };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.CompareRunsResponse> CompareRuns(Proto.CompareRunsRequest request, ServerCallContext context)
    {
        var page = ProtoRunRequests.Page(request.Cursor, request.Limit);
        var compared = request.OtherCase == Proto.CompareRunsRequest.OtherOneofCase.Terms
            ? await inquiries.Compare.HandleAsync(
                Caller(context), CompareTermsRequest.Of(
                    request.Id, ProtoCorrections.Terms(request.Terms, limits.MaxSchemeBytes), page), context.CancellationToken)
            : await inquiries.Compare.HandleAsync(
                Caller(context), new CompareRunsRequest(request.Id, MessageFields.Text(request.With), page)
                {
                    FormProblems = page.FormProblems,
                },
                context.CancellationToken);
        return new Proto.CompareRunsResponse
        {
            Before = ProtoCorrections.Side(compared.Before),
            After = ProtoCorrections.Side(compared.After),
            Comparison = ProtoCorrections.Comparison(compared.Comparison, page),
        };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.VerifyRunResponse> VerifyRun(Proto.VerifyRunRequest request, ServerCallContext context) =>
        ProtoCorrections.Verification(
            await inquiries.Verify.HandleAsync(Caller(context), request.Id, context.CancellationToken));

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListHouseholdStatementsResponse> ListHouseholdStatements(
        Proto.ListHouseholdStatementsRequest request, ServerCallContext context)
    {
        var asked = ProtoRunRequests.Page(request.Cursor, request.Limit);
        var page = await inquiries.HouseholdStatements.HandleAsync(
            Caller(context), new ListHouseholdStatementsRequest(request.Organization, request.Household, asked)
            {
                FormProblems = asked.FormProblems,
            },
            context.CancellationToken);
        var response = new Proto.ListHouseholdStatementsResponse { NextCursor = ProtoRunRequests.Cursor(page.Next) };
        response.Statements.AddRange(page.Items.Select(ProtoCorrections.Year));
        return response;
    }
}
