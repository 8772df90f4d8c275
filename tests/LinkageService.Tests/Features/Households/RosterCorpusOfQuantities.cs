namespace LinkageService.Tests.Features.Households;

/// <summary>Sheets in which it has to be told whose a quantity is, or which of several columns counts.</summary>
internal static class RosterCorpusOfQuantities
{
    /// <summary>By name, as <see cref="RosterCorpus.All"/>.</summary>
    public static IReadOnlyDictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)> All { get; } =
        new Dictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)>(StringComparer.Ordinal)
        {
            ["numbers that begin anew in each group"] = (
                """
                户编号|姓名|与户主关系|土地
                1|农户甲|户主|#3
                1|农户甲乙|妻|
                2|农户丙|户主|#2
                1|农户丁|户主|#4
                """,
                """
                1  land=3 [农户甲 户主] [农户甲乙 妻] [农户丁 户主]
                2 农户丙 land=2 [农户丙* 户主]
                错 D1 quantity_unclear
                错 A5 duplicate_household
                """,
                null),
            ["a row of units under the headings"] = (
                """
                户编号|户主|人口|土地|资金股
                ||人|亩|万元
                0001|农户0001|#3|#3.5|#1.2
                0002|农户0002|#4|#2|#0.5
                """,
                """
                0001 农户0001 人3 land=3.5 capital=12000
                0002 农户0002 人4 land=2 capital=5000
                懂 E3 1.2 → 12000
                懂 E4 0.5 → 5000
                """,
                null),
            ["a row of units in brackets, dashes where there is none"] = (
                """
                户编号|户主|人口|土地|资金股
                —|—|（人）|（亩）|（元）
                0001|农户0001|#3|#3.5|#12000
                """,
                """
                0001 农户0001 人3 land=3.5 capital=12000
                """,
                null),
            ["a quantity in each person's row is not guessed at"] = (
                """
                户编号|户主|姓名|与户主关系|成员股（股）|土地
                0001|农户0001|农户0001|户主|#1|#3
                0001|农户0001|农户0001乙|妻|#1|
                0002|农户0002|农户0002|户主|#1|#2
                """,
                """
                0001 农户0001 member_shares=1 land=3 [农户0001* 户主] [农户0001乙 妻]
                0002 农户0002 member_shares=1 land=2 [农户0002* 户主]
                错 E1 quantity_unclear
                """,
                null),
            ["the sheet's own sum says that each person has one"] = (
                """
                户编号|户主|姓名|与户主关系|成员股（股）
                0001|农户0001|农户0001|户主|#1
                0001|农户0001|农户0001乙|妻|#0.5
                0002|农户0002|农户0002|户主|#1
                合计||||#2.5
                """,
                """
                0001 农户0001 member_shares=1.5 [农户0001* 户主] [农户0001乙 妻]
                0002 农户0002 member_shares=1 [农户0002* 户主]
                略 5 Sum
                合计 E 2.5 2.5 0
                """,
                null),
            ["the sheet's own sum says that the household has it"] = (
                """
                户编号|户主|姓名|与户主关系|土地
                0001|农户0001|农户0001|户主|#3
                0001|农户0001|农户0001乙|妻|#3
                0002|农户0002|农户0002|户主|#2
                合计||||#5
                """,
                """
                0001 农户0001 land=3 [农户0001* 户主] [农户0001乙 妻]
                0002 农户0002 land=2 [农户0002* 户主]
                略 5 Sum
                合计 E 5 5 0
                """,
                null),
            ["a heading that says each person's own"] = (
                """
                户编号|户主|姓名|与户主关系|each.member_shares
                0001|农户0001|农户0001|户主|#1
                0001|农户0001|农户0001乙|妻|#1
                """,
                """
                0001 农户0001 member_shares=2 [农户0001* 户主] [农户0001乙 妻]
                """,
                null),
            ["a heading that says the household's"] = (
                """
                户编号|户主|姓名|与户主关系|holdings.land
                0001|农户0001|农户0001|户主|#3
                0001|农户0001|农户0001乙|妻|#3.5
                """,
                """
                0001 农户0001 land=3 [农户0001* 户主] [农户0001乙 妻]
                错 E3 invalid_value
                """,
                null),
            ["parts of the land and their sum under one heading"] = (
                """
                户编号|户主|土地（亩）|<|<|股份|<
                ^|^|水田|旱地|合计|数量|比例
                0001|农户0001|#1|#2|#3|#1|50%
                0002|农户0002|#1|#1|#2|#1|50%
                """,
                """
                0001 农户0001 land=3 shares=1
                0002 农户0002 land=2 shares=1
                不认识 土地·水田
                不认识 土地·旱地
                不认识 股份·比例
                """,
                null),
            ["parts that are said to be parts, not merged"] = (
                """
                户编号|户主|入股土地（亩）||||备注
                ||其中：水田|其中：旱地|合计||
                0001|农户0001|#1|#2|#3||
                0002|农户0002|#1|#1|#2||
                """,
                """
                0001 农户0001 land=3
                0002 农户0002 land=2
                不认识 入股土地·其中：水田
                不认识 入股土地·其中：旱地
                """,
                null),
            ["parts of the land and no sum"] = (
                """
                户编号|户主|土地（亩）|<
                ^|^|水田|旱地
                0001|农户0001|#1|#2
                """,
                """
                不认识 土地·水田
                不认识 土地·旱地
                错 C1 missing_field
                """,
                null),
            ["the same in two units over three rows"] = (
                """
                户编号|户主|股权情况|<|<|<
                ^|^|土地股|<|资金股|<
                ^|^|亩|股|元|股
                0001|农户0001|#2|#200|#1000|#10
                """,
                """
                0001 农户0001 land=2 capital=1000
                不认识 土地股·股
                不认识 资金股·股
                """,
                null),
            ["after a sum of a group two households may be alike"] = (
                """
                户编号|户主|成员数|土地
                0101|农户0001|#2|#2
                0102|农户0002|#3|#3
                0103|农户0003|#4|#4
                0104|农户0004|#5|#5
                0105|农户0005|#1|#1
                0106|农户0006|#2|#2
                0107|农户0007|#3|#3
                0108|农户0008|#3|#3
                0109|农户0009|#3|#3
                一组小计||#26|#26
                0201|农户0010|#4|#2
                0202|农户0011|#4|#2
                """,
                """
                0101 农户0001 人2 land=2
                0102 农户0002 人3 land=3
                0103 农户0003 人4 land=4
                0104 农户0004 人5 land=5
                0105 农户0005 人1 land=1
                0106 农户0006 人2 land=2
                0107 农户0007 人3 land=3
                0108 农户0008 人3 land=3
                0109 农户0009 人3 land=3
                0201 农户0010 人4 land=2
                0202 农户0011 人4 land=2
                略 11 Sum
                """,
                null),
            ["a sum of a group that is wrong"] = (
                """
                户编号|户主|成员数|土地
                0101|农户0001|#3|#2
                0102|农户0002|#2|#1
                一组小计||#5|#3.5
                0201|农户0003|#1|#1
                二组小计||#1|#1
                合计||#6|#4
                """,
                """
                0101 农户0001 人3 land=2
                0102 农户0002 人2 land=1
                0201 农户0003 人1 land=1
                略 4 Sum
                略 6 Sum
                略 7 Sum
                合计 C 6 6 0
                合计 D 4 4 0
                疑 D4 sum_mismatch
                """,
                null),
            ["tags in columns of yes and no"] = (
                """
                户编号|户主|土地|是否建档立卡户|监测户
                0001|农户0001|#2|是|否
                0002|农户0002|#1||√
                0003|农户0003|#1|否|也许
                """,
                """
                0001 农户0001 land=2 类别registered
                0002 农户0002 land=1 类别monitored
                0003 农户0003 land=1
                错 E4 invalid_value
                """,
                null),
            ["words where there is no number"] = (
                """
                户编号|户主|身份证号|银行卡号|土地
                0001|农户0001|无|未办理|#2
                0002|农户0002|'11010519491231002X|-|#1
                """,
                """
                0001 农户0001 land=2 [农户0001*]
                0002 农户0002 land=1 [农户0002* 11010519491231002X]
                懂 C2  →
                懂 C3  →
                懂 D2  →
                懂 D3  →
                """,
                null),
        };
}
