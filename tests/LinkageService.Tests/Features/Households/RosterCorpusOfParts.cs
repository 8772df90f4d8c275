namespace LinkageService.Tests.Features.Households;

/// <summary>Sums within a table of persons, persons below a number that stands once, and groups in the column of numbers.</summary>
internal static class RosterCorpusOfParts
{
    /// <summary>By name, as <see cref="RosterCorpus.All"/>.</summary>
    public static IReadOnlyDictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)> All { get; } =
        new Dictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)>(StringComparer.Ordinal)
        {
            ["a sum of one household that is wrong"] = (
                """
                户编号|户主|姓名|与户主关系|each.shares
                1|农户0001|农户0001|户主|#10
                1|农户0001|农户0001乙|妻|#10
                1||小计||#25
                2|农户0002|农户0002|户主|#5
                2||小计||#5
                """,
                """
                1 农户0001 shares=20 [农户0001* 户主] [农户0001乙 妻]
                2 农户0002 shares=5 [农户0002* 户主]
                略 4 Sum
                略 6 Sum
                疑 E4 sum_mismatch
                """,
                null),
            ["sums below households whose numbers are not repeated"] = (
                """
                户编号|姓名|与户主关系|each.shares
                1|农户0001|户主|#10
                |农户0001乙|妻|#10
                |小计||#20
                2|农户0002|户主|#5
                |小计||#6
                """,
                """
                1 农户0001 shares=20 [农户0001* 户主] [农户0001乙 妻]
                2 农户0002 shares=5 [农户0002* 户主]
                略 4 Sum
                略 6 Sum
                疑 D6 sum_mismatch
                """,
                null),
            ["sums of groups of persons, one of them wrong"] = (
                """
                户编号|姓名|与户主关系|each.shares
                1|农户0001|户主|#1
                1|农户0001乙|妻|#1
                2|农户0002|户主|#3
                一组小计|||#6
                3|农户0003|户主|#2
                二组小计|||#2
                合计|||#7
                """,
                """
                1 农户0001 shares=2 [农户0001* 户主] [农户0001乙 妻]
                2 农户0002 shares=3 [农户0002* 户主]
                3 农户0003 shares=2 [农户0003* 户主]
                略 5 Sum
                略 7 Sum
                略 8 Sum
                合计 D 7 7 0
                疑 D5 sum_mismatch
                """,
                null),
            ["quantities of persons below a number that stands once"] = (
                """
                户编号|户主|姓名|与户主关系|each.land
                1|农户0001|农户0001|户主|#2
                ||农户0001乙|妻|#1
                2|农户0002|农户0002|户主|#3
                ||农户0002乙||#1
                ||农户0003|户主|#1
                """,
                """
                1 农户0001 land=3 [农户0001* 户主] [农户0001乙 妻]
                2 农户0002 land=3 [农户0002* 户主]
                错 A5 invalid_household_id
                错 A6 invalid_household_id
                """,
                null),
            ["groups in the column of numbers"] = (
                """
                户编号|户主|土地
                一组|农户0001|#2
                3|农户0002|#1
                二组1|农户0003|#1
                2|农户0004|#1
                三组9|农户0005|#1
                11|农户0006|#1
                """,
                """
                3 农户0002 land=1
                二组1 农户0003 land=1
                2 农户0004 land=1
                三组9 农户0005 land=1
                11 农户0006 land=1
                疑 A5 group_unclear
                错 A2 invalid_household_id
                """,
                null),
        };
}
