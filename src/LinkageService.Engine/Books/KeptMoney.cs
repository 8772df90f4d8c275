using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>Money of a run that stays where it was and so makes no entry.</summary>
/// <param name="Run">The run.</param>
/// <param name="Title">The fund it was put into.</param>
/// <param name="Amount">How much; negative where a correction takes it out again.</param>
/// <param name="Why">Why there is no entry.</param>
public sealed record KeptMoney(string Run, LocalizedText Title, Money Amount, LocalizedText Why);
