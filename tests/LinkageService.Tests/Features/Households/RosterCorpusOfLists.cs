namespace LinkageService.Tests.Features.Households;

/// <summary>Other lists below the households, which are asked about, and what only looks like them; sums beside each other.</summary>
internal static class RosterCorpusOfLists
{
    /// <summary>By name, as <see cref="RosterCorpus.All"/>.</summary>
    public static IReadOnlyDictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)> All { get; } =
        new Dictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)>(StringComparer.Ordinal)
        {
            ["a list of who moved out below the households"] = (
                """
                户编号|户主|家庭人口|土地
                0001|农户0001|#3|#2
                0002|农户0002|#1|#1
                |||
                附：已迁出户|<|<|<
                0011|旧户甲|#3|#4
                0012|旧户乙|#3|#4
                """,
                """
                0001 农户0001 人3 land=2
                0002 农户0002 人1 land=1
                略 5 Remark
                错 A5 invalid_household_id
                错 A6 invalid_household_id
                错 A7 invalid_household_id
                """,
                null),
            ["plots of the collective below the households, under headings of their own"] = (
                """
                户编号|户主|家庭人口|土地
                0001|农户0001|#3|#2
                0002|农户0002|#1|#1
                |||
                另：集体机动地|<|<|<
                地块|面积(亩)||
                东坡|#12.5||
                """,
                """
                0001 农户0001 人3 land=2
                0002 农户0002 人1 land=1
                略 5 Remark
                错 A6 invalid_household_id
                错 A7 invalid_household_id
                """,
                null),
            ["rows of another shape below a blank one"] = (
                """
                户编号|户主|家庭人口|土地
                0001|农户0001|#3|#2
                0002|农户0002|#1|#1
                0003|农户0003|#2|#1
                |||
                东坡|外村王某|#5|#12.5
                9|西坡||#3
                """,
                """
                0001 农户0001 人3 land=2
                0002 农户0002 人1 land=1
                0003 农户0003 人2 land=1
                错 A6 invalid_household_id
                错 A7 invalid_household_id
                """,
                null),
            ["groups between blank rows, and remarks below"] = (
                """
                户编号|户主|家庭人口|土地
                一组|<|<|<
                0001|农户0001|#3|#2
                0002|农户0002|#1|#1
                一组小计||#4|#3
                |||
                二组|<|<|<
                0003|农户0003|#2|#1
                |||
                0004|农户0004|#2|#1
                附：此表一式三份|<|<|<
                """,
                """
                0001 农户0001 人3 land=2
                0002 农户0002 人1 land=1
                0003 农户0003 人2 land=1
                0004 农户0004 人2 land=1
                略 2 Remark
                略 5 Sum
                略 7 Remark
                略 11 Remark
                """,
                null),
            ["persons below a list of who moved out"] = (
                """
                户编号|姓名|与户主关系
                1|农户0001|户主
                |农户0001乙|妻
                空挂户||
                2|旧户甲|户主
                1|旧户乙|子
                """,
                """
                1 农户0001 [农户0001* 户主] [农户0001乙 妻]
                略 4 Remark
                错 A4 invalid_household_id
                错 A5 invalid_household_id
                错 A6 invalid_household_id
                """,
                null),
            ["names that are none"] = (
                """
                户编号|户主|土地
                1|#12.5|#2
                2|土地|#2
                3|3亩|#2
                4|面积（亩）|#2
                5|农户0005|#2
                6|张三（2人）|#2
                """,
                """
                5 农户0005 land=2
                6 张三（2人） land=2
                疑 B7 name_unclear
                错 A2 invalid_household_id
                错 A3 invalid_household_id
                错 A4 invalid_household_id
                错 A5 invalid_household_id
                """,
                null),
            ["a sum under a common heading that is wrong in one row"] = (
                """
                户编号|户主|土地（亩）|<|<
                ^|^|水田|旱地|合计
                0001|农户0001|#1|#2|#3
                0002|农户0002|#2|#1.1|#3.2
                0003|农户0003|#2||#2
                """,
                """
                0001 农户0001 land=3
                0002 农户0002 land=3.2
                0003 农户0003 land=2
                不认识 土地·水田
                不认识 土地·旱地
                疑 E4 sum_mismatch
                """,
                null),
            ["a sum beside its parts, where the others add up"] = (
                """
                户编号|户主|水田|旱地|土地
                0001|农户0001|#1|#2|#3
                0002|农户0002|#2|#1.1|#3.2
                0003|农户0003|#2|#4|#6
                """,
                """
                0001 农户0001 land=3
                0002 农户0002 land=3.2
                0003 农户0003 land=6
                不认识 水田
                不认识 旱地
                疑 E3 sum_mismatch
                """,
                null),
            ["numbers beside land of which it is no sum"] = (
                """
                户编号|户主|地块数|质量等级|土地
                0001|农户0001|#1|#2|#3
                0002|农户0002|#2|#1|#3.2
                0003|农户0003|#2|#4|#5
                """,
                """
                0001 农户0001 land=3
                0002 农户0002 land=3.2
                0003 农户0003 land=5
                不认识 地块数
                不认识 质量等级
                """,
                null),
            ["people counted in words, marks of notes, ids in small letters, money in cash"] = (
                """
                户编号|户主|家庭人口|土地|现金入股(元)
                a01|农户0001|四|#2|#100
                A01|农户0002|十二|2.5*|#100
                3|农户0003|#2|3.1①|#100
                """,
                """
                a01 农户0001 人4 land=2 capital=100
                A01 农户0002 人12 capital=100
                3 农户0003 人2 capital=100
                懂 C2 四 → 4
                懂 C3 十二 → 12
                疑 A3 similar_id
                错 D3 not_a_number
                错 D4 not_a_number
                """,
                null),
            ["days that Excel shows as numbers"] = (
                """
                户编号|姓名|与户主关系|加入日期
                1|农户0001|户主|#43529
                2|农户0002|户主|#12
                """,
                """
                1 农户0001 [农户0001* 户主 2019-03-05]
                2 农户0002 [农户0002* 户主]
                懂 D2 43529 → 2019-03-05
                错 D3 invalid_value
                """,
                null),
        };
}
