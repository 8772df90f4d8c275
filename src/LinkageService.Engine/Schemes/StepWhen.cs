using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>When a step applies; all that is stated must hold.</summary>
/// <param name="Group">A group that must have a member.</param>
/// <param name="Figure">A figure that must be within bounds.</param>
/// <param name="FromYear">The first year.</param>
/// <param name="ToYear">The last year.</param>
internal sealed record StepWhen(string? Group, WhenFigure? Figure, int? FromYear, int? ToYear)
{
    public static StepWhen? Read(FieldReader step)
    {
        if (step.Find("when") is not { } node || FieldReader.Open(node, step.FieldOf("when"), step.Problems, Shapes.When) is not { } fields)
        {
            return null;
        }

        var figure = WhenFigure.Read(fields);
        if (!fields.Has("group") && !fields.Has("years") && !WhenFigure.Subjects.Any(fields.Has))
        {
            step.Invalid("when", "when 里写 group、input、parameter、pool 或 years", "when has group, input, parameter, pool or years");
        }

        var (from, to) = fields.Find("years") is { } years ? YearSpan.Read(fields, "years", years, hasEnd: true) : (null, null);
        var when = new StepWhen(fields.Text("group"), figure, from, to);
        fields.Done();
        return when;
    }
}

/// <summary>A figure of a <c>when</c> and its bounds: <c>{ pool: profit, above: 10000.00, atMost: 50000.00 }</c>.</summary>
/// <param name="Subject">input, parameter or pool.</param>
/// <param name="Name">Which one, as the scheme names it.</param>
/// <param name="Bounds">In its own unit: above 0 where the document states none.</param>
internal sealed record WhenFigure(string Subject, string Name, IReadOnlyList<WhenBound> Bounds)
{
    public static IReadOnlyList<string> Subjects { get; } = ["input", "parameter", "pool"];

    public static WhenFigure? Read(FieldReader fields)
    {
        var stated = ComparisonWords.Keys.Where(row => fields.Find(row.Key) is not null).ToArray();
        var bounds = stated.Select(row => Bound(fields, row.Key, row.Comparison)).ToArray();
        var subjects = Subjects.Where(subject => fields.Find(subject) is not null).ToArray();
        var names = subjects.Select(subject => fields.Text(subject)).ToArray();
        if (subjects.Length == 0 && stated.Length > 0)
        {
            fields.Invalid(stated[0].Key, $"{stated[0].Key} 和 input、parameter 或 pool 一起写",
                $"{stated[0].Key} goes with input, parameter or pool");
        }

        if (subjects.Length > 1)
        {
            fields.Invalid(subjects[1], $"一个 when 只看一个数：{string.Join("、", subjects)} 写一个",
                $"a when looks at one figure: write one of {string.Join(", ", subjects)}");
        }

        if (stated.Count(row => row.Comparison.IsLower()) > 1 || stated.Count(row => !row.Comparison.IsLower()) > 1)
        {
            fields.Invalid(stated[^1].Key, "下限（above、atLeast）和上限（below、atMost）各写一个",
                "write one lower bound (above, atLeast) and one upper bound (below, atMost) at most");
        }

        if (subjects.Length != 1 || names[0] is not { } name || Array.Exists(bounds, bound => bound is null))
        {
            return null;
        }

        WhenBound[] aboveZero = [new WhenBound(Comparison.Above, Fraction.Zero, IsRate: false)];
        return new WhenFigure(subjects[0], name, stated.Length > 0 ? bounds.OfType<WhenBound>().ToArray() : aboveZero);
    }

    /// <summary>Whether no value is within the bounds.</summary>
    public bool IsEmpty => Bounds is [var first, var second]
        && (first.Comparison.IsLower() ? (first, second) : (second, first)) is var (low, high)
        && (low.Figure > high.Figure
            || (low.Figure == high.Figure && (low.Comparison == Comparison.Above || high.Comparison == Comparison.Below)));

    /// <summary>Whether a value is within the bounds.</summary>
    public bool Holds(Fraction value) => Bounds.All(bound => bound.Comparison.Holds((value - bound.Figure).Sign));

    private static WhenBound? Bound(FieldReader fields, string key, Comparison comparison)
    {
        var cure = new LocalizedText($"when 的界限写定一个数，如 {key}: 1000.00，不能是参数或公式",
            $"a bound of when is a number that is written, such as {key}: 1000.00, and no parameter or formula");
        if (fields.Text(key) is not { } text || !ComparisonWords.HasNoSign(fields, key, text)
            || !ComparisonWords.IsNumberAlone(fields, key, text, cure))
        {
            return null;
        }

        var isRate = text.AsSpan().IndexOfAny("%/:：") >= 0;
        var fault = isRate ? RateText.TryParse(text, out var figure) : DecimalText.TryParse(text, maxDecimals: 4, out figure);
        return SchemeReader.Number(fields, key, text, 4, fault, figure, isRate) is { } number
            ? new WhenBound(comparison, number, isRate) : null;
    }
}

/// <summary>A bound of a figure.</summary>
internal sealed record WhenBound(Comparison Comparison, Fraction Figure, bool IsRate);
