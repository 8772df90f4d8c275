using Grpc.Core;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Features.Households;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Facts;

/// <summary>The gRPC side of facts about organisations: <c>linkage.v1.Facts</c>.</summary>
internal sealed class GrpcFacts(PutFact put, WithdrawFact withdraw, FindFacts find, ImportFacts import, Limits limits)
    : Proto.Facts.FactsBase
{
    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<Proto.ImportFactsResponse> ImportFacts(
        IAsyncStreamReader<Proto.ImportFactsRequest> requestStream, ServerCallContext context)
    {
        var (header, content) = await UploadedFile.ReadAsync(
            requestStream, message => (message.Header, message.HasChunk ? message.Chunk : null), limits.MaxBodyBytes,
            context.CancellationToken);
        await using (content)
        {
            var asked = new ImportFactsRequest(header.Kind, header.DryRun, MessageFields.Text(header.Sheet));
            return FactMessages.Of(await import.HandleAsync(CallerOf(context), asked, content, context.CancellationToken));
        }
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<Proto.ListFactsResponse> ListFacts(Proto.ListFactsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var moment = new RosterMoment(fields.Date("as_of", request.AsOf), fields.Moment("known_at", request.KnownAt));
        fields.Check();
        var standing = await find.ListAsync(CallerOf(context), request.Organization, moment, context.CancellationToken);
        var response = new Proto.ListFactsResponse { AsOf = Dates.Text(standing.AsOf) };
        response.Facts.AddRange(standing.Facts.Select(FactMessages.Of));
        foreach (var kind in standing.Missing)
        {
            var missing = new Proto.MissingFact { Kind = kind.Word };
            missing.Checks.AddRange(kind.Checks);
            response.Missing.Add(missing);
        }

        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<Proto.GetFactResponse> GetFact(Proto.GetFactRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new FindFactRequest(request.Organization, request.Kind)
        {
            Moment = new RosterMoment(fields.Date("as_of", request.AsOf), fields.Moment("known_at", request.KnownAt)),
            Year = request.Year == 0 ? null : request.Year,
            FormProblems = fields.Problems,
        };
        return new Proto.GetFactResponse
        {
            Fact = FactMessages.Of(await find.HandleAsync(CallerOf(context), asked, context.CancellationToken)),
        };
    }

    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<Proto.PutFactResponse> PutFact(Proto.PutFactRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        fields.Require("fact", request.Fact);
        fields.Check();
        var said = FactMessages.Read(request.Fact, request.Organization) with
        {
            IfMatch = MessageFields.Text(request.Etag), IfNoneMatch = request.CreateOnly ? "*" : null,
        };
        var stored = await put.HandleAsync(CallerOf(context), said, context.CancellationToken);
        return new Proto.PutFactResponse { Fact = FactMessages.Of(stored), Created = stored.IsNew };
    }

    /// <inheritdoc/>
    [Requires(Permission.WriteHouseholds)]
    public override async Task<Proto.WithdrawFactResponse> WithdrawFact(Proto.WithdrawFactRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new WithdrawFactRequest(request.Organization, request.Kind)
        {
            ValidFrom = fields.Date("valid_from", request.ValidFrom),
            Year = request.Year == 0 ? null : request.Year,
            IfMatch = MessageFields.Text(request.Etag),
            FormProblems = fields.Problems,
        };
        return new Proto.WithdrawFactResponse
        {
            Fact = FactMessages.Of(await withdraw.HandleAsync(CallerOf(context), asked, context.CancellationToken)),
        };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task<Proto.ShowFactHistoryResponse> ShowFactHistory(
        Proto.ShowFactHistoryRequest request, ServerCallContext context)
    {
        var facts = await find.ShowHistoryAsync(
            CallerOf(context), new FindFactRequest(request.Organization, request.Kind), context.CancellationToken);
        var response = new Proto.ShowFactHistoryResponse();
        response.Facts.AddRange(facts.Select(FactMessages.Of));
        return response;
    }

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());
}
