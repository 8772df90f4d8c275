using Grpc.Core;
using LinkageService.Access;
using LinkageService.Engine.Amounts;
using LinkageService.Features.Exports;
using LinkageService.Http;
using LinkageService.Storage.Batches;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Batches;

/// <summary>The gRPC side of batches: <c>linkage.v1.Batches</c>.</summary>
internal sealed class GrpcBatches(
    CreateBatch create, FindBatches find, SteerBatch steer, ActOnBatch acts, WatchBatch watch, ExportBatch export,
    IHostApplicationLifetime lifetime)
    : Proto.Batches.BatchesBase
{
    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.CreateBatchResponse> CreateBatch(Proto.CreateBatchRequest request, ServerCallContext context)
    {
        var created = await create.HandleAsync(CallerOf(context), Read(request), context.CancellationToken);
        return new Proto.CreateBatchResponse { Batch = Message(created.Progress), Replayed = created.IsReplayed };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetBatchResponse> GetBatch(Proto.GetBatchRequest request, ServerCallContext context) => new()
    {
        Batch = Message(await find.GetAsync(CallerOf(context), request.Batch, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListBatchesResponse> ListBatches(Proto.ListBatchesRequest request, ServerCallContext context)
    {
        var page = await find.ListAsync(
            CallerOf(context), new MessageFields().Page(request.Cursor, request.Limit), context.CancellationToken);
        var response = new Proto.ListBatchesResponse { NextCursor = page.NextCursor ?? "" };
        response.Batches.AddRange(page.Items.Select(Message));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListBatchOrganizationsResponse> ListBatchOrganizations(
        Proto.ListBatchOrganizationsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var page = fields.Page(request.Cursor, request.Limit);
        var found = await find.OrganizationsAsync(
            CallerOf(context),
            new ListBatchOrganizationsRequest(request.Batch, MessageFields.Text(request.State), page)
            {
                RunState = MessageFields.Text(request.RunState), ActState = MessageFields.Text(request.ActState),
                FormProblems = fields.Problems,
            },
            context.CancellationToken);
        var response = new Proto.ListBatchOrganizationsResponse { NextCursor = found.NextCursor ?? "" };
        response.Organizations.AddRange(found.Items.Select(Message));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.PauseBatchResponse> PauseBatch(Proto.PauseBatchRequest request, ServerCallContext context) => new()
    {
        Batch = Message(await steer.PauseAsync(CallerOf(context), request.Batch, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.ResumeBatchResponse> ResumeBatch(Proto.ResumeBatchRequest request, ServerCallContext context) => new()
    {
        Batch = Message(await steer.ResumeAsync(CallerOf(context), request.Batch, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.CancelBatchResponse> CancelBatch(Proto.CancelBatchRequest request, ServerCallContext context) => new()
    {
        Batch = Message(await steer.CancelAsync(CallerOf(context), request.Batch, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.RetryBatchResponse> RetryBatch(Proto.RetryBatchRequest request, ServerCallContext context)
    {
        var members = MessageFields.AllOrSome<BatchMember>([.. request.Organizations.Select(Member)]);
        var progress = await steer.RetryAsync(
            CallerOf(context), request.Batch, new RetryBatchRequest(members), context.CancellationToken);
        return new Proto.RetryBatchResponse { Batch = Message(progress) };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task WatchBatch(
        Proto.WatchBatchRequest request, IServerStreamWriter<Proto.WatchBatchResponse> responseStream, ServerCallContext context)
    {
        try
        {
            await foreach (var progress in watch.HandleAsync(context.GetHttpContext(), request.Batch, context.CancellationToken))
            {
                await responseStream.WriteAsync(
                    new Proto.WatchBatchResponse { Batch = Message(progress) }, context.CancellationToken);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "the service is stopping: watch again"));
        }
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.SubmitBatchResponse> SubmitBatch(
        Proto.SubmitBatchRequest request, ServerCallContext context) => new()
        {
            Batch = Message(await acts.HandleAsync(CallerOf(context), ProtoBatchActs.Submit(request), context.CancellationToken)),
        };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.DiscloseBatchResponse> DiscloseBatch(
        Proto.DiscloseBatchRequest request, ServerCallContext context) => new()
        {
            Batch = Message(await acts.HandleAsync(CallerOf(context), ProtoBatchActs.Disclose(request), context.CancellationToken)),
        };

    /// <inheritdoc/>
    [Requires(Permission.ApproveRuns)]
    public override async Task<Proto.ApproveBatchResponse> ApproveBatch(
        Proto.ApproveBatchRequest request, ServerCallContext context) => new()
        {
            Batch = Message(await acts.HandleAsync(CallerOf(context), ProtoBatchActs.Approve(request), context.CancellationToken)),
        };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.PayBatchResponse> PayBatch(Proto.PayBatchRequest request, ServerCallContext context) => new()
    {
        Batch = Message(await acts.HandleAsync(CallerOf(context), ProtoBatchActs.Pay(request), context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportBatch(
        Proto.ExportBatchRequest request, IServerStreamWriter<Proto.ExportBatchResponse> responseStream, ServerCallContext context)
    {
        var fields = new MessageFields();
        var isChinese = fields.OneOf("lang", request.Lang, "zh", "en") == "zh";
        var asked = new ExportBatchRequest(
            request.Batch, request.Kinds.Count == 0 ? null : string.Join(',', request.Kinds), isChinese) { FormProblems = fields.Problems };
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportBatchResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportBatchResponse { Chunk = chunk }, context.CancellationToken));
        await export.HandleAsync(
            CallerOf(context), asked, head => file.Begin(head.ShownName, head.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    private static CreateBatchRequest Read(Proto.CreateBatchRequest request)
    {
        var fields = new MessageFields();
        var (recordDate, from) = (fields.Date("recordDate", request.RecordDate), fields.Date("from", request.From));
        return new CreateBatchRequest
        {
            Year = request.Year == 0 ? null : request.Year, Scheme = MessageFields.Text(request.Scheme),
            RecordDate = recordDate is { } date ? Documents.Dates.Text(date) : null,
            From = from is { } first ? Documents.Dates.Text(first) : null, LastYear = request.LastYear,
            Parameters = request.Parameters, Inputs = request.Inputs, Organizations = [.. request.Organizations.Select(Member)],
            Region = MessageFields.Text(request.Region), Parent = MessageFields.Text(request.Parent), All = request.All,
            IsDryRun = request.DryRun, IdempotencyKey = request.IdempotencyKey.Length == 0 ? null : request.IdempotencyKey,
            FormProblems = fields.Problems,
        };
    }

    private static BatchMember Member(Proto.BatchMember member) =>
        new(MessageFields.Text(member.Id), MessageFields.Text(member.Scheme), member.Parameters, member.Inputs);

    private static Proto.Batch Message(BatchProgress progress)
    {
        var of = BatchContract.Of(progress);
        var (row, figures) = (progress.Row, progress.Figures);
        var message = new Proto.Batch
        {
            Id = of.Id, State = of.State, DryRun = of.DryRun, Year = (int)of.Year, Scheme = of.Scheme ?? "",
            Organization = of.Organization ?? "", Organizations = of.Organizations, Waiting = of.Waiting, Done = of.Done,
            Failed = of.Failed, CancelledRuns = of.CancelledRuns, Households = of.Households, AmountFen = figures.AmountFen,
            FinishedAmountFen = row.AmountFen, PerMinute = of.PerMinute, SecondsLeft = of.SecondsLeft ?? -1, CreatedBy = of.CreatedBy,
            CreatedAt = of.CreatedAt, UpdatedAt = of.UpdatedAt,
            Act = progress.Act is { } act ? ProtoBatchActs.Message(act) : null,
        };
        message.Failures.AddRange(of.Failures.Select(ProtoBatchActs.Message));
        message.Runs.AddRange(figures.Runs.Select(each => new Proto.BatchRuns
        {
            State = each.State, Count = each.Count, Households = each.Households, AmountFen = each.AmountFen,
        }));
        return message;
    }

    private static Proto.BatchHead Message(BatchRow row)
    {
        var of = BatchHeadContract.Of(row);
        return new Proto.BatchHead
        {
            Id = of.Id, State = of.State, DryRun = of.DryRun, Year = (int)of.Year, Scheme = of.Scheme ?? "",
            Organization = of.Organization ?? "", Organizations = of.Organizations, Done = row.Done, FinishedAmountFen = row.AmountFen,
            CreatedBy = of.CreatedBy, CreatedAt = of.CreatedAt, UpdatedAt = of.UpdatedAt,
        };
    }

    private static Proto.BatchOrganization Message(BatchOrganizationRow row)
    {
        var of = BatchOrganizationContract.Of(row);
        var message = new Proto.BatchOrganization
        {
            Id = of.Id, Name = of.Name, State = of.State, Run = of.Run ?? "", RunState = of.RunState ?? "", Households = of.Households,
            AmountFen = row.AmountFen, Binding = of.Binding ?? "",
            LimitFen = of.Limit is { } limit ? Fen(limit) : 0, LeftFen = of.Left is { } left ? Fen(left) : 0,
        };
        message.Problems.AddRange(of.Problems.Select(ProtoBatchActs.Message));
        message.Checks.AddRange((of.Checks ?? []).Select(ProtoBatchActs.Message));
        message.Act = ProtoBatchActs.Message(of.Act);
        return message;
    }

    private static long Fen(string yuan)
    {
        _ = Money.TryParse(yuan.AsSpan().TrimStart('-'), out var money);
        return yuan.StartsWith('-') ? -money.Fen : money.Fen;
    }

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());
}
