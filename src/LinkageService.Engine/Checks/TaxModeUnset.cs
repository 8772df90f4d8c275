using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Taxes;

namespace LinkageService.Engine.Checks;

/// <summary><c>tax_mode_unset</c>: tax mode not set.</summary>
public sealed class TaxModeUnset : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "tax_mode_unset";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("个税办法没有定", "Tax mode not set");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "每项分红写明代扣、单位承担还是不扣，同一项收益只有一种办法。",
        "Each dividend says whether tax is withheld, borne or none, one mode per benefit.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Taxes is not { } taxes)
        {
            return Unknown(MissingFacts.Taxes);
        }

        var mixed = taxes.GroupBy(tax => tax.Benefit, StringComparer.Ordinal)
            .Where(same => same.Select(tax => tax.Mode).Distinct().Count() > 1)
            .Select(same => same.Key).ToArray();
        var unset = run.Figures.Benefits.Where(benefit => benefit.Benefit.EndsWith("dividend", StringComparison.Ordinal)
            && !taxes.Any(tax => IsNamed(benefit, tax))).DistinctBy(benefit => benefit.Benefit).ToArray();
        var others = taxes.Where(tax => !run.Figures.Benefits.Any(benefit => IsNamed(benefit, tax)))
            .Select(tax => tax.Benefit).Distinct(StringComparer.Ordinal).ToArray();
        var (zhOthers, enOthers) = others.Length == 0 ? ("", "")
            : ($"；登记的“{string.Join("”“", others)}”不是这次的收益项目", $"; {string.Join(", ", others)} as stated is no benefit of this run");
        return mixed.Length > 0
            ? Found($"同一项收益有两种办法：{string.Join('、', mixed)}", $"two modes within one benefit: {string.Join(", ", mixed)}")
            : unset.Length > 0 ? Found(
                $"没有定个税办法：{string.Join('、', unset.Select(benefit => $"{benefit.Title.Zh}（{benefit.Benefit}）"))}{zhOthers}",
                $"no tax mode: {string.Join(", ", unset.Select(benefit => $"{benefit.Title.En} ({benefit.Benefit})"))}{enOthers}")
            : Passed("各项分红都定了个税办法", "every dividend has a tax mode");
    }

    private static bool IsNamed(BenefitFigure benefit, BenefitTax tax) =>
        TaxTerms.IsCalled(tax.Benefit, benefit.Benefit, benefit.Step, benefit.Title);
}
