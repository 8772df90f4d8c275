using Grpc.Core;
using LinkageService.Access;
using LinkageService.Features.Facts;
using LinkageService.Features.Households;
using LinkageService.Http;
using LinkageService.Tables;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Exports;

/// <summary>The gRPC side of files: <c>linkage.v1.Exports</c>.</summary>
internal sealed class GrpcExports(ExportRun run, ExportHouseholds households) : Proto.Exports.ExportsBase
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportRun(
        Proto.ExportRunRequest request, IServerStreamWriter<Proto.ExportRunResponse> responseStream, ServerCallContext context)
    {
        var fields = new MessageFields();
        var isChinese = IsChinese(fields, request.Lang);
        var names = request.Names.Length == 0 ? null : fields.OneOf("names", request.Names, ExportRequest.NamesWords);
        var rows = request.Rows.Length == 0 ? null : fields.OneOf("rows", request.Rows, ExportRequest.RowsWords);
        var formulas = request.Formulas.Length == 0
            ? null : fields.OneOf("formulas", request.Formulas, ExportRequest.FormulasWords);
        fields.Check();
        var asked = new ExportRequest(request.Run, request.Kind)
        {
            Household = MessageFields.Text(request.Household), IsChinese = isChinese, Names = names, Rows = rows, Formulas = formulas,
        };
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportRunResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportRunResponse { Chunk = chunk }, context.CancellationToken));
        await run.HandleAsync(
            CallerOf(context), asked, head => file.Begin(head.ShownName, head.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task ExportHouseholds(
        Proto.ExportHouseholdsRequest request, IServerStreamWriter<Proto.ExportHouseholdsResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new MessageFields();
        var format = fields.OneOf("format", request.Format, "csv", "xlsx") == "csv" ? TableFormat.Csv : TableFormat.Xlsx;
        var isChinese = IsChinese(fields, request.Lang);
        var moment = new RosterMoment(fields.Date("asOf", request.AsOf), fields.Moment("knownAt", request.KnownAt));
        fields.Check();
        var asked = new ExportHouseholdsRequest(request.Organization, moment, format, isChinese)
        {
            Query = new RosterQuery(MessageFields.Text(request.Search), MessageFields.Text(request.Tag)),
        };
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportHouseholdsResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportHouseholdsResponse { Chunk = chunk }, context.CancellationToken));
        await households.HandleAsync(
            CallerOf(context), asked, name => file.Begin(name.Shown, asked.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task ExportFactTemplate(
        Proto.ExportFactTemplateRequest request, IServerStreamWriter<Proto.ExportFactTemplateResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new MessageFields();
        var format = fields.OneOf("format", request.Format, "xlsx", "csv") == "csv" ? TableFormat.Csv : TableFormat.Xlsx;
        var isChinese = IsChinese(fields, request.Lang);
        fields.Check();
        var kind = FactKind.Require(request.Kind);
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportFactTemplateResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportFactTemplateResponse { Chunk = chunk }, context.CancellationToken));
        var type = format == TableFormat.Csv ? RosterTableEndpoints.Csv + "; charset=utf-8" : RosterTableEndpoints.Xlsx;
        await WriteFactTemplate.HandleAsync(
            kind, format, isChinese, file.Begin(WriteFactTemplate.FileName(kind, format), type), context.CancellationToken);
        await file.CompleteAsync();
    }

    private static bool IsChinese(MessageFields fields, string lang) => fields.OneOf("lang", lang, "zh", "en") == "zh";

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());
}
