using LinkageService.Access;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>Hands a draft in.</summary>
internal sealed class SubmitRun(ChangeRun change)
{
    private static readonly string[] From = [RunStates.Draft];

    /// <exception cref="Errors.RefusedException">It cannot be handed in now.</exception>
    public Task<StoredRun> HandleAsync(Caller caller, string run, string? etag, CancellationToken cancellation) =>
        change.TakeAsync(caller, run, etag, "run.submit", From, step => Task.FromResult(new RunStepTaken(
            RunStates.Submitted, step.Life with { SubmittedAt = step.Now, SubmittedBy = caller.Name })), cancellation);
}
