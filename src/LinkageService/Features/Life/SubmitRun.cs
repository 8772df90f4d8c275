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
        change.TakeAsync(caller, run, etag, "run.submit", From, async step => new RunStepTaken(
            RunStates.Submitted,
            (await payees.RenewAsync(step.Session, step.Row, step.Life)) with { SubmittedAt = step.Now, SubmittedBy = caller.Name }),
            cancellation);
}
