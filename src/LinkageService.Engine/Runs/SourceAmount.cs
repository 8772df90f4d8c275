using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Runs;

/// <summary>Money that came into a run.</summary>
/// <param name="Name">The input, or the payer.</param>
/// <param name="IsPayer">Whether an outside party brought it.</param>
/// <param name="Amount">How much.</param>
public sealed record SourceAmount(string Name, bool IsPayer, Money Amount);
