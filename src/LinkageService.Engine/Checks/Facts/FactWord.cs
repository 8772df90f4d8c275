using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>The word of a kind of fact.</summary>
/// <param name="Value">The kind.</param>
/// <param name="Word">As documents, answers and tables write it; stable.</param>
/// <param name="Title">As people read it.</param>
public sealed record FactWord(Enum Value, string Word, LocalizedText Title);
