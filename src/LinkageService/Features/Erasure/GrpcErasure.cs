using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Erasure;

/// <summary>The gRPC side of erasures: <c>linkage.v1.Erasure</c>.</summary>
internal sealed class GrpcErasure(EraseHousehold erase) : Proto.Erasure.ErasureBase
{
    /// <inheritdoc/>
    [Requires(Permission.ErasePersonalData)]
    public override async Task<Proto.EraseHouseholdResponse> EraseHousehold(
        Proto.EraseHouseholdRequest request, ServerCallContext context)
    {
        var erased = await erase.HandleAsync(
            Caller.Of(context.GetHttpContext()),
            new EraseHouseholdRequest(
                request.Organization, request.Household, MessageFields.Text(request.RequestedBy), MessageFields.Text(request.Reason)),
            context.CancellationToken);
        return new Proto.EraseHouseholdResponse
        {
            Household = erased.Household,
            Facts = erased.Facts,
            Runs = erased.Runs,
            KeptUntil = erased.KeptUntil is { } day ? Dates.Text(day) : "",
            KeepsBirthDates = erased.KeepsBirthDates,
        };
    }
}
