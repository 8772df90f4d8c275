using LinkageService.Access;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>Submits a draft.</summary>
internal sealed class SubmitRun(ChangeRun change, PayeeChecks payees)
{
    private static readonly string[] From = [RunStates.Draft];

    /// <exception cref="Errors.RefusedException">It cannot be submitted now.</exception>
    public Task<StoredRun> HandleAsync(Caller caller, string run, string? etag, CancellationToken cancellation) =>
        change.TakeAsync(caller, run, etag, "run.submit", From, async transition => new TransitionResult(
            RunStates.Submitted,
            (await payees.RenewAsync(transition.Session, transition.Row, transition.Life)) with
            {
                SubmittedAt = transition.Now, SubmittedBy = caller.Name,
            }),
            cancellation);
}
