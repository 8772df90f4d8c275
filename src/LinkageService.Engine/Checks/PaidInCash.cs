using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>paid_in_cash</c>: paid in cash.</summary>
public sealed class PaidInCash : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "paid_in_cash";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("现金发放", "Paid in cash");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "现金发放有签字，一人不代领多户。",
        "Cash is signed for, and nobody collects for many households.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Payments is not { } payments)
        {
            return run.Progress is { PaidOn: null } or null ? NotApplicable("还没有发放", "not paid yet") : Unknown(MissingFacts.Payments);
        }

        var cash = payments.Where(payment => payment.Result == PaymentResult.PaidInCash).ToArray();
        var unsigned = cash.Where(payment => payment.IsSigned == false).Select(payment => payment.Household).ToArray();
        var row = run.Rules.Find(Code, "collects_max")!;
        var many = cash.Where(payment => payment.Collector is not null).GroupBy(payment => payment.Collector!, StringComparer.Ordinal)
            .FirstOrDefault(same => same.Select(payment => payment.Household).Distinct(StringComparer.Ordinal).Count() > row.Number);
        return unsigned.Length > 0
            ? Found($"现金没有签字：{CheckText.Households(unsigned)}", $"cash without a signature: {CheckText.HouseholdsEn(unsigned)}")
            : many is not null ? Found($"一人代领 {many.Count()} 户：{CheckText.Households([.. many.Select(payment => payment.Household)])}",
                $"one person collected for {many.Count()} households: "
                    + $"{CheckText.HouseholdsEn([.. many.Select(payment => payment.Household)])}", row)
            : cash.Any(payment => payment.IsSigned is null) ? Unknown(MissingFacts.Payments)
            : Passed($"现金 {cash.Length} 笔都有签字", $"all {cash.Length} cash payments are signed for");
    }
}
