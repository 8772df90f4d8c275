using System.Text.RegularExpressions;
using LinkageService.Engine.Unicode;

namespace LinkageService.Tables;

/// <summary>Words that make a row a sum and no household.</summary>
internal static partial class SumWord
{
    /// <summary>Whether a cell says that its row is a sum, and nothing else: 合 计, 本页小计, Total.</summary>
    public static bool IsAlone(string cell) => Alone().IsMatch(Condense(cell));

    /// <summary>A cell without spaces and marks, in one spelling: 合 计： is 合计:.</summary>
    public static string Condense(string text) => string.Concat(Nfkc.Of(text).ToLowerInvariant().Where(letter =>
        !char.IsWhiteSpace(letter) && (char.IsLetterOrDigit(letter) || letter is ':' or '(' or ')' or '∑')));

    [GeneratedRegex(
        @"^(本页|本表|本组|本村|本社|本户|该户|全户|全家|家庭|户|全村|全组|全社|全部|以上|总)?(合计|总计|小计|共计|累计|总和|汇总)(数|额|户数|人数|金额|面积)?:?$"
        + @"|^(本[页表组村社队户]|[全每]户|户)计:?$|^(grand|sub|page)?totals?:?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alone();
}
