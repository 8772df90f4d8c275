using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Corrections;

/// <summary>A correction, or why it cannot be made.</summary>
/// <param name="Correction">Null when there is a problem.</param>
/// <param name="Problem">Null when there is a correction.</param>
public sealed record CorrectionOutcome(Correction? Correction, Problem? Problem);
