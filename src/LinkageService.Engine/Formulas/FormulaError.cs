using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>What is wrong with a formula, and at which column of its text (from 1).</summary>
internal sealed record FormulaError(ProblemCode Code, int At, string Zh, string En);
