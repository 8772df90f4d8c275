using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary>A fact that a check needs and nobody stated.</summary>
/// <param name="Name">Its stable name, such as <c>statement.net_income</c>.</param>
/// <param name="Title">As people read it.</param>
public sealed record MissingFact(string Name, LocalizedText Title);
