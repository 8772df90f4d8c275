using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Corrections;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>A payment that was made.</summary>
/// <param name="On">Its day; null for today.</param>
internal sealed record PayRunRequest(DateOnly? On) : RunActRequest;

/// <summary>The shape of it: any date; which ones may be, the clock says.</summary>
internal sealed class PayRunValidator : AbstractValidator<PayRunRequest>;

/// <summary>Marks an approved run as paid.</summary>
internal sealed class PayRun(ChangeRun change)
{
    private static readonly string[] From = [RunStates.Approved];

    private readonly PayRunValidator _validator = new();

    /// <param name="caller">Who does it.</param>
    /// <param name="run">Which run.</param>
    /// <param name="etag">The revision the caller read.</param>
    /// <param name="request">When it was paid.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException">It cannot be paid now, or not on that day.</exception>
    public Task<StoredRun> HandleAsync(
        Caller caller, string run, string? etag, PayRunRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var today = change.Today;
        if (request.On > today)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"付款日期不能在今天（{Dates.Text(today)}）之后", $"the day of the payment is not after today ({Dates.Text(today)})", "on"));
        }

        var paidOn = Dates.Text(request.On ?? today);
        return change.TakeAsync(caller, run, etag, "run.pay", From, async transition =>
        {
            if (transition.Life.BeforeVote(request.On ?? today, "on") is { } early)
            {
                throw new RefusedException(Failure.Of(early));
            }

            await Carry.NoteAsync(transition.Session, transition.Row);
            return new TransitionResult(
                RunStates.Paid, transition.Life with { PaidOn = paidOn, PaidAt = transition.Now, PaidBy = caller.Name },
                JsonDetails.Of(("on", paidOn)))
            {
                Within = request.Within,
            };
        }, cancellation);
    }
}
