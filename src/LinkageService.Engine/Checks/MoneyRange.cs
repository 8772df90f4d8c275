using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks;

/// <summary>A sum that is known, or known to lie between two.</summary>
/// <param name="Least">At least.</param>
/// <param name="Most">At most.</param>
public sealed record MoneyRange(Money Least, Money Most)
{
    /// <summary>A sum that is known.</summary>
    public static MoneyRange Of(Money exact) => new(exact, exact);

    /// <summary>A sum that is known, or null.</summary>
    public static MoneyRange? Of(Money? exact) => exact is { } known ? Of(known) : null;

    /// <summary>Whether it is known.</summary>
    public bool IsExact => Least == Most;

    /// <summary>With something more.</summary>
    public static MoneyRange operator +(MoneyRange range, Money more) => new(range.Least + more, range.Most + more);

    /// <summary>With something less.</summary>
    public static MoneyRange operator -(MoneyRange range, Money less) => new(range.Least - less, range.Most - less);
}
