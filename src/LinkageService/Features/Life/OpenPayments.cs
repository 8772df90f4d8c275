using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Life;

/// <summary>What the payments of a run still lack before it can be closed.</summary>
internal static class OpenPayments
{
    private const int MaxNamed = 10;

    /// <summary>
    /// Why a run cannot be closed: a household of its payments was neither paid, nor signed for, nor is listed as unclaimed. Null where
    /// all are settled, and of a run whose payments were never prepared here: it is closed on the word of who closes it.
    /// </summary>
    public static async Task<Problem?> FindAsync(Session session, string run)
    {
        if (await PaymentStore.FindEnvelopeAsync(session, run) is not { } envelope)
        {
            return null;
        }

        var standing = await PaymentStore.StandingAsync(session, run);
        var settled = standing.Where(each => PaymentStates.Settled.Contains(each.State, StringComparer.Ordinal)).ToArray();
        var (households, fen) = (settled.Sum(each => each.Households), settled.Sum(each => each.AmountFen));
        if (households == envelope.Households && fen == envelope.AmountFen)
        {
            return null;
        }

        var states = PaymentStates.All.Except(PaymentStates.Settled, StringComparer.Ordinal).ToArray();
        var open = await PaymentStore.PageAsync(session, run, states, "", MaxNamed);
        var (count, difference) = (envelope.Households - households, new Money(envelope.AmountFen - fen).ToDisplayString());
        var rest = count > open.Count;
        return new Problem(ProblemCodes.PaymentsOpen, "", new LocalizedText(
            $"还有 {count} 户、{difference} 元没有结清：{string.Join("、", open.Select(row =>
                $"{row.HouseholdId}（{Words.PaymentState(row.State).Zh}）"))}{(rest ? " 等" : "")}。送了银行的先导入银行结果，退票的补发或签收，找不到人的列为无人领取，再结清",
            $"{count} households with {difference} yuan are not settled: {string.Join(", ", open.Select(row =>
                $"{row.HouseholdId} ({Words.PaymentState(row.State).En})"))}{(rest ? " and more" : "")}; take in what the bank says of "
            + "those sent, pay again or have signed for what came back, list who cannot be found as unclaimed, then close"));
    }
}
