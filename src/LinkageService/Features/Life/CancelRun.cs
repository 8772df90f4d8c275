using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>A run to be cancelled.</summary>
/// <param name="Reason">Why.</param>
internal sealed record CancelRunRequest(string? Reason) : CheckedRequest
{
    /// <summary>Why, without spaces at its ends.</summary>
    public string? Reason { get; } = TextRules.Trim(Reason);
}

/// <summary>The shape of it.</summary>
internal sealed class CancelRunValidator : AbstractValidator<CancelRunRequest>
{
    public CancelRunValidator() => RuleFor(request => request.Reason).IsText("reason", TextRules.MaxReason, isRequired: true);
}

/// <summary>Cancels a run before it is paid; one that is approved already only by an approver.</summary>
internal sealed class CancelRun(ChangeRun change)
{
    private static readonly string[] From = [RunStates.Draft, RunStates.Submitted, RunStates.Disclosed, RunStates.Approved];

    private readonly CancelRunValidator _validator = new();

    /// <param name="caller">Who.</param>
    /// <param name="run">Which run.</param>
    /// <param name="etag">The revision the caller read.</param>
    /// <param name="request">Why.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException">It cannot be cancelled now, or not by the caller.</exception>
    public Task<StoredRun> HandleAsync(
        Caller caller, string run, string? etag, CancelRunRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return change.TakeAsync(caller, run, etag, "run.cancel", From, transition =>
        {
            if (transition.Row.State == RunStates.Approved && !caller.May(Permission.ApproveRuns))
            {
                throw new RefusedException(Failure.Of(ProblemCodes.Forbidden,
                    $"已审批的核算只能由审批人作废，角色 {caller.Role.Name} 不能",
                    $"an approved run is cancelled by an approver; the role {caller.Role.Name} may not"));
            }

            return Task.FromResult(new TransitionResult(
                RunStates.Cancelled,
                transition.Life with { CancelledAt = transition.Now, CancelledBy = caller.Name, Reason = request.Reason }));
        }, cancellation);
    }
}
