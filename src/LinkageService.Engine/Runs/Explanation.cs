using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Runs;

/// <summary>Why a line is what it is: arithmetic one can redo on a pocket calculator.</summary>
/// <param name="Text">In words, Chinese and English.</param>
/// <param name="Clause">The words of the scheme it carries out; null where there are none.</param>
/// <param name="Figures">The figures by name, in the order of the arithmetic: <c>pool</c>, <c>weight</c>, <c>totalWeight</c>,
/// <c>exact</c>, <c>cut</c>, <c>residueFen</c>, <c>residueRank</c> and others of the kind of step.</param>
public sealed record Explanation(LocalizedText Text, string? Clause, IReadOnlyList<(string Name, string Value)> Figures);
