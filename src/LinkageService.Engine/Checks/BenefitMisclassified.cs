using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>benefit_misclassified</c>: benefit misclassified.</summary>
public sealed class BenefitMisclassified : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "benefit_misclassified";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("收益名目不对", "Benefit misclassified");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "工资、租金、自己的经营收入不叫分红。",
        "Wages, rent and own business income are not called dividends.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var units = run.Figures.Holdings.ToDictionary(holding => holding.Name, holding => holding.Unit, StringComparer.Ordinal);
        var wrong = run.Figures.Benefits.Where(benefit => benefit.Kind == "pay"
            && benefit.Benefit.EndsWith("dividend", StringComparison.Ordinal)
            && benefit.Holdings.Count > 0 && benefit.Holdings.All(name => units[name] is "day" or "hour" or "month")).ToArray();
        return wrong.Length > 0
            ? Found($"按出工计发的叫作分红：{CheckText.Zh([.. wrong.Select(benefit => benefit.Title)])}",
                $"paid by work and called a dividend: {CheckText.En([.. wrong.Select(benefit => benefit.Title)])}")
            : Passed("没有按出工计发的分红", "no dividend is paid by work");
    }
}
