using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>unclaimed_old</c>: unclaimed for long.</summary>
public sealed class UnclaimedOld : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "unclaimed_old";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("长期未领", "Unclaimed for long");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "退票和未领的不久拖。",
        "Returned and unclaimed money does not lie for long.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Payments is not { } payments)
        {
            return run.Progress is { PaidOn: null } or null ? NotApplicable("还没有发放", "not paid yet") : Unknown(MissingFacts.Payments);
        }

        var row = run.Rules.Find(Code, "days_max")!;
        var last = payments.GroupBy(payment => payment.Household, StringComparer.Ordinal)
            .Select(same => same.MaxBy(payment => payment.Attempt)!);
        var open = last.Where(payment => payment.Result is PaymentResult.Returned or PaymentResult.Unclaimed).ToArray();
        var old = open.Where(payment => payment.On is { } on && run.Today.DayNumber - on.DayNumber > row.Number)
            .Select(payment => payment.Household).ToArray();
        return old.Length > 0
            ? Found($"超过 {row.Number} 天没有领到的 {old.Length} 户：{CheckText.Households(old)}",
                $"{old.Length} households without their money for more than {row.Number} days: {CheckText.HouseholdsEn(old)}", row)
            : open.Any(payment => payment.On is null) ? Unknown(MissingFacts.Payments)
            : Passed($"没有超过 {row.Number} 天未领的", $"nothing lies for more than {row.Number} days");
    }
}
