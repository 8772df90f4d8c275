using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkageService.Privacy;

/// <summary>
/// A name as the village may read it: the surname, and a star for each character after it. The member number beside it says who is
/// meant to those who know.
/// </summary>
internal static partial class MaskedName
{
    private const int MaxStars = 4;

    // The surnames of two characters that are still borne (公安部 全国姓名报告).
    private static readonly HashSet<string> LongSurnames = new(StringComparer.Ordinal)
    {
        "欧阳", "上官", "皇甫", "令狐", "诸葛", "司徒", "司马", "申屠", "夏侯", "贺兰", "完颜", "慕容", "尉迟", "长孙", "东方", "宇文",
        "公孙", "端木", "独孤", "南宫", "西门", "轩辕", "闻人", "呼延", "澹台", "钟离", "太史", "公羊", "淳于", "单于", "赫连", "拓跋",
    };

    /// <summary>The name with all but its surname covered; a mere placeholder such as 农户0001 covers nobody and stays.</summary>
    public static string Of(string name)
    {
        var text = name.Trim();
        if (text.Length == 0 || Placeholder().IsMatch(text))
        {
            return text;
        }

        var characters = new StringInfo(text);
        var length = characters.LengthInTextElements;
        var shown = length > 2 && LongSurnames.Contains(characters.SubstringByTextElements(0, 2)) ? 2 : 1;
        return characters.SubstringByTextElements(0, shown) + new string('*', Math.Clamp(length - shown, 1, MaxStars));
    }

    [GeneratedRegex(
        "^(农户|住户|户|[Hh]ousehold) ?[0-9]{1,6}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
