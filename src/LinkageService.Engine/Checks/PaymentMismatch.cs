using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>payment_mismatch</c>: paid otherwise than approved.</summary>
public sealed class PaymentMismatch : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "payment_mismatch";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("发放与批准不符", "Paid otherwise than approved");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "各户发放数等于批准数，退票都已入账。",
        "Every household was paid what was approved, and returns are booked back.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Progress is not { PaidOn: not null })
        {
            return NotApplicable("还没有发放", "not paid yet");
        }

        if (run.Facts.Payments is not { } payments)
        {
            return Unknown(MissingFacts.Payments);
        }

        var returned = payments.Where(payment => payment is { Result: PaymentResult.Returned, RebookedOn: null })
            .Select(payment => payment.Household).ToArray();
        var paid = payments.Where(payment => payment.Result is PaymentResult.Paid or PaymentResult.PaidInCash)
            .GroupBy(payment => payment.Household, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.Sum(each => each.Amount.Fen), StringComparer.Ordinal);
        var (settled, withheld) = (run.Progress.SettledFen, run.Progress.WithheldFen);
        var owed = run.Progress.CorrectionFen ?? run.Figures.ByHousehold.TotalsFen.ToDictionary(
            each => each.Key, each => each.Value + settled.GetValueOrDefault(each.Key) - withheld.GetValueOrDefault(each.Key),
            StringComparer.Ordinal);
        var other = paid.Where(each => owed.GetValueOrDefault(each.Key) != each.Value).Select(each => each.Key).ToArray();
        var made = payments.Select(payment => payment.Household).ToHashSet(StringComparer.Ordinal);
        var unpaid = owed.Where(each => each.Value > 0 && !made.Contains(each.Key)).Select(each => each.Key).ToArray();
        return returned.Length > 0
            ? Found($"退票没有入账：{CheckText.Households(returned)}", $"returns are not booked back: {CheckText.HouseholdsEn(returned)}")
            : other.Length > 0
                ? Found($"发放数与批准数不同：{CheckText.Households(other)}", $"paid otherwise than approved: {CheckText.HouseholdsEn(other)}")
            : unpaid.Length > 0
                ? Found($"已记为发放，{unpaid.Length} 户没有发放记录：{CheckText.Households(unpaid)}",
                    $"noted as paid, {unpaid.Length} households have no payment: {CheckText.HouseholdsEn(unpaid)}")
            : payments.Any(payment => payment.Result == PaymentResult.Sent) ? Unknown(MissingFacts.Payments)
            : Passed($"{paid.Count} 户发放数与批准数相同", $"{paid.Count} households were paid what was approved");
    }
}
