using System.Globalization;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Features.Exports;
using LinkageService.Http;
using LinkageService.Storage.Audit;
using LinkageService.Tables;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Audit;

/// <summary>The gRPC side of the audit log: <c>linkage.v1.Audit</c>.</summary>
internal sealed class GrpcAudit(
    ListAuditEntries list, ExportAuditEntries export, VerifyAuditChain verify, FindAuditHead heads) : Proto.Audit.AuditBase
{
    /// <inheritdoc/>
    [Requires(Permission.ReadAudit)]
    public override async Task<Proto.ListAuditEntriesResponse> ListAuditEntries(
        Proto.ListAuditEntriesRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = Read(
            fields, request.Organization, request.Subject, (request.Actor, request.Action, request.From, request.To)) with
        {
            After = request.After, Limit = request.Limit == 0 ? PageRequest.StandardLimit : request.Limit, FormProblems = fields.Problems,
        };
        var page = await list.HandleAsync(Caller.Of(context.GetHttpContext()), asked, context.CancellationToken);
        var response = new Proto.ListAuditEntriesResponse { Next = page.Next ?? 0 };
        response.Entries.AddRange(page.Entries.Select(entry => Entry(entry, page.SentenceOf(entry))));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadAudit)]
    public override async Task<Proto.GetAuditHeadResponse> GetAuditHead(
        Proto.GetAuditHeadRequest request, ServerCallContext context)
    {
        var head = await heads.HandleAsync(Day(request.On), context.CancellationToken);
        var message = Head(head.Tree.Size, head.Last?.Hash ?? new byte[32]);
        message.At = head.Last is { } last ? Dates.MomentText(last.At) : "";
        message.Root = DigestText.Of(head.Tree.Root);
        message.Checkpoint = AuditCheckpoint.Of(head.Tree);
        return new Proto.GetAuditHeadResponse { Head = message };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadAudit)]
    public override async Task<Proto.GetAuditProofResponse> GetAuditProof(
        Proto.GetAuditProofRequest request, ServerCallContext context)
    {
        var proof = await heads.ProofAsync(
            Caller.Of(context.GetHttpContext()), request.Organization, Day(request.On), context.CancellationToken);
        var response = new Proto.GetAuditProofResponse
        {
            Organization = request.Organization,
            Entry = Entry(proof.Entry, proof.Page.SentenceOf(proof.Entry)),
            Index = proof.Entry.Seq - 1,
            Size = proof.Tree.Size,
            Root = DigestText.Of(proof.Tree.Root),
            Checkpoint = AuditCheckpoint.Of(proof.Tree),
        };
        response.Path.AddRange(proof.Tree.Path.Select(hash => DigestText.Of(hash)));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadAudit)]
    public override async Task<Proto.VerifyAuditChainResponse> VerifyAuditChain(
        Proto.VerifyAuditChainRequest request, ServerCallContext context)
    {
        var found = await verify.HandleAsync(Caller.Of(context.GetHttpContext()), context.CancellationToken);
        var response = new Proto.VerifyAuditChainResponse
        {
            Valid = found.Faults.Count == 0,
            Entries = found.Entries,
            Head = Head(found.LastSeq, found.LastHash),
        };
        if (found.Faults is [var first, ..])
        {
            response.FirstBad = new Proto.AuditFault
            {
                Entry = first.Subject,
                Message = ProtoText.Of(new LocalizedText(first.Zh, first.En)),
            };
        }

        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadAudit)]
    public override async Task ExportAuditEntries(
        Proto.ExportAuditEntriesRequest request, IServerStreamWriter<Proto.ExportAuditEntriesResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new MessageFields();
        var format = fields.OneOf("format", request.Format, AuditTable.Formats) == "csv"
            ? TableFormat.Csv
            : TableFormat.Xlsx;
        var isChinese = fields.OneOf("lang", request.Lang, "zh", "en") == "zh";
        var entries = Read(fields, request.Organization, request.Subject, (request.Actor, request.Action, request.From, request.To));
        fields.Check();
        var asked = new AuditTable(entries, format, isChinese);
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportAuditEntriesResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportAuditEntriesResponse { Chunk = chunk }, context.CancellationToken));
        await export.HandleAsync(
            Caller.Of(context.GetHttpContext()), asked, () => file.Begin(asked.FileName, asked.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    private static DateOnly? Day(string on)
    {
        var fields = new MessageFields();
        var day = fields.Date("on", on);
        fields.Check();
        return day;
    }

    private static ListAuditEntriesRequest Read(
        MessageFields fields, string organization, string subject, (string Actor, string Action, string From, string To) filter) =>
        new(MessageFields.Text(organization), MessageFields.Text(subject), 0, PageRequest.StandardLimit)
        {
            Actor = MessageFields.Text(filter.Actor), Action = MessageFields.Text(filter.Action), From = fields.Date("from", filter.From),
            To = fields.Date("to", filter.To),
        };

    private static Proto.AuditHead Head(long seq, byte[] hash) => new() { Seq = seq, Hash = DigestText.Of(hash) };

    private static Proto.AuditEntry Entry(AuditEntry entry, LocalizedText sentence) => new()
    {
        Seq = entry.Seq,
        At = Dates.MomentText(entry.At),
        Actor = entry.Actor,
        Action = entry.Action,
        Sentence = ProtoText.Of(sentence),
        Organization = entry.OrganizationId ?? "",
        Subject = entry.Subject,
        Change = entry.ChangeId,
        Before = entry.BeforeDigest is { } before ? DigestText.Of(before) : "",
        After = entry.AfterDigest is { } after ? DigestText.Of(after) : "",
        DetailsJson = entry.Details,
        PreviousHash = DigestText.Of(entry.PreviousHash),
        Hash = DigestText.Of(entry.Hash),
    };
}
