using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>A number the organisation decides.</summary>
/// <param name="Name">Its name in formulas and requests.</param>
/// <param name="Type">What kind of number.</param>
public sealed record SchemeParameter(string Name, ParameterType Type)
{
    /// <summary>The unit a money or number is per, such as <c>mu</c>; null for none.</summary>
    public string? Per { get; init; }

    /// <summary>The unit of a number, such as <c>month</c>; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Decimals it may be written with.</summary>
    /// <value>2 for money unless the scheme says otherwise, 12 for the rest.</value>
    public int Decimals { get; init; }

    /// <summary>The value when the request has none; null makes it required (unless <see cref="Values"/> has one).</summary>
    public Fraction? Default { get; init; }

    /// <summary>The smallest value allowed.</summary>
    public Fraction? Min { get; init; }

    /// <summary>The largest value allowed.</summary>
    /// <value>100% for a rate unless the scheme says otherwise.</value>
    public Fraction? Max { get; init; }

    /// <summary>Whether the document states <see cref="Max"/>; otherwise it is the 100% of any rate.</summary>
    internal bool MaxIsStated { get; init; }

    /// <summary>The code when it is outside the bounds the document states.</summary>
    public ProblemCode RangeCode { get; init; } = ProblemCodes.ParameterOutOfRange;

    /// <summary>Values from a year on, ordered by year; they go before <see cref="Default"/>.</summary>
    public IReadOnlyList<(int Year, Fraction Value)> Values { get; init; } = [];

    /// <summary>Its name for people.</summary>
    public LocalizedText Title { get; init; } = LocalizedText.Empty;

    /// <summary>The words it comes from.</summary>
    public string? Clause { get; init; }

    /// <summary>Whether a run of the year needs the request to state it.</summary>
    public bool IsRequired(int year) => ValueOf(year) is null;

    /// <summary>The value of a year without a request's own: the latest of <see cref="Values"/>, else the default.</summary>
    public Fraction? ValueOf(int year)
    {
        var value = Default;
        foreach (var (from, later) in Values)
        {
            value = from <= year ? later : value;
        }

        return value;
    }

    /// <summary>What it is counted in, such as 元/亩; empty for a rate, a part or a plain number.</summary>
    public LocalizedText UnitWords => Dimension.IsPlain ? LocalizedText.Empty
        : new LocalizedText(Units.Words(Dimension).Zh[1..], Units.Words(Dimension).En[1..]);

    internal Dimension Dimension
    {
        get
        {
            var unit = Type == ParameterType.Money ? Dimension.Yuan
                : Unit is null ? Dimension.Plain : Dimension.Of(Unit);
            return Per is null ? unit : unit / Dimension.Of(Per);
        }
    }

    /// <summary>Reads a value of this parameter exactly.</summary>
    public DecimalFault TryParse(string text, out Fraction value) => Type == ParameterType.Rate
        ? RateText.TryParse(text, out value)
        : DecimalText.TryParse(text, Decimals, out value);

    /// <summary>The problem of a value that <see cref="TryParse"/> could not read.</summary>
    internal Problem Unreadable(DecimalFault fault, string field, string text) =>
        NumberProblems.Of(fault, field, text, Decimals, isRate: Type == ParameterType.Rate);

    /// <summary>The problem of a value, as it was written, outside the range; or null.</summary>
    internal Problem? RangeProblem(Fraction value, string field, string written)
    {
        var tooSmall = Min is { } min && value < min;
        var tooLarge = Max is { } max && value > max;
        if (!tooSmall && !tooLarge)
        {
            return null;
        }

        var (low, high) = (Min is null ? "0" : Show(Min.Value), Max is null ? "" : Show(Max.Value));
        var (rangeZh, rangeEn) = Max is null ? ($"不低于 {low}", $"at least {low}") : ($"{low} 到 {high}", $"{low} to {high}");
        var code = tooLarge && !MaxIsStated ? ProblemCodes.ParameterOutOfRange : RangeCode;
        return new Problem(code, field, new LocalizedText(
            $"“{(Title.Zh.Length > 0 ? Title.Zh : Name)}”为 {Show(value)}，允许 {rangeZh}",
            $"\"{Name}\" is {Show(value)}, {rangeEn} is allowed"))
        {
            Hint = tooLarge && Type == ParameterType.Rate && value / 100 <= Max && written.AsSpan().IndexOfAny("%/:：") < 0
                ? new LocalizedText($"百分之几要写 %：{Show(value / 100)}", $"Per cent is written with %: {Show(value / 100)}")
                : null,
        };
    }

    /// <summary>The value as people write it: a rate in per cent when that is short.</summary>
    public string Show(Fraction value)
    {
        var percent = (value * 100).ToString();
        return Type == ParameterType.Rate && !percent.Contains('/', StringComparison.Ordinal) ? percent + "%" : value.ToString();
    }
}
