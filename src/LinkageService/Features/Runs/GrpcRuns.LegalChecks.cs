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
        response.Checks.AddRange((held?.Outcomes ?? []).Select(ProtoLegalChecks.Of));
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
        response.Limits.AddRange(ProtoLegalChecks.Limits(headroom));
        response.Unknown.AddRange(ProtoLegalChecks.Undecided(headroom));
        return response;
    }
}
