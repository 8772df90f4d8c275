using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>Ends the life of a run that was paid: where its payments are kept here, once every household is settled.</summary>
internal sealed class CloseRun(ChangeRun change)
{
    private static readonly string[] From = [RunStates.Paid];

    /// <exception cref="RefusedException">It cannot be closed now, or households are not settled.</exception>
    public Task<StoredRun> HandleAsync(Caller caller, string run, string? etag, CancellationToken cancellation) =>
        change.TakeAsync(caller, run, etag, "run.close", From, async transition =>
        {
            if (await OpenPayments.FindAsync(transition.Session, transition.Row.Id) is { } problem)
            {
                throw new RefusedException(Failure.Of(problem));
            }

            return new TransitionResult(RunStates.Closed, transition.Life with { ClosedAt = transition.Now, ClosedBy = caller.Name });
        }, cancellation);
}
