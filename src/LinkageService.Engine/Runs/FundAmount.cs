using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Runs;

/// <summary>Money that stayed with the organisation.</summary>
/// <param name="Name">The fund.</param>
/// <param name="Amount">How much.</param>
/// <param name="IsCarried">Whether it is carried to the next year.</param>
public sealed record FundAmount(string Name, Money Amount, bool IsCarried);
