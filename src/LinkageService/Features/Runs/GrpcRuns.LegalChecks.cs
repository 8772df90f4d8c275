using Grpc.Core;
using LinkageService.Access;
using LinkageService.Engine.Checks;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>Legal checks and headroom.</summary>
internal sealed partial class GrpcRuns
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListRunChecksResponse> ListRunChecks(Proto.ListRunChecksRequest request, ServerCallContext context)
    {
        var held = await inquiries.Law.HandleAsync(Caller(context), request.Run, context.CancellationToken);
        var response = new Proto.ListRunChecksResponse();
        response.Packs.AddRange(held is null ? [] : LegalSummary.Of(held.Checked, held.Outcomes).Packs);
        response.Checks.AddRange((held?.Outcomes ?? []).Select(Checked));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetRunHeadroomResponse> GetRunHeadroom(
        Proto.GetRunHeadroomRequest request, ServerCallContext context)
    {
        var held = await inquiries.Law.HandleAsync(Caller(context), request.Run, context.CancellationToken);
        var response = new Proto.GetRunHeadroomResponse();
        if (held is null)
        {
            return response;
        }

        var headroom = Headroom.Of(held.Checked);
        response.MembersFen = headroom.Members.Fen;
        response.LimitFen = headroom.Binding.Limit.Fen;
        response.LeftFen = headroom.Left.Fen;
        response.Binding = headroom.Binding.Check.Code;
        response.Limits.AddRange(headroom.Limits.Select(limit =>
            new Proto.HeadroomLimit { Check = limit.Check.Code, LimitFen = limit.Limit.Fen }));
        response.Unknown.AddRange(headroom.Undecided.Select(outcome =>
            ProtoResults.Undecided(new UndecidedCheck(outcome.Check.Code, [.. outcome.Missing.Select(fact => fact.Name)]))));
        return response;
    }

    private static Proto.LegalCheck Checked(CheckOutcome outcome)
    {
        var message = new Proto.LegalCheck
        {
            Code = outcome.Check.Code,
            Status = CheckedWords.Of(outcome.Status),
            Severity = outcome.Severity == CheckSeverity.Block ? "block" : "warn",
            Title = ProtoText.Of(outcome.Check.Title),
            Message = ProtoText.Of(outcome.Message),
            Basis = outcome.Basis is { } basis ? ProtoText.Of(basis.Citation) : null,
            Confidence = outcome.Basis is { } rule ? CheckedWords.Of(rule.Confidence) : "",
        };
        message.Missing.AddRange(outcome.Missing.Select(fact => fact.Name));
        return message;
    }
}
