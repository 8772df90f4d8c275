using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>How a figure is held against a bound.</summary>
internal enum Comparison
{
    Above,
    AtLeast,
    Below,
    AtMost,
}

/// <summary>The words of <see cref="Comparison"/>: in documents, and for people.</summary>
internal static class ComparisonWords
{
    public static IReadOnlyList<(string Key, Comparison Comparison)> Keys { get; } =
    [
        ("above", Comparison.Above), ("atLeast", Comparison.AtLeast),
        ("below", Comparison.Below), ("atMost", Comparison.AtMost),
    ];

    /// <summary>超过、不低于、低于、不超过.</summary>
    public static LocalizedText Words(this Comparison comparison) => comparison switch
    {
        Comparison.Above => new LocalizedText("超过", "above"),
        Comparison.AtLeast => new LocalizedText("不低于", "at least"),
        Comparison.Below => new LocalizedText("低于", "below"),
        Comparison.AtMost => new LocalizedText("不超过", "at most"),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether it bounds from below.</summary>
    public static bool IsLower(this Comparison comparison) => comparison is Comparison.Above or Comparison.AtLeast;

    /// <summary>Whether it holds of a figure less its bound.</summary>
    /// <param name="comparison">Above, at least, below or at most the bound.</param>
    /// <param name="sign">The sign of the difference.</param>
    public static bool Holds(this Comparison comparison, int sign) => comparison switch
    {
        Comparison.Above => sign > 0,
        Comparison.AtLeast => sign >= 0,
        Comparison.Below => sign < 0,
        Comparison.AtMost => sign <= 0,
        _ => throw new UnreachableException(),
    };

    /// <summary>The one comparison a mapping states; none or two are reported.</summary>
    public static (string Key, Comparison Comparison)? ReadOne(FieldReader fields, string subject)
    {
        var stated = Keys.Where(row => fields.Find(row.Key) is not null).ToArray();
        if (stated.Length == 1)
        {
            return stated[0];
        }

        fields.Problems.Add(ProblemCodes.SchemeInvalidValue, fields.Path, fields.Node,
            $"“{NumberProblems.Shorten(subject)}”要写 above、atLeast、below、atMost 之一；上下限都要时写成两条（人群条件写进 all）",
            $"\"{NumberProblems.Shorten(subject)}\" needs one of above, atLeast, below, atMost; "
            + "for two bounds write two, those of a group inside all");
        return null;
    }

    /// <summary>Reports a sign before the bound: the key says how it is compared.</summary>
    public static bool HasNoSign(FieldReader fields, string key, string text)
    {
        if (text.AsSpan().TrimStart().IndexOfAny("<>=≤≥＜＞＝") != 0)
        {
            return true;
        }

        fields.Invalid(key, $"只写数，不写“{text.Trim()[0]}”；大于写 above、不低于 atLeast、小于 below、不超过 atMost",
            $"write the number alone, without \"{text.Trim()[0]}\"; "
                + "the words above, atLeast, below and atMost say how it is compared");
        return false;
    }

    /// <summary>Reports a bound that is no number alone but has a unit, or is a name or a formula.</summary>
    /// <param name="fields">The mapping that the bound stands in.</param>
    /// <param name="key">The key of the bound, such as <c>above</c>.</param>
    /// <param name="text">The bound as the document has it.</param>
    /// <param name="cure">What is said of a name or a formula.</param>
    public static bool IsNumberAlone(FieldReader fields, string key, string text, LocalizedText cure)
    {
        // 10亩; of 30万 and 百分之十 something else is said.
        var alone = string.Concat(text.Trim().TakeWhile(letter => char.IsAsciiDigit(letter) || letter is '.'));
        if (alone.Length > 0 && text.Trim()[alone.Length..].Trim() is { Length: > 0 } unit && unit.All(char.IsLetter)
            && !unit.AsSpan().ContainsAny("万亿千百十成折倍"))
        {
            fields.Invalid(key, $"只写数，不写单位：{key}: {alone}", $"the number alone, without a unit: {key}: {alone}");
            return false;
        }

        if (NumberSpelling.Of(text) is not null
            || FormulaParser.Parse(text, out _) is not (Name or Call or Binary and not { Operator: '/', Left: Literal, Right: Literal }))
        {
            return true;
        }

        fields.Invalid(key, cure.Zh, cure.En);
        return false;
    }
}
