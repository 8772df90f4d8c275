namespace LinkageService.Tests.Features.Households;

/// <summary>
/// Headings that say more than a name: units above others, two languages, marks, numbers of columns, and sheets laid on their side.
/// </summary>
internal static class RosterCorpusOfHeadings
{
    /// <summary>By name, as <see cref="RosterCorpus.All"/>.</summary>
    public static IReadOnlyDictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)> All { get; } =
        new Dictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)>(StringComparer.Ordinal)
        {
            ["money by its reason is no land"] = (
                """
                户编号|户主|应分金额（元）|<|<
                ^|^|土地|资金|合计
                1|农户0001|#1000|#500|#1500
                """,
                """
                1 农户0001
                不认识 应分金额·土地
                不认识 应分金额·资金
                不认识 应分金额·合计
                """,
                null),
            ["shares under a common heading are no mu"] = (
                """
                户编号|户主|股权设置（股）|<
                ^|^|土地股|资金股
                1|农户0001|#10|#20
                """,
                """
                错 C1 invalid_value
                错 D1 invalid_value
                """,
                null),
            ["a unit above holds for what stands under it"] = (
                """
                户编号|户主|入股情况（万元）|<
                ^|^|资金|备注
                1|农户0001|#1.5|
                """,
                """
                1 农户0001 capital=15000
                懂 C3 1.5 → 15000
                """,
                null),
            ["shares and money of a dividend, of which shares are held"] = (
                """
                户编号|户主|分红情况|<
                ^|^|股数|金额（元）
                1|农户0001|#10|#200
                """,
                """
                1 农户0001 shares=10
                不认识 分红情况·金额（元）
                """,
                null),
            ["the headings again in English"] = (
                """
                户编号|户主|家庭人口|土地（亩）
                Household ID|Head|Members|Land (mu)
                1|农户0001|#3|#2
                """,
                """
                1 农户0001 人3 land=2
                略 2 Headings
                """,
                null),
            ["headings in English alone"] = (
                """
                Household No.|Head of household|Members|Land (mu)
                1|农户0001|#3|#2
                """,
                """
                1 农户0001 人3 land=2
                """,
                null),
            ["two languages in one cell, marks and longer names"] = (
                """
                户编号⏎Household ID|户主 Head of household|土地（亩）①|股数【必填】|资金（万元）（必填）|开户银行名称|户主联系电话
                1|农户0001|#2|#3|#0.5|农商行|13900000001
                """,
                """
                1 农户0001 land=2 shares=3 capital=5000 账户/农商行/ 电话13900000001
                懂 E2 0.5 → 5000
                """,

                // By lines of the file, of which the headings take two.
                """
                1 农户0001 land=2 shares=3 capital=5000 账户/农商行/ 电话13900000001
                懂 E3 0.5 → 5000
                """),
            ["numbers of the columns in circles"] = (
                """
                序号|户编号|户主|家庭人口|土地
                ①|②|③|④|⑤
                #1|0001|农户0001|#3|#2
                """,
                """
                0001 农户0001 人3 land=2
                略 2 Numbering
                """,
                null),
            ["numbers of the columns that say how they are made"] = (
                """
                户编号|户主|家庭人口|土地|资金
                甲|乙|(1)|(2)|(3)=(1)×(2)
                1|农户0001|#3|#2|#6
                """,
                """
                1 农户0001 人3 land=2 capital=6
                略 2 Numbering
                """,
                null),
            ["letters that are ids and no numbers of columns"] = (
                """
                户编号|户主|家庭人口|土地
                A|农户0001|#1|#2
                B|农户0002|#2|#3
                """,
                """
                A 农户0001 人1 land=2
                B 农户0002 人2 land=3
                """,
                null),
            ["a household a column"] = (
                """
                户编号|1|2|3
                户主|农户0001|农户0002|农户0003
                家庭人口|#3|#4|#5
                土地（亩）|#2|#3|#4
                """,
                """
                不认识 1
                不认识 2
                不认识 3
                错 A2 invalid_household_id
                错 A3 invalid_household_id
                错 A4 invalid_household_id
                """,
                null),
        };
}
