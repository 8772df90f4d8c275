using System.Diagnostics;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Features.Facts;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>
/// Finds what is stated of an organisation beside its runs, and what became of a run's payments, as it is known now. What nobody stated
/// stays unknown, and checks say so.
/// </summary>
internal static class FindLegalFacts
{
    /// <summary>The facts for the year and the record date of a run.</summary>
    public static async Task<LegalFacts> OfAsync(Session session, RunRow run)
    {
        var stated = await OrganizationFacts.ReadAsync(
            session, run.OrganizationId, (int)run.Year, Dates.Read(run.RecordDate), long.MaxValue);
        return await PaymentStore.FindEnvelopeAsync(session, run.Id) is null
            ? stated
            : stated with { Payments = [.. (await PaymentStore.OutcomesAsync(session, run.Id)).Select(Attempt)] };
    }

    // A return is booked back with its result: the books take it from there. Cash counts as paid once somebody signed for it.
    private static PaymentAttempt Attempt(AttemptOutcome outcome)
    {
        var (result, on) = (ResultOf(outcome.State), outcome.SettledOn is { } day ? Dates.Read(day) : (DateOnly?)null);
        return new PaymentAttempt(outcome.HouseholdId, (int)outcome.Attempt, result, new Money(outcome.AmountFen))
        {
            On = on,
            ReturnReason = outcome.Reason,
            RebookedOn = result == PaymentResult.Returned ? on : null,
            Collector = outcome.Collector,
            CollectorRelation = outcome.Relation,
            IsSigned = result == PaymentResult.PaidInCash ? true : null,
        };
    }

    private static PaymentResult ResultOf(string state) => state switch
    {
        PaymentStates.Sent => PaymentResult.Sent,
        PaymentStates.Paid => PaymentResult.Paid,
        PaymentStates.Returned => PaymentResult.Returned,
        PaymentStates.Signed or PaymentStates.Collected => PaymentResult.PaidInCash,
        PaymentStates.Unclaimed => PaymentResult.Unclaimed,
        _ => throw new UnreachableException(),
    };
}
