using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>land_double_use</c>: land counted twice.</summary>
public sealed class LandDoubleUse : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "land_double_use";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("土地重复计算", "Land counted twice");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "使用面积不超过承包面积，同一地块不同时出租又入股。",
        "No more land is used than contracted, and no plot is rented out and shared at once.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Plots is not { } plots)
        {
            return run.Figures.Holdings.Any(holding => holding.Unit == "mu")
                ? Unknown(MissingFacts.Plots)
                : NotApplicable("方案不按土地分配", "the scheme does not go by land");
        }

        var now = plots.Where(plot => !(plot.From > run.RecordDate) && !(plot.To < run.RecordDate)).ToArray();
        foreach (var plot in now.GroupBy(plot => plot.Code, StringComparer.Ordinal))
        {
            var used = plot.Where(part => part.UsedMu is not null).Aggregate(Fraction.Zero, (sum, part) => sum + part.UsedMu!.Value);
            if (plot.Select(part => part.ContractedMu).OfType<Fraction>().FirstOrDefault() is { Sign: > 0 } contracted
                && used > contracted)
            {
                return Found($"地块 {plot.Key} 承包 {contracted} 亩，使用 {used} 亩", $"plot {plot.Key}: {contracted} mu contracted, {used} used");
            }

            if (plot.Any(part => part.Use == PlotUse.Rented && part.UsedMu is null) && plot.Any(part => part.Use == PlotUse.Shared)
                || plot.Any(part => part.Use == PlotUse.Shared && part.UsedMu is null) && plot.Any(part => part.Use == PlotUse.Rented))
            {
                return Found($"地块 {plot.Key} 既出租又入股", $"plot {plot.Key} is rented out and shared at once");
            }
        }

        MissingFact[] missing = [.. new[]
        {
            now.Any(plot => plot.ContractedMu is null) ? MissingFacts.PlotArea : null,
            now.Any(plot => plot.Use is null) ? MissingFacts.PlotUse : null,
        }.OfType<MissingFact>()];
        return missing.Length > 0
            ? Unknown(missing)
            : Passed($"{now.Length} 条地块记录没有重复", $"{now.Length} records of plots agree");
    }
}
