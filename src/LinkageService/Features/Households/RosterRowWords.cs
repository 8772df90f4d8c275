using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Engine.Unicode;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>Words in a row of a roster that say what it is, where it is no household.</summary>
internal static partial class RosterRowWords
{
    private const int LongestWord = 24;

    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "无", "没有", "暂无", "待定", "未定", "待编", "未编", "待编号", "未编号", "无编号", "暂缺", "缺", "空", "空白", "不详", "未知", "待补", "待填", "待查", "新增", "新增户",
        "新户", "n/a", "na", "null", "none", "nil", "tbd",
    };

    /// <summary>Whether what stands for an id is none: a dash, a star, 无, 待定, 同上.</summary>
    public static bool IsPlaceholder(string id) => id.Length > 0
        && (Placeholders.Contains(id) || WrittenText.IsDitto(id) || id.EnumerateRunes().All(IsMark));

    private static bool IsMark(Rune rune) => Rune.IsPunctuation(rune) || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.CurrencySymbol
        || rune.Value is '□' or '■' or '○' or '●' or '△' or '※';

    /// <summary>Whether words say that a row is the collective's own, or a part of a sum.</summary>
    public static bool IsCollective(string text) => text.Length <= LongestWord && Collective().IsMatch(SumWord.Condense(text));

    /// <summary>Whether a cell says that its row is an average, a change or a figure of another year, and nothing else.</summary>
    public static bool IsStatistic(string text) =>
        text.Length is > 1 and <= LongestWord && Statistic().IsMatch(SumWord.Condense(text));

    /// <summary>Whether a row begins by saying that it is an example.</summary>
    public static bool BeginsAsSample(string text) => text.Length > 0 && Sample().IsMatch(SumWord.Condense(text));

    /// <summary>Whether a name says that it is an example: 张三（示例）.</summary>
    public static bool IsSampleName(string name) => name.Length > 0 && SampleName().IsMatch(SumWord.Condense(name));

    /// <summary>Whether a text is one of several that are numbered: 一、原有农户, 1.户编号按组编.</summary>
    public static bool IsItem(string text) => Item().IsMatch(Nfkc.Of(text).Trim());

    /// <summary>
    /// Whether a line introduces rows that may be no households: 附：已迁出户, 另：集体机动地, 其中. A title is one only where it says that they
    /// are no longer there.
    /// </summary>
    public static bool Introduces(string text) => text.Length is > 0 and <= LongestWord && SumWord.Condense(text) is var condensed
        && !Footer().IsMatch(condensed)
        && (Left().IsMatch(condensed) || (!Title().IsMatch(condensed) && Introduction().IsMatch(condensed)));

    /// <summary>Whether words begin instructions, below which there are no households.</summary>
    public static bool BeginsInstructions(string text) => Instructions().IsMatch(SumWord.Condense(text));

    /// <summary>Whether words begin remarks, of which there may be several rows.</summary>
    public static bool BeginsNotes(string text) => Notes().IsMatch(SumWord.Condense(text));

    // The collective's own shares, and what a sum is made of.
    [GeneratedRegex(
        @"^([\p{L}\d]{0,8}村|[\p{L}\d]{0,6}[组社屯队]|本村)?集体(股|股份|股权|地|土地|田|林地|资产|留存|预留|提留|所有|经济组织)?$|^机动(股|地|田|土地|用地)?$"
        + @"|^(集体|村里?|组里?)?(预留|留存|提留)(股|地|田|份额)?$|^(公积金|公益金|公积公益金|风险金)$|^其中(:|.{0,8}$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Collective();

    [GeneratedRegex(
        @"^(户|人|亩|股|每户|每人|每亩|每股|全村|全组|总|合计)?(平均|均)(数|值|每户|每人|每股|每亩|户|人|面积|股数|金额)?:?$|^每[户人亩股](平均)?(面积|股数|金额)?:?$"
        + @"|^(上|去|前|本|今)(一)?(年|年度|期|次|月|季度)(同期)?(数|人数|户数|面积|金额|股数|合计)?:?$|^\d{4}年(度)?(数|人数|户数|面积|金额|股数)?:?$"
        + @"|^(比|较)?(上年|去年|上期|同期|上次)?(增减|增加|减少|净增|净减|增长|变动|变化|差|差额|差异|差数|同比|环比)(数|额|值|率|变化|情况|户数|人数|面积)?(\([^()]*\))?:?$"
        + @"|^(上报|申报|填报|核定|核实|审核|审定|核查|核减|复核|批复|确认|确权|应发|实发|应分|实分|应收|实收|计划|目标|预计)(数|额|人数|户数|面积|金额|股数)(合计)?:?$"
        + @"|^(占比|比例|比重|百分比|占总数比例|最大|最小|最高|最低|最多|最少|中位数|标准差|众数|方差)(值|数|户)?:?$"
        + @"|^(average|avg|mean|median|max|min|maximum|minimum|change|difference|previousyear|lastyear|percent|percentage)\.?:?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statistic();

    [GeneratedRegex(
        @"^\(?(填写|填表|填报|录入)?(示例|样例|范例|举例|例子|例如|例行|样本行)(\)|:|\d|$)|^\(?例(\)|:|$)|^\(?(example|sample|eg)(\)|:|\d|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sample();

    [GeneratedRegex(
        @"\((示例|样例|范例|举例|例子|例|example|sample)\)|^(示例|样例|范例)\p{L}{0,3}$|^\p{L}{1,4}(示例|样例|范例)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SampleName();

    [GeneratedRegex(
        @"^([(]?[一二三四五六七八九十]{1,3}([)]|[、.．])|[(]\d{1,2}[)]|\d{1,2}[、.])\s*[^\d\s]{2}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();

    [GeneratedRegex(
        "退出|退社|注销|销户|迁出|迁走|外迁|搬走|已故|死亡|去世|亡故|取消|除名|核减|减少户|不再|转出|失联|空挂|待核|待定|争议|拟退|停发|暂停|暂缓|作废|无效",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Left();

    [GeneratedRegex(
        @"^附(?![件表录页图则近注])(:|\p{L}|$)|^另(:|外|有|$)|^此外|^其中|机动(地|田|股|土地)|集体(地|土地|田|林地|机动|预留|留存|所有)|外来户|外村|外出|外嫁|出嫁"
        + @"|往年|历年|上年|去年|以前年度|历史|(未|不)(参加|参与|入股|享受|分配|计)|非(本村)?成员",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Introduction();

    [GeneratedRegex("(册|表|单)$|表\\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Title();

    // Below a table stand remarks too, and who made it.
    [GeneratedRegex(
        "^(备注|说明|注(?!销)|附注|提示|单位|填[表报写]|制[表单]|审[核批]|以上|合计|总计|小计|共)|以下空白",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Footer();

    [GeneratedRegex(
        @"^(填表|填报|填写|录入|制表)(说明|须知|要求|注意事项)|^(说明|须知|注意事项)\d*:?$|^instructions?:?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instructions();

    [GeneratedRegex(
        @"^(备注|说明|注|附注|注释|附|提示)\d*:|^(备注|附注|附)$|^(remarks?|notes?):?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Notes();
}
