using LinkageService.Engine.Amounts;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>One amount of a household's statement.</summary>
/// <param name="Step">The step that gave it.</param>
/// <param name="Amount">Never zero; negative for a deduction.</param>
public sealed record Line(Step Step, Money Amount);
