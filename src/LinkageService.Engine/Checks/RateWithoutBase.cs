using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>rate_without_base</c>: rate without a base.</summary>
public sealed class RateWithoutBase : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "rate_without_base";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("比例没有基数", "Rate without a base");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "每一个比例都要写明以什么为基数、由谁支付。",
        "Every rate names what it is taken of and who pays it.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var without = run.Figures.Benefits.Where(benefit => !benefit.HasBase).Select(benefit => benefit.Title).ToArray();
        var payers = run.Figures.Sources.Where(source => source.IsPayer && source.Name.Length == 0).ToArray();
        return without.Length > 0 || payers.Length > 0
            ? Found($"没有写明基数的有：{CheckText.Zh(without)}", $"without a base: {CheckText.En(without)}")
            : Passed($"{run.Figures.Benefits.Count} 项收益都写明了基数", $"all {run.Figures.Benefits.Count} benefits name their base");
    }
}
