using Grpc.Core;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Life;
using LinkageService.Features.Statements;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>The gRPC side of runs: <c>linkage.v1.Runs</c>.</summary>
internal sealed partial class GrpcRuns(
    CreateRun create, EditRun edit, GetRun get, ListRuns list, GetStatements statements, Objections objections, SubmitRun submit,
    DiscloseRun disclose, ApproveRun approve, PayRun pay, CloseRun close, CancelRun cancel, RunInquiries inquiries, Limits limits)
    : Proto.Runs.RunsBase
{
    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.CreateRunResponse> CreateRun(Proto.CreateRunRequest request, ServerCallContext context)
    {
        var asked = ProtoRunRequests.Create(request, limits.MaxSchemeBytes);
        var created = await create.HandleAsync(Caller(context), asked, context.CancellationToken);
        var response = new Proto.CreateRunResponse
        {
            Run = ProtoRuns.Run(created.Run, isStored: created.Preview is null),
            Replayed = created.IsReplayed,
        };
        response.Statements.AddRange(Previewed(created));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.EditRunResponse> EditRun(Proto.EditRunRequest request, ServerCallContext context)
    {
        var asked = ProtoRunRequests.Edit(request, limits.MaxSchemeBytes);
        var edited = await edit.HandleAsync(
            Caller(context), request.Id, MessageFields.Text(request.Etag), asked, context.CancellationToken);
        var response = new Proto.EditRunResponse { Run = ProtoRuns.Run(edited.Run, isStored: edited.Preview is null) };
        response.Statements.AddRange(Previewed(edited));
        return response;
    }

    private static IEnumerable<Proto.Statement> Previewed(CreatedRun created) =>
        Enumerable.Range(0, created.Preview?.Roster.Count ?? 0).Select(household => ProtoRuns.With(
            ProtoResults.Statement(created.Preview!, household, explain: false),
            created.Run.Carry?.FromOf(created.Preview!.Roster, household)));

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetRunResponse> GetRun(Proto.GetRunRequest request, ServerCallContext context) => new()
    {
        Run = ProtoRuns.Run(await get.HandleAsync(Caller(context), request.Id, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListRunsResponse> ListRuns(Proto.ListRunsRequest request, ServerCallContext context)
    {
        var page = await list.HandleAsync(Caller(context), ProtoRunRequests.List(request), context.CancellationToken);
        var response = new Proto.ListRunsResponse { NextCursor = ProtoRunRequests.Cursor(page.Next) };
        response.Runs.AddRange(page.Items.Select(run => ProtoRuns.Run(run)));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetStatementResponse> GetStatement(Proto.GetStatementRequest request, ServerCallContext context)
    {
        var (caller, cancellation) = (Caller(context), context.CancellationToken);
        if (request.Explain)
        {
            var explainable = await statements.ExplainAsync(caller, request.Run, request.Household, cancellation);
            var statement = ProtoResults.Statement(
                explainable.Distribution, explainable.Household, explain: true, explainable.Pieces);
            statement.ZeroLines.AddRange(ProtoResults.ZeroLines(explainable.Distribution, explainable.Household));
            statement.MoneySteps.AddRange(ProtoResults.MoneySteps(explainable.Distribution));
            return new Proto.GetStatementResponse { Statement = ProtoRuns.With(statement, explainable.CarriedFrom) };
        }

        var one = await statements.OneAsync(caller, request.Run, request.Household, cancellation);
        return new Proto.GetStatementResponse { Statement = ProtoRuns.Statement(one.Run, one.Household, one.End) };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListStatementsResponse> ListStatements(
        Proto.ListStatementsRequest request, ServerCallContext context)
    {
        var page = await statements.PageAsync(
            Caller(context), request.Run, ProtoRunRequests.Page(request.Cursor, request.Limit), context.CancellationToken);
        var response = new Proto.ListStatementsResponse { NextCursor = ProtoRunRequests.Cursor(page.Page.Next) };
        response.Statements.AddRange(ProtoRuns.Statements(page));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task StreamStatements(
        Proto.StreamStatementsRequest request, IServerStreamWriter<Proto.StreamStatementsResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var page in statements.AllAsync(Caller(context), request.Run, context.CancellationToken))
        {
            var response = new Proto.StreamStatementsResponse();
            response.Statements.AddRange(ProtoRuns.Statements(page));
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.SubmitRunResponse> SubmitRun(Proto.SubmitRunRequest request, ServerCallContext context) => new()
    {
        Run = ProtoRuns.Run(await submit.HandleAsync(
            Caller(context), request.Id, request.Etag, ProtoRunRequests.Submit(request), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.DiscloseRunResponse> DiscloseRun(Proto.DiscloseRunRequest request, ServerCallContext context)
    {
        var run = await disclose.HandleAsync(
            Caller(context), request.Id, request.Etag, ProtoRunRequests.Disclose(request), context.CancellationToken);
        return new Proto.DiscloseRunResponse { Run = ProtoRuns.Run(run) };
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.RaiseObjectionResponse> RaiseObjection(
        Proto.RaiseObjectionRequest request, ServerCallContext context)
    {
        var asked = new ObjectionRequest(request.Household, request.Content, Id: null, Resolution: null);
        var changed = await objections.HandleAsync(Caller(context), request.Run, request.Etag, asked, context.CancellationToken);
        return new Proto.RaiseObjectionResponse
        {
            Objection = ProtoRuns.Objection(changed.Objection),
            Etag = EntityTag.Of(changed.Run.Row.Revision),
        };
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.ResolveObjectionResponse> ResolveObjection(
        Proto.ResolveObjectionRequest request, ServerCallContext context)
    {
        var asked = new ObjectionRequest(Household: null, Content: null, request.Id, request.Resolution);
        var changed = await objections.HandleAsync(Caller(context), request.Run, request.Etag, asked, context.CancellationToken);
        return new Proto.ResolveObjectionResponse
        {
            Objection = ProtoRuns.Objection(changed.Objection),
            Etag = EntityTag.Of(changed.Run.Row.Revision),
        };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListObjectionsResponse> ListObjections(
        Proto.ListObjectionsRequest request, ServerCallContext context)
    {
        var rows = await objections.ListAsync(Caller(context), request.Run, context.CancellationToken);
        var response = new Proto.ListObjectionsResponse();
        response.Objections.AddRange(rows.Select(ProtoRuns.Objection));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ApproveRuns)]
    public override async Task<Proto.ApproveRunResponse> ApproveRun(Proto.ApproveRunRequest request, ServerCallContext context) => new()
    {
        Run = ProtoRuns.Run(await approve.HandleAsync(
            Caller(context), request.Id, request.Etag, ProtoRunRequests.Approve(request), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.PayRunResponse> PayRun(Proto.PayRunRequest request, ServerCallContext context) => new()
    {
        Run = ProtoRuns.Run(await pay.HandleAsync(
            Caller(context), request.Id, request.Etag, ProtoRunRequests.Pay(request), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.CloseRunResponse> CloseRun(Proto.CloseRunRequest request, ServerCallContext context) => new()
    {
        Run = ProtoRuns.Run(await close.HandleAsync(Caller(context), request.Id, request.Etag, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.CancelRuns)]
    public override async Task<Proto.CancelRunResponse> CancelRun(Proto.CancelRunRequest request, ServerCallContext context)
    {
        var run = await cancel.HandleAsync(
            Caller(context), request.Id, request.Etag, new CancelRunRequest(request.Reason), context.CancellationToken);
        return new Proto.CancelRunResponse { Run = ProtoRuns.Run(run) };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetRunHistoryResponse> GetRunHistory(Proto.GetRunHistoryRequest request, ServerCallContext context)
    {
        var rows = await get.HistoryAsync(Caller(context), request.Id, context.CancellationToken);
        var response = new Proto.GetRunHistoryResponse();
        response.Entries.AddRange(rows.Select(ProtoRuns.Entry));
        return response;
    }

    private static Caller Caller(ServerCallContext context) => Access.Caller.Of(context.GetHttpContext());
}
