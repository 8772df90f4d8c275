using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>A band of figures in which two tables of tiers have different values.</summary>
/// <param name="Years">Since or until when: 2026 年起; empty where both tables are the same in all years.</param>
/// <param name="Range">The band: 超过 10,000.00 元、不超过 50,000.00 元.</param>
/// <param name="Left">The value of the left table there; null without a left table.</param>
/// <param name="Right">The value of the right table there; null without a right table.</param>
public sealed record TierChange(LocalizedText Years, LocalizedText Range, LocalizedText? Left, LocalizedText? Right);
