using LinkageService.Errors;

namespace LinkageService.Privacy;

/// <summary>
/// How a household is reached, as people write it: <c>13800000000</c>, <c>0771-1234567</c>, <c>66123（儿子）</c>, several of them. Five
/// digits or more, so that a short number of the village is one; the last four are shown.
/// </summary>
internal static class PhoneNumber
{
    /// <summary>Characters of it at most.</summary>
    public const int MaxCharacters = TextRules.MaxWord;

    private const int ShownAtEnd = 4;
    private const string Hidden = "****";

    /// <summary>The form of one, or of one as <see cref="Mask"/> shows it.</summary>
    public static TextPattern FormOrMask { get; } = new(@"(\*{4}[0-9]{4}|[^0-9]*([0-9][^0-9]*){5,})");

    /// <summary>Whether a cell says in words that there is none.</summary>
    public static bool IsNone(string text) => text is "-" or "—" or "——" or "–" or "/" or "\\" or "无" or "没有" or "无电话";

    /// <summary>Its last four digits.</summary>
    public static string Hint(string number) => string.Concat(number.Where(char.IsAsciiDigit).TakeLast(ShownAtEnd));

    /// <summary>The number as we show it.</summary>
    public static string Mask(string hint) => Hidden + hint;

    /// <summary>Whether a text is a number as we show it.</summary>
    public static bool IsMask(string text) =>
        text.Length == Hidden.Length + ShownAtEnd && text.StartsWith(Hidden, StringComparison.Ordinal);
}
