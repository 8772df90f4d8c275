using System.Globalization;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Http;
using LinkageService.Storage.Audit;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Audit;

/// <summary>The gRPC side of the audit log: <c>linkage.v1.Audit</c>.</summary>
internal sealed class GrpcAudit(ListAuditEntries list, VerifyAuditChain verify) : Proto.Audit.AuditBase
{
    /// <inheritdoc/>
    [Requires(Permission.ReadAudit)]
    public override async Task<Proto.ListAuditEntriesResponse> ListAuditEntries(
        Proto.ListAuditEntriesRequest request, ServerCallContext context)
    {
        var asked = new ListAuditEntriesRequest(
            MessageFields.Text(request.Organization), MessageFields.Text(request.Subject), request.After,
            request.Limit == 0 ? PageRequest.StandardLimit : request.Limit);
        var page = await list.HandleAsync(Caller.Of(context.GetHttpContext()), asked, context.CancellationToken);
        var response = new Proto.ListAuditEntriesResponse { Next = page.Next ?? 0 };
        response.Entries.AddRange(page.Entries.Select(Entry));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadAudit)]
    public override async Task<Proto.GetAuditHeadResponse> GetAuditHead(
        Proto.GetAuditHeadRequest request, ServerCallContext context)
    {
        var head = await verify.HeadAsync(context.CancellationToken);
        var message = Head(head?.Seq ?? 0, head?.Hash ?? new byte[32]);
        message.At = head is null ? "" : Dates.MomentText(head.At);
        return new Proto.GetAuditHeadResponse { Head = message };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadAudit)]
    public override async Task<Proto.VerifyAuditChainResponse> VerifyAuditChain(
        Proto.VerifyAuditChainRequest request, ServerCallContext context)
    {
        var found = await verify.HandleAsync(context.CancellationToken);
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

    private static Proto.AuditHead Head(long seq, byte[] hash) => new() { Seq = seq, Hash = DigestText.Of(hash) };

    private static Proto.AuditEntry Entry(AuditEntry entry) => new()
    {
        Seq = entry.Seq,
        At = Dates.MomentText(entry.At),
        Actor = entry.Actor,
        Action = entry.Action,
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
