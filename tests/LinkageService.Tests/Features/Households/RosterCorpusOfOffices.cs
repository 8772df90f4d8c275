namespace LinkageService.Tests.Features.Households;

/// <summary>Sheets kept for something else: contracts, shares, lists with the collective's own rows, several tables in one.</summary>
internal static class RosterCorpusOfOffices
{
    /// <summary>By name, as <see cref="RosterCorpus.All"/>.</summary>
    public static IReadOnlyDictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)> All { get; } =
        new Dictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)>(StringComparer.Ordinal)
        {
            ["a unit above the headings holds for the columns it fits"] = (
                """
                某村资金入股花名册|<|<|<
                |||单位：亩、万元
                户编号|户主|土地|入股资金
                1|农户0001|#2.5|#1.2
                2|农户0002|#1|12000元
                合计||#3.5|#2.4
                """,
                """
                1 农户0001 land=2.5 capital=12000
                2 农户0002 land=1 capital=12000
                略 1 Title
                略 2 Title
                略 6 Sum
                懂 D4 1.2 → 12000
                懂 D5 12000元 → 12000
                合计 C 3.5 3.5 0
                合计 D 24000 24000 0
                """,
                null),
            ["thousands, hundreds and yuan in a column of ten thousands"] = (
                """
                户编号|户主|资金股（千元）|成员股（百股）
                1|农户0001|#12|#3
                2|农户0002|￥8,000.00|5股
                """,
                """
                1 农户0001 capital=12000 member_shares=300
                2 农户0002 capital=8000.00 member_shares=5
                懂 C2 12 → 12000
                懂 C3 ￥8,000.00 → 8000.00
                懂 D2 3 → 300
                懂 D3 5股 → 5
                """,
                null),
            ["亩 with 分 and 厘, a unit behind the heading"] = (
                """
                户编号|户主|土地|入股万元
                1|农户0001|2亩5分|#1.5
                2|农户0002|3亩半|#2
                3|农户0003|8分|¥5000
                4|农户0004|1亩2分5厘|#1
                """,
                """
                1 农户0001 land=2.5
                2 农户0002 land=3.5
                3 农户0003 land=0.8
                4 农户0004 land=1.25
                懂 C2 2亩5分 → 2.5
                懂 C3 3亩半 → 3.5
                懂 C4 8分 → 0.8
                不认识 入股万元
                """,
                null),
            ["headings in three rows, areas beside shares"] = (
                """
                某村股权登记表|<|<|<|<|<|<
                编号|户主|家庭人口|股权情况|<|<|<
                ^|^|^|人口股|<|土地股|<
                ^|^|^|人数|股数|确权面积（亩）|股数
                1|农户0001|#3|#3|#30|#2.5|#25
                2|农户0002|#4|#3|#30|#3.5|#35
                """,
                """
                1 农户0001 人3 land=2.5
                2 农户0002 人4 land=3.5
                略 1 Title
                不认识 股权情况·人口股·人数
                不认识 股权情况·人口股·股数
                不认识 土地股·股数
                """,
                null),
            ["kinds of households beside each other, and words for none"] = (
                """
                户编号|户主|人员类别|土地
                1|农户0001|建档立卡户 低保户|#1
                2|农户0002|监测户/残疾户|#1
                3|农户0003|无|#1
                4|农户0004|脱贫户（建档立卡）|#1
                5|农户0005|低收入 农户|#1
                """,
                """
                1 农户0001 land=1 类别registered+低保户
                2 农户0002 land=1 类别monitored+残疾户
                3 农户0003 land=1
                4 农户0004 land=1 类别脱贫户（建档立卡）
                5 农户0005 land=1 类别低收入+农户
                疑 C5 tag_unclear
                """,
                null),
            ["rows that were prepared and never filled in"] = (
                """
                户编号|户主|人口|土地
                1|农户0001|#2|#3
                2||#2|#3
                3|||#0
                4|||#0
                """,
                """
                1 农户0001 人2 land=3
                2  人2 land=3
                略 4 OnlyNumbered
                略 5 OnlyNumbered
                疑 B3 name_unclear
                """,
                null),
            ["what the collective keeps is no household"] = (
                """
                户编号|户主|土地
                1|农户0001|#2
                机动地|村集体|#10
                集体预留||#5
                其中：水田||#4
                """,
                """
                1 农户0001 land=2
                错 A3 invalid_household_id
                错 A4 invalid_household_id
                错 A5 invalid_household_id
                """,
                null),
            ["something beside the name, and two names in one cell"] = (
                """
                户编号|户主|土地
                1|农户甲（已故）|#2
                2|农户乙/农户丙|#2
                3|甲某⏎乙某|#2
                """,
                """
                1 农户甲（已故） land=2
                2 农户乙/农户丙 land=2
                3 甲某乙某 land=2
                懂 B4 甲某·乙某 → 甲某乙某
                疑 B2 name_unclear
                疑 B3 name_unclear
                疑 B4 name_unclear
                """,
                null),
            ["a second table with its columns in another order"] = (
                """
                一组名册|<|<|<
                户编号|户主|土地（亩）|家庭人口
                1|农户0001|#2.5|#3
                二组名册|||
                户编号|户主|家庭人口|土地（亩）
                2|农户0002|#4|#1.5
                """,
                """
                1 农户0001 人3 land=2.5
                略 1 Title
                略 4 Remark
                错 5 invalid_value
                """,
                null),
            ["a page again, sums of groups in their own words"] = (
                """
                某村花名册（第1页）||
                户编号|户主|土地（亩）
                1|农户0001|#1
                |本组计|#1
                某村花名册（第2页）||
                户编号|户主|土地（亩）
                2|农户0002|#4
                |2户|#5
                """,
                """
                1 农户0001 land=1
                2 农户0002 land=4
                略 1 Title
                略 4 Sum
                略 5 Remark
                略 6 Headings
                略 8 Sum
                """,
                null),
            ["columns of a list of contracts and of shares"] = (
                """
                股权证号|社员姓名|承包面积（亩）|出资额|一折通号
                0001|农户0001|#2.5|#1000|62220000001
                0002|农户0002|#1|#500|62220000002
                """,
                """
                0001 农户0001 land=2.5 capital=1000 账户//62220000001
                0002 农户0002 land=1 capital=500 账户//62220000002
                """,
                null),
            ["two areas, of which nobody said which counts"] = (
                """
                户编号|户主|承包面积（亩）|确权面积（亩）
                1|农户0001|#2.5|#2.6
                """,
                """
                1 农户0001
                不认识 承包面积（亩）
                不认识 确权面积（亩）
                """,
                null),
            ["a quantity in another unit than the others"] = (
                """
                户编号|户主|资金股（万元）
                1|农户0001|#1
                2|农户0002|#2
                3|农户0003|#1.5
                4|农户0004|#15000
                5|农户0005|#1
                """,
                """
                1 农户0001 capital=10000
                2 农户0002 capital=20000
                3 农户0003 capital=15000
                4 农户0004 capital=150000000
                5 农户0005 capital=10000
                懂 C2 1 → 10000
                懂 C3 2 → 20000
                懂 C4 1.5 → 15000
                疑 C5 odd_quantity
                """,
                null),
        };
}
