using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Steps;

/// <summary>What an allocation worked with: enough to explain any one share again.</summary>
internal sealed record AllocateWorking(Column Weights, GroupMask Over, Fraction TotalWeight, long[]? CapsFen);
