namespace LinkageService.Tests.Features.Households;

/// <summary>
/// Rows that are no households, or hardly one: parts of a household, averages, examples, instructions, what stands for an id.
/// </summary>
internal static class RosterCorpusOfRows
{
    /// <summary>By name, as <see cref="RosterCorpus.All"/>.</summary>
    public static IReadOnlyDictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)> All { get; } =
        new Dictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)>(StringComparer.Ordinal)
        {
            ["a sum of the persons of each household"] = (
                """
                户编号|户主|姓名|与户主关系|each.shares
                1|农户0001|农户0001|户主|#10
                1|农户0001|农户0001乙|妻|#10
                1||小计||#20
                2|农户0002|农户0002|户主|#5
                2|农户0002|农户小计|子|#1
                2|农户0002|本户合计||#6
                合计||||#26
                """,
                """
                1 农户0001 shares=20 [农户0001* 户主] [农户0001乙 妻]
                2 农户0002 shares=6 [农户0002* 户主] [农户小计 子]
                略 4 Sum
                略 7 Sum
                略 8 Sum
                合计 E 26 26 0
                """,
                null),
            ["averages and figures of another year below the sum"] = (
                """
                户编号|户主|家庭人口|土地
                1|农户0001|#2|#2
                2|农户0002|#4|#4
                3|均安户|#1|#1
                合计||#7|#7
                户均||#3|#3
                |人均||#1
                上年数||#5|#6
                增减||#1|#0
                核定数||#6|#6
                """,
                """
                1 农户0001 人2 land=2
                2 农户0002 人4 land=4
                3 均安户 人1 land=1
                略 5 Sum
                略 6 Statistic
                略 7 Statistic
                略 8 Statistic
                略 9 Statistic
                略 10 Statistic
                合计 C 7 7 0
                合计 D 7 7 0
                """,
                null),
            ["an average in a household's row is asked about"] = (
                """
                户编号|户主|土地
                1|农户0001|#2
                2|平均|#2
                """,
                """
                1 农户0001 land=2
                错 A3 invalid_household_id
                """,
                null),
            ["what stands for an id and is none"] = (
                """
                户编号|户主|土地
                1|农户0001|#2
                /|集体|#10
                -|机动地|#10
                *|农户0002|#1
                无|农户0003|#1
                〃|农户0004|#1
                5|村集体|#3
                -|合计|#5
                """,
                """
                1 农户0001 land=2
                5 村集体 land=3
                略 9 Sum
                疑 B8 name_unclear
                错 A3 invalid_household_id
                错 A4 invalid_household_id
                错 A5 invalid_household_id
                错 A6 invalid_household_id
                错 A7 invalid_household_id
                """,
                null),
            ["ids that are a number and 户"] = (
                """
                户编号|户主|家庭人口|土地
                1户|农户0001|#3|#2
                2户|农户0002|#2|#1
                12户||#5|#3
                """,
                """
                1户 农户0001 人3 land=2
                2户 农户0002 人2 land=1
                略 4 Sum
                """,
                null),
            ["instructions below the table"] = (
                """
                户编号|户主|土地
                1|农户0001|#2
                2|农户0002|#1
                石桥村民委员会（章）||
                填表说明：||
                1.户编号按组编；||
                一、户编号由镇统一编制||
                三、合计栏为各户之和||
                3|农户0003|#1
                """,
                """
                1 农户0001 land=2
                2 农户0002 land=1
                略 4 Signature
                略 5 Remark
                略 6 Remark
                略 7 Remark
                略 8 Remark
                错 A9 invalid_household_id
                """,
                null),
            ["instructions below a table that begins with the group"] = (
                """
                组别|户编号|户主|土地
                一组|1|农户0001|#2
                一组|2|农户0002|#1
                填表说明：|||
                1.户编号按组编，合计栏为各户之和；|||
                """,
                """
                1 农户0001 land=2
                2 农户0002 land=1
                略 4 Remark
                略 5 Remark
                """,
                null),
            ["a remark between households ends nothing"] = (
                """
                户编号|户主|土地
                1|农户0001|#2
                注：一组已公示||
                2|农户0002|#1
                """,
                """
                1 农户0001 land=2
                2 农户0002 land=1
                略 3 Remark
                """,
                null),
            ["sections in their order"] = (
                """
                户编号|户主|土地
                一、原有农户|<|<
                1|农户0001|#2
                （二）本年退出农户|<|<
                2|农户0002|#1
                """,
                """
                1 农户0001 land=2
                略 2 Remark
                略 4 Remark
                错 A4 invalid_household_id
                错 A5 invalid_household_id
                """,
                null),
            ["examples of how to fill in the form"] = (
                """
                户编号|户主|家庭人口|土地
                示例|农户甲（示例）|#3|#2
                例：0002|农户乙|#4|#1
                1|农户0001|#2|#1
                2|农户丙（示例）|#1|#1
                3|例某|#1|#1
                """,
                """
                1 农户0001 人2 land=1
                3 例某 人1 land=1
                略 2 Remark
                略 3 Remark
                错 A5 invalid_household_id
                """,
                null),
            ["the same as above"] = (
                """
                户编号|户主|开户行|人员类别|备注
                1|农户0001|农商行|监测户|低保
                2|农户0002|同上|同上|〃
                3|〃|信用社|无|同意
                """,
                """
                1 农户0001 类别monitored 账户/农商行/ 备注低保
                2 农户0002
                3  账户/信用社/ 备注同意
                疑 B4 name_unclear
                错 C3 invalid_value
                错 D3 invalid_value
                错 E3 invalid_value
                错 B4 invalid_value
                """,
                null),
            ["apostrophes that keep digits text"] = (
                """
                户编号|户主|土地
                '0001|'农户0001|'2.5
                `0002|‘农户0002’|#1
                """,
                """
                0001 农户0001 land=2.5
                0002 农户0002 land=1
                懂 A2 '0001 → 0001
                懂 A3 `0002 → 0002
                懂 B2 '农户0001 → 农户0001
                懂 B3 ‘农户0002’ → 农户0002
                懂 C2 '2.5 → 2.5
                """,
                null),
            ["nought of the others is none"] = (
                """
                户编号|户主|姓名|与户主关系|土地
                1|农户0001|农户0001|户主|#10
                1|农户0001|农户0001乙|妻|#0
                2|农户0002|农户0002|户主|#0
                2|农户0002|农户0002乙|妻|#4
                """,
                """
                1 农户0001 land=10 [农户0001* 户主] [农户0001乙 妻]
                2 农户0002 land=4 [农户0002* 户主] [农户0002乙 妻]
                """,
                null),
            ["heads as offices write them"] = (
                """
                户编号|姓名|与户主关系|土地
                1|农户0001|01本人|#1
                1|农户0001乙|02配偶|
                2|农户0002|户主（女）|#1
                2|农户0002乙|户主之子|
                3|农户0003|户主（已故）|#1
                3|农户0003乙|户主|
                4|农户0004|子|#1
                4|农户0004乙|女|
                """,
                """
                1 农户0001 land=1 [农户0001* 01本人] [农户0001乙 02配偶]
                2 农户0002 land=1 [农户0002* 户主（女）] [农户0002乙 户主之子]
                3 农户0003乙 land=1 [农户0003 户主（已故）] [农户0003乙* 户主]
                4  land=1 [农户0004 子] [农户0004乙 女]
                疑 C8 name_unclear
                """,
                null),
            ["ids alike but for noughts, and people who are not listed"] = (
                """
                户编号|姓名|与户主关系|家庭人口
                001|农户0001|户主|#4
                001|农户0001乙|妻|#4
                1|农户0002|户主|#1
                """,
                """
                001 农户0001 人4 [农户0001* 户主] [农户0001乙 妻]
                1 农户0002 人1 [农户0002* 户主]
                疑 D2 members_mismatch
                疑 A4 similar_id
                """,
                null),
        };
}
