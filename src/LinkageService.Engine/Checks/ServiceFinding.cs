using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary>Something the service found of a run by its own means, such as one account of two households.</summary>
/// <param name="Code">Which of its findings.</param>
/// <param name="Message">In words.</param>
public sealed record ServiceFinding(string Code, LocalizedText Message);
