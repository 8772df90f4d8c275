using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>Notes that a run is on public notice.</summary>
internal sealed class DiscloseRun(ChangeRun change)
{
    /// <summary>Days a notice may last.</summary>
    /// <value>1 to 365.</value>
    public const int MostNoticeDays = 365;

    private static readonly string[] From = [RunStates.Submitted];

    /// <param name="caller">Who notes it.</param>
    /// <param name="run">Which run.</param>
    /// <param name="etag">The revision the caller read.</param>
    /// <param name="on">The first day of the notice; null for today.</param>
    /// <param name="noticeDays">How long it lasts; null for what the organisation has set.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException">It cannot be disclosed now, or not from that day.</exception>
    public Task<StoredRun> HandleAsync(
        Caller caller, string run, string? etag, DateOnly? on, int? noticeDays, CancellationToken cancellation)
    {
        var today = change.Today;
        if (on > today)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"公示起始日不能在今天（{Dates.Text(today)}）之后", $"the notice does not begin after today ({Dates.Text(today)})", "from"));
        }

        var disclosedOn = Dates.Text(on ?? today);
        return change.TakeAsync(caller, run, etag, "run.disclose", From, step =>
        {
            var days = noticeDays ?? (int)step.Organization.NoticeDays;
            var life = step.Life with
            {
                DisclosedOn = disclosedOn,
                NoticeDays = days,
                DisclosedAt = step.Now,
                DisclosedBy = caller.Name,
            };
            life = days < step.Organization.NoticeDays ? life.With(NoticeChecks.TooShort(days, step.Organization.NoticeDays)) : life;
            return Task.FromResult(new RunStepTaken(
                RunStates.Disclosed, life, JsonDetails.Of(("on", disclosedOn), ("noticeDays", days))));
        }, cancellation);
    }
}
