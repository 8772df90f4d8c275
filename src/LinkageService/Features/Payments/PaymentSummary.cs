using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Payments;

/// <summary>How the payments of a run stand as a whole.</summary>
/// <param name="Run">The run.</param>
/// <param name="Envelope">What it is to pay; null where its payments were not prepared here.</param>
/// <param name="Standing">Households and money by how they stand; together what the envelope says.</param>
/// <param name="Movements">What went through the bank, over all attempts.</param>
/// <param name="Unmatched">Rows of banks that were put aside.</param>
public sealed record PaymentSummary(
    RunRow Run, PaymentEnvelopeRow? Envelope, IReadOnlyList<PaymentStanding> Standing, PaymentMovements Movements, long Unmatched)
{
    /// <summary>What is not settled: the difference between what was approved and what was paid or listed as unclaimed.</summary>
    public PaymentCount Open => Of(standing => !PaymentStates.Settled.Contains(standing.State, StringComparer.Ordinal));

    /// <summary>What a second person has to agree to first.</summary>
    public PaymentCount Waiting => Of(standing => standing.Waits == 1 && standing.State == PaymentStates.ToPay);

    /// <summary>What can go to the bank now.</summary>
    public PaymentCount Sendable => Of(standing =>
        standing is { Waits: 0, State: PaymentStates.ToPay, Channel: PaymentChannels.Bank });

    /// <summary>Whether any money went to the bank or was handed over.</summary>
    public bool HasMoved => Movements.Sent > 0 || In(PaymentStates.Signed).Count + In(PaymentStates.Collected).Count > 0;

    /// <summary>Whether every household is settled.</summary>
    public bool IsSettled => Envelope is not null && Open.Count == 0;

    /// <summary>Households in a state.</summary>
    public PaymentCount In(string state) => Of(standing => standing.State == state);

    /// <summary>Reads it.</summary>
    public static async Task<PaymentSummary> ReadAsync(Session session, RunRow run) => new(
        run, await PaymentStore.FindEnvelopeAsync(session, run.Id), await PaymentStore.StandingAsync(session, run.Id),
        (await PaymentStore.MovementsAsync(session, run.Id))!, await PaymentStore.UnmatchedCountAsync(session, run.Id));

    private PaymentCount Of(Func<PaymentStanding, bool> isWanted) => Standing.Where(isWanted).Aggregate(
        new PaymentCount(0, 0), (sum, standing) => new PaymentCount(sum.Count + standing.Households, sum.Fen + standing.AmountFen));
}
