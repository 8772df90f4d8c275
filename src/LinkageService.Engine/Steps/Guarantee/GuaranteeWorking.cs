using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Steps;

/// <summary>What a guarantee worked with: the exact floors, and what the counted steps gave.</summary>
internal sealed record GuaranteeWorking(Column FloorYuan, long[] GivenFen);
