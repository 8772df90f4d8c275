using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>What acts on the payments of a run have in common: the run is held and seen, its payments are prepared; audited.</summary>
internal sealed class ChangePayments(Database database, TimeProvider time)
{
    /// <summary>The states of a run in which money moves: late results and late comers reach a closed one too.</summary>
    public static readonly string[] Moving = [RunStates.Paid, RunStates.Closed];

    /// <summary>The present date in China.</summary>
    public DateOnly Today => Dates.Today(time);

    /// <summary>Makes an act on prepared payments.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="run">Of which run.</param>
    /// <param name="from">The states of the run in which it is done.</param>
    /// <param name="take">Refuses it, or does it; may be called again, so it changes nothing outside.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException">It cannot be done.</exception>
    public Task<T> TakeAsync<T>(
        Caller caller, string run, IReadOnlyList<string> from, Func<PaymentChange, Task<T>> take, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var row = await RunAccess.HoldAsync(session, caller, run);
            ChangeRun.RequireState(row, from);
            var envelope = await PaymentStore.FindEnvelopeAsync(session, row.Id) ?? throw PaymentFailures.NotPrepared();
            return await take(new PaymentChange(session, row, envelope));
        }, cancellation);

    /// <summary>A day that must not lie ahead; today where none is stated.</summary>
    /// <exception cref="RefusedException">It does.</exception>
    public string DayOf(DateOnly? on, string field = "on") => on <= Today || on is null
        ? Dates.Text(on ?? Today)
        : throw new RefusedException(Failure.Of(Ahead(field)));

    /// <summary>A day lies ahead.</summary>
    public Problem Ahead(string field) => new(ProblemCodes.InvalidValue, field, new LocalizedText(
        $"日期不能在今天（{Dates.Text(Today)}）之后", $"the day is not after today ({Dates.Text(Today)})"));
}

/// <summary>An act on the payments of a run under way.</summary>
/// <param name="Session">The change.</param>
/// <param name="Run">The run, held.</param>
/// <param name="Envelope">Its envelope as it stands.</param>
internal sealed record PaymentChange(WriteSession Session, RunRow Run, PaymentEnvelopeRow Envelope)
{
    /// <summary>Refuses what moves money before it was seen.</summary>
    /// <exception cref="RefusedException"><c>funds_not_confirmed</c>.</exception>
    public void RequireFunds()
    {
        if (Envelope.FundsBy is null)
        {
            throw PaymentFailures.NoFunds();
        }
    }

    /// <summary>Refuses a day before the vote on the run.</summary>
    /// <exception cref="RefusedException">It is before it.</exception>
    public void RequireAfterVote(params ReadOnlySpan<(DateOnly? On, string Field)> days)
    {
        var life = RunLife.Read(Run.Progress);
        var early = new List<Problem>();
        foreach (var (on, field) in days)
        {
            if (on is { } day && life.BeforeVote(day, field) is { } problem)
            {
                early.Add(problem);
            }
        }

        if (early.Count > 0)
        {
            throw new RefusedException(Failure.Of([.. early]));
        }
    }

    /// <summary>All attempts to pay a household, by any spelling of its id.</summary>
    /// <exception cref="RefusedException">The run pays it nothing.</exception>
    public async Task<IReadOnlyList<PaymentAttemptRow>> AttemptsAsync(string written)
    {
        var household = await HouseholdIdentity.RequireAsync(Session, Run.OrganizationId, written, "household");
        var attempts = await PaymentStore.AttemptsAsync(Session, Run.Id, household);
        return attempts.Count > 0 ? attempts : throw PaymentFailures.NotPaid(written);
    }

    /// <summary>All attempts to pay a household, the last of which stands at one of these states.</summary>
    /// <exception cref="RefusedException">The run pays it nothing, or the payment is elsewhere.</exception>
    public async Task<IReadOnlyList<PaymentAttemptRow>> AttemptsAsync(string written, string[] standing)
    {
        var attempts = await AttemptsAsync(written);
        return standing.Contains(attempts[^1].State, StringComparer.Ordinal)
            ? attempts
            : throw PaymentFailures.Standing(attempts[^1], standing);
    }

    /// <summary>An attempt after this change.</summary>
    public PaymentAttemptRow Touched(PaymentAttemptRow row) => row with
    {
        UpdatedBy = Session.Change.Actor, UpdatedAt = Moment.Of(Session.Change.At),
    };

    /// <summary>The next attempt to pay a household; what it was made of stays, and how it stands begins anew.</summary>
    /// <exception cref="RefusedException">There were too many.</exception>
    public PaymentAttemptRow Next(PaymentAttemptRow last) => last.Attempt < EndToEndIds.MaxAttempts
        ? Touched(last) with
        {
            Attempt = last.Attempt + 1, EndToEndId = EndToEndIds.Of(Run.Id, last.HouseholdId, last.Attempt + 1), Latest = 1,
            State = PaymentStates.ToPay, ChangedBy = null, ConfirmedBy = null, SentOn = null, SettledOn = null, WasPaid = 0, Reason = null,
            Words = null, Collector = null, Relation = null, Note = null, MadeBy = Session.Change.Actor,
            MadeAt = Moment.Of(Session.Change.At),
        }
        : throw new RefusedException(Failure.Of(ProblemCodes.PaymentState,
            $"这一户已经补发 {EndToEndIds.MaxAttempts} 次", $"the household has had {EndToEndIds.MaxAttempts} attempts", "household"));

    /// <summary>An attempt that a later one takes the place of: one that came back stays so, one never sent is given up.</summary>
    public PaymentAttemptRow Behind(PaymentAttemptRow last) => Touched(last) with
    {
        Latest = 0, State = last.State == PaymentStates.ToPay ? PaymentStates.Replaced : last.State,
    };

    /// <summary>Writes what the act brings.</summary>
    public Task WriteAsync(PaymentLines lines, PaymentEnvelopeRow? envelope = null) =>
        PaymentStore.WriteAsync(Session, Envelope, envelope ?? Envelope, lines);
}
