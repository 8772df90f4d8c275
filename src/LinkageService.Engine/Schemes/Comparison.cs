using System.Diagnostics;
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
}
