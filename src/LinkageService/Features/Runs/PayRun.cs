using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>Notes that an approved run was paid out.</summary>
internal sealed class PayRun(ChangeRun change)
{
    private static readonly string[] From = [RunStates.Approved];

    /// <param name="caller">Who notes it.</param>
    /// <param name="run">Which run.</param>
    /// <param name="etag">The revision the caller read.</param>
    /// <param name="on">The day of the payment; null for today.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException">It cannot be paid now, or not on that day.</exception>
    public Task<StoredRun> HandleAsync(Caller caller, string run, string? etag, DateOnly? on, CancellationToken cancellation)
    {
        var today = change.Today;
        if (on > today)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"付款日期不能在今天（{Dates.Text(today)}）之后", $"the day of the payment is not after today ({Dates.Text(today)})", "on"));
        }

        var paidOn = Dates.Text(on ?? today);
        return change.TakeAsync(caller, run, etag, "run.pay", From, async step =>
        {
            await Carry.NoteAsync(step.Session, step.Row);
            return new RunStepTaken(
                RunStates.Paid, step.Life with { PaidOn = paidOn, PaidAt = step.Now, PaidBy = caller.Name },
                JsonDetails.Of(("on", paidOn)));
        }, cancellation);
    }
}
