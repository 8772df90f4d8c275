using LinkageService.Access;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>Ends the life of a run that was paid.</summary>
internal sealed class CloseRun(ChangeRun change)
{
    private static readonly string[] From = [RunStates.Paid];

    /// <exception cref="Errors.RefusedException">It cannot be closed now.</exception>
    public Task<StoredRun> HandleAsync(Caller caller, string run, string? etag, CancellationToken cancellation) =>
        change.TakeAsync(caller, run, etag, "run.close", From, transition => Task.FromResult(new TransitionResult(
            RunStates.Closed, transition.Life with { ClosedAt = transition.Now, ClosedBy = caller.Name })), cancellation);
}
