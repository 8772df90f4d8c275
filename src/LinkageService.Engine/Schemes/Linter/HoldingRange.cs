using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>The values of one column of the roster, or of one formula, that meet the conditions looked at so far.</summary>
/// <param name="Title">Its name for people.</param>
/// <param name="Decimals">How finely it is written; null where any fraction occurs.</param>
internal sealed record HoldingRange(LocalizedText Title, int? Decimals)
{
    // How the figure was compared; null for the 0 that nothing is below.
    private (Fraction Figure, bool Included, Comparison? How)? Low { get; init; }

    private (Fraction Figure, bool Included, Comparison? How)? High { get; init; }

    public static HoldingRange Of(Scheme scheme, FigureCondition figure)
    {
        if (scheme.Holdings.FirstOrDefault(holding => holding.Name == figure.Subject) is not { } holding)
        {
            return new HoldingRange(figure.Title(scheme), Decimals: null);
        }

        var range = new HoldingRange(figure.Title(scheme), holding.Column.IsTimeWeighted ? null : holding.Column.Decimals);

        // What a record step carried on may be less than nothing; nothing else of a roster is.
        return holding.Carried is not null ? range
            : range with { Low = (Fraction.Zero, true, null) };
    }

    /// <summary>Those of the values that also meet the condition, or do not meet it; there may be none.</summary>
    public HoldingRange With(FigureCondition condition, bool holds)
    {
        var comparison = holds ? condition.Comparison : Opposite(condition.Comparison);
        (Fraction, bool, Comparison?) end = (condition.Figure, comparison is Comparison.AtLeast or Comparison.AtMost, comparison);
        return comparison is Comparison.Above or Comparison.AtLeast
            ? this with { Low = Low is { } low && !IsTighter(end, low, 1) ? Low : end }
            : this with { High = High is { } high && !IsTighter(end, high, -1) ? High : end };
    }

    /// <summary>Why no value is left.</summary>
    public LocalizedText Conflict()
    {
        var ((low, high), between) = ((Words(Low!.Value), Words(High!.Value)), Between());
        return new LocalizedText(
            $"“{Title.Zh}”{low.Zh}，{high.Zh}{between.Zh}", $"\"{Title.En}\" {low.En} and {high.En}{between.En}");
    }

    /// <summary>Whether no value is left.</summary>
    /// <param name="mayDivideByZero">Whether nothing divided by nothing may be meant, which both ends include.</param>
    public bool IsEmpty(bool mayDivideByZero)
    {
        if (Low is not { } low || High is not { } high || (mayDivideByZero && low.Included && high.Included))
        {
            return false;
        }

        if (Decimals is not { } decimals)
        {
            return low.Figure > high.Figure || (low.Figure == high.Figure && !(low.Included && high.Included));
        }

        // The first value that can be written and is not too low is too high.
        var scale = System.Numerics.BigInteger.Pow(10, decimals);
        var first = low.Included ? Rounding.Up(low.Figure * scale) : Rounding.Down(low.Figure * scale) + 1;
        var last = high.Included ? Rounding.Down(high.Figure * scale) : Rounding.Up(high.Figure * scale) - 1;
        return first > last;
    }

    // Between 2 and 3 there is no whole number.
    private LocalizedText Between() => Low!.Value.Figure >= High!.Value.Figure ? LocalizedText.Empty
        : Decimals == 0 ? new LocalizedText("，而这一列只有整数", ", and the column has whole numbers only")
        : new LocalizedText($"，而这一列最多 {Decimals} 位小数", $", and the column has {Decimals} decimals at most");

    private static bool IsTighter(
        (Fraction Figure, bool Included, Comparison?) end, (Fraction Figure, bool Included, Comparison?) than, int sign)
    {
        var order = end.Figure.CompareTo(than.Figure) * sign;
        return order > 0 || (order == 0 && !end.Included);
    }

    private static Comparison Opposite(Comparison comparison) => comparison switch
    {
        Comparison.Above => Comparison.AtMost,
        Comparison.AtLeast => Comparison.Below,
        Comparison.Below => Comparison.AtLeast,
        Comparison.AtMost => Comparison.Above,
        _ => throw new UnreachableException(),
    };

    private static LocalizedText Words((Fraction Figure, bool Included, Comparison? How) end) => end.How is { } how
        ? Words(how, end.Figure)
        : new LocalizedText("不会低于 0", "never is below 0");

    private static LocalizedText Words(Comparison comparison, Fraction figure) => comparison switch
    {
        Comparison.Above => new LocalizedText($"要超过 {figure}", $"would be above {figure}"),
        Comparison.AtLeast => new LocalizedText($"要不低于 {figure}", $"would be at least {figure}"),
        Comparison.Below => new LocalizedText($"又要低于 {figure}", $"below {figure}"),
        Comparison.AtMost => new LocalizedText($"又要不超过 {figure}", $"at most {figure}"),
        _ => throw new UnreachableException(),
    };
}
