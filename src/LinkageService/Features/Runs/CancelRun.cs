using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>Gives a run up before it is paid; one that is approved already only by an approver.</summary>
internal sealed class CancelRun(ChangeRun change)
{
    private static readonly string[] From = [RunStates.Draft, RunStates.Submitted, RunStates.Disclosed, RunStates.Approved];

    /// <param name="caller">Who.</param>
    /// <param name="run">Which run.</param>
    /// <param name="etag">The revision the caller read.</param>
    /// <param name="reason">Why, 1 to 500 characters.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException">It cannot be cancelled now, or not by the caller.</exception>
    public Task<StoredRun> HandleAsync(Caller caller, string run, string? etag, string reason, CancellationToken cancellation) =>
        change.TakeAsync(caller, run, etag, "run.cancel", From, step =>
        {
            if (step.Row.State == RunStates.Approved && !caller.May(Permission.ApproveRuns))
            {
                throw new RefusedException(Failure.Of(ProblemCodes.Forbidden,
                    $"已审批的核算只能由审批人作废，角色 {caller.Role.Name} 不能",
                    $"an approved run is cancelled by an approver; the role {caller.Role.Name} may not"));
            }

            return Task.FromResult(new RunStepTaken(
                RunStates.Cancelled, step.Life with { CancelledAt = step.Now, CancelledBy = caller.Name, Reason = reason }));
        }, cancellation);
}
