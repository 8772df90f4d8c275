using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Features.Exports;
using LinkageService.Http;
using LinkageService.Storage.Runs;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Withholdings;

/// <summary>The gRPC side of set-offs and of the declaration of tax: <c>linkage.v1.Withholdings</c>.</summary>
internal sealed class GrpcWithholdings(RecordSetOff record, SetOffs debts, ShowTaxDeclaration show, ExportTaxDeclaration export)
    : Proto.Withholdings.WithholdingsBase
{
    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.RecordSetOffResponse> RecordSetOff(Proto.RecordSetOffRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new RecordSetOffRequest(
            request.Run, MessageFields.Text(request.Household), request.AmountFen, MessageFields.Text(request.Reason))
        {
            ConsentedOn = fields.Date("consented_on", request.ConsentedOn), ConsentedBy = MessageFields.Text(request.ConsentedBy),
            Document = MessageFields.Text(request.Document), FormProblems = fields.Problems,
        };
        return new Proto.RecordSetOffResponse
        {
            SetOff = SetOff(await record.HandleAsync(CallerOf(context), asked, context.CancellationToken)),
        };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListSetOffsResponse> ListSetOffs(Proto.ListSetOffsRequest request, ServerCallContext context)
    {
        var response = new Proto.ListSetOffsResponse();
        response.SetOffs.AddRange((await debts.ListAsync(CallerOf(context), request.Run, context.CancellationToken)).Select(SetOff));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.WithdrawSetOffResponse> WithdrawSetOff(
        Proto.WithdrawSetOffRequest request, ServerCallContext context) => new()
    {
        SetOff = SetOff(await debts.WithdrawAsync(CallerOf(context), request.Run, request.SetOff, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetTaxDeclarationResponse> GetTaxDeclaration(
        Proto.GetTaxDeclarationRequest request, ServerCallContext context)
    {
        var found = await show.HandleAsync(CallerOf(context), Asked(request), context.CancellationToken);
        var message = new Proto.GetTaxDeclarationResponse
        {
            Organization = found.Organization, Year = found.Year, Month = found.Month ?? 0,
            DueOn = found.DueOn is { } due ? Dates.Text(due) : "", Benefit = found.Benefit ?? "", IncomeFen = found.Sum.Income,
            TaxFen = found.Sum.Tax, WithheldFen = found.Sum.Withheld, BorneFen = found.Sum.Borne,
        };
        message.Entries.AddRange(found.Entries.Select(entry => new Proto.DeclaredTax
        {
            Run = entry.Run, Kind = entry.Kind, PaidOn = Dates.Text(entry.PaidOn), Household = entry.Household, Name = entry.Name ?? "",
            IdNumber = entry.IdNumber ?? "", Benefit = entry.Benefit, Title = ProtoText.Of(entry.Title),
            IncomeFen = entry.Amount.Income, TaxFen = entry.Amount.Tax, WithheldFen = entry.Amount.Withheld, BorneFen = entry.Amount.Borne,
        }));
        return message;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportTaxDeclaration(
        Proto.ExportTaxDeclarationRequest request, IServerStreamWriter<Proto.ExportTaxDeclarationResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new MessageFields();
        var format = fields.OneOf("format", request.Format, Withholdings.ExportTaxDeclaration.Formats) == "csv"
            ? ExportFormat.Csv
            : ExportFormat.Xlsx;
        var isChinese = fields.OneOf("lang", request.Lang, "zh", "en") == "zh";
        fields.Check();
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportTaxDeclarationResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportTaxDeclarationResponse { Chunk = chunk }, context.CancellationToken));
        var asked = Asked(request.Declaration ?? new Proto.GetTaxDeclarationRequest());
        await export.HandleAsync(CallerOf(context), asked, format, isChinese,
            head => file.Begin(head.FileName, head.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    private static TaxDeclarationRequest Asked(Proto.GetTaxDeclarationRequest request) => new(
        request.Organization, request.Year == 0 ? null : request.Year, request.Month == 0 ? null : request.Month,
        MessageFields.Text(request.Benefit));

    private static Proto.SetOff SetOff(SetOffRow row) => new()
    {
        Id = row.Id, Household = row.HouseholdId, AmountFen = row.AmountFen, Reason = row.Reason, ConsentedOn = row.ConsentedOn,
        ConsentedBy = row.ConsentedBy, Document = row.Document, RecordedBy = row.RecordedBy,
        RecordedAt = Dates.MomentText(row.RecordedAt), RemovedBy = row.RemovedBy ?? "",
        RemovedAt = row.RemovedAt is { } at ? Dates.MomentText(at) : "",
    };

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());
}
