using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Rosters;

/// <summary>
/// What people write for tags and holdings that have a name of their own, on rosters and in schemes: <c>监测户</c> is the tag
/// <c>monitored</c>, a column 股数 holds <c>shares</c>. One table for every door, so that a scheme finds what an import has kept.
/// </summary>
public static class RosterNames
{
    private static readonly Dictionary<string, string> TagWords = new(StringComparer.Ordinal)
    {
        ["建档立卡户"] = "registered",
        ["建档立卡"] = "registered",
        ["监测对象"] = "monitored",
        ["监测户"] = "monitored",
        ["困难人员"] = "hardship",
        ["困难户"] = "hardship",
        ["申请人"] = "applicant",
    };

    private static readonly Dictionary<string, string> HoldingWords = new(StringComparer.Ordinal)
    {
        ["土地"] = "land", ["土地面积"] = "land", ["资金"] = "capital", ["股金"] = "capital", ["股份"] = "shares", ["股数"] = "shares",
        ["土地股"] = "land", ["土地亩数"] = "land", ["入股亩数"] = "land", ["土地入股"] = "land", ["土地入股面积"] = "land", ["入股土地面积"] = "land",
        ["资金股"] = "capital", ["入股资金"] = "capital", ["资金入股"] = "capital", ["入股金额"] = "capital", ["入股资金额"] = "capital",
        ["亩数"] = "land", ["入股面积"] = "land", ["入股亩"] = "land", ["股份数"] = "shares", ["总股数"] = "shares", ["总股份"] = "shares",
        ["持股数"] = "shares", ["持有股份"] = "shares", ["股份数量"] = "shares", ["成员股"] = "member_shares", ["农龄"] = "years_worked",
        ["交售量"] = "delivered", ["交货数量"] = "delivered", ["交易金额"] = "patronage", ["务工天数"] = "wage_days", ["交易额"] = "patronage",
        ["交易量"] = "patronage", ["股权数"] = "shares",
    };

    /// <summary>The words for tags, each with the name of the tag.</summary>
    public static IReadOnlyDictionary<string, string> Tags => TagWords;

    /// <summary>The words for holdings, each with the name of the holding.</summary>
    public static IReadOnlyDictionary<string, string> Holdings => HoldingWords;

    /// <summary>
    /// The word for a tag that another may be: a letter is left out of it, or follows, as in 困难 for 困难户; null where none is. A letter
    /// in place of another makes another word, 困难党员 is not 困难人员, and so does one before it: 非困难户.
    /// </summary>
    internal static string? NearTagWord(string typed) => TagWords.ContainsKey(typed) ? null : TypedWords.Find(typed, TagWords.Keys)
        ?? TagWords.Keys.Where(word => IsCut(typed, word) || IsLonger(typed, word))
            .OrderBy(word => Math.Abs(word.Length - typed.Length)).ThenBy(word => word, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The tag a word stands for: itself where it is no other word for one.</summary>
    public static string Tag(string word) => TagWords.GetValueOrDefault(word, word);

    /// <summary>What a tag is called in Chinese, in a word that stands for it; null where no word does.</summary>
    internal static string? TagWord(string tag) => TagWords.FirstOrDefault(word => word.Value == tag).Key;

    /// <summary>The holding a word stands for: itself where it is no other word for one.</summary>
    public static string Holding(string word) => HoldingWords.GetValueOrDefault(word, word);

    private static bool IsLonger(string typed, string word) =>
        typed.Length == word.Length + 1 && typed.StartsWith(word, StringComparison.Ordinal);

    // One letter is missing anywhere, or two at the end.
    private static bool IsCut(string typed, string word)
    {
        const int least = 2;
        return typed.Length >= least && word.Length - typed.Length is 1 or 2
            && (word.StartsWith(typed, StringComparison.Ordinal)
                || (word.Length == typed.Length + 1 && Enumerable.Range(0, word.Length).Any(at => word.Remove(at, 1) == typed)));
    }
}
