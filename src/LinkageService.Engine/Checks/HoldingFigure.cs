using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary>A column of the roster in all.</summary>
/// <param name="Name">Its name in the scheme.</param>
/// <param name="Unit">Its unit, such as <c>share</c>.</param>
/// <param name="Title">Its name for people.</param>
public sealed record HoldingFigure(string Name, string Unit, LocalizedText Title)
{
    /// <summary>What it is in a member account; null for nothing.</summary>
    public AccountRole? Role { get; init; }

    /// <summary>Of all households.</summary>
    public Fraction Total { get; init; }

    /// <summary>The largest of one household.</summary>
    public Fraction Largest { get; init; }

    /// <summary>Whose that is; empty for nobody's.</summary>
    public string LargestHousehold { get; init; } = "";

    /// <summary>Of the ten households with most.</summary>
    public Fraction TopTen { get; init; }

    /// <summary>The smallest of one household, those with nothing included.</summary>
    public Fraction Smallest { get; init; }

    /// <summary>What each household has, read when a check asks; null where single households are not known.</summary>
    public Lazy<IReadOnlyDictionary<string, Fraction>>? ByHousehold { get; init; }
}
