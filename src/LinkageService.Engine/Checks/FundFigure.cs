using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks;

/// <summary>A fund of a run.</summary>
/// <param name="Name">Its name in the scheme.</param>
/// <param name="Role">What it is by law.</param>
/// <param name="Amount">What was put into it.</param>
public sealed record FundFigure(string Name, FundRole Role, Money Amount);
