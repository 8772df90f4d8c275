namespace LinkageService.Engine.Formulas;

/// <summary>What to write for a sign that people use and no formula reads.</summary>
internal static class FormulaSigns
{
    private const string FullWidth = "＋－—–−×·÷（）％，。．＊／［］【】";
    private const string HalfWidth = "+----**/()%,..*/()()";

    /// <summary>The cure as the end of a sentence in each language; empty where there is none to name.</summary>
    /// <param name="text">The formula as it is written.</param>
    /// <param name="at">Where the sign stands in it.</param>
    /// <param name="got">The sign where the formula could not be read on, one character.</param>
    /// <param name="isAfterValue">Whether a value stands before it, so that a sign of arithmetic is what lacks.</param>
    public static (string Zh, string En) Cure(string text, int at, string got, bool isAfterValue) => got switch
    {
        _ when FullWidth.IndexOf(got, StringComparison.Ordinal) is >= 0 and var sign =>
            ($"；公式里用半角的 {HalfWidth[sign]}", $"; write {HalfWidth[sign]} in a formula"),
        "+" when !isAfterValue => ("；正数前面不写 +", "; no + stands before a number"),
        "=" => ("；公式前后不写 =", "; a formula has no ="),
        ">" or "<" or "≥" or "≤" or "＞" or "＜" => (
            "；公式里不比较大小：取大取小用 max( , )、min( , )，按多少分人群在 groups 里写 above、atMost",
            "; a formula compares nothing: max( , ) and min( , ) take the larger or smaller, groups have above and atMost"),
        "“" or "”" or "‘" or "’" or "\"" or "'" => ("；名称不加引号", "; names have no quotes"),
        "¥" or "￥" => ($"；金额写作 {Amount(text, at)} 元", $"; an amount is written {Amount(text, at)} yuan"),
        "%" => ($"；比例是数后面紧跟 %，相乘写 *：如 {(text.All(char.IsAscii) ? "profit" : "利润")} * 10%",
            "; a rate is a number followed by %, and * multiplies: profit * 10%"),
        _ when isAfterValue && (Names.LengthAt(got, 0) > 0 || got is "(" || char.IsAsciiDigit(got[0])) =>
            ("；两个数之间少了 + - * /，相乘写 *", "; a sign + - * / is missing between two values, * multiplies"),
        _ => ("", ""),
    };

    // The number behind the sign, as it is to be written.
    private static string Amount(string text, int at)
    {
        var number = string.Concat(text.Skip(at + 1).SkipWhile(char.IsWhiteSpace)
            .TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.'));
        return number.Length == 0 ? "100" : number;
    }
}
