namespace LinkageService.Tests.Features.Households;

/// <summary>Rosters as villages keep them, drawn as <see cref="RosterSheet"/> reads them, and what each is to be read as.</summary>
internal static class RosterCorpus
{
    /// <summary>By name: the sheet, what it says, and what it says as a CSV where merged cells were lost.</summary>
    public static IReadOnlyDictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)> All { get; } =
        new Dictionary<string, (string Sheet, string Expected, string? ExpectedOfCsv)>(
            RosterCorpusOfCells.All.Concat(RosterCorpusOfQuantities.All).Concat(RosterCorpusOfOffices.All)
                .Concat(RosterCorpusOfRows.All).Concat(RosterCorpusOfHeadings.All).Concat(RosterCorpusOfParts.All)
                .Concat(RosterCorpusOfLists.All), StringComparer.Ordinal)
        {
            ["plain"] = (
                """
                户编号|户主|成员数|土地
                0001|农户0001|#3|#2.5
                0002|农户0002|#2|#1
                """,
                """
                0001 农户0001 人3 land=2.5
                0002 农户0002 人2 land=1
                """,
                null),
            ["title rows and a line of units"] = (
                """
                塘湾村农户花名册|<|<|<
                填报单位：塘湾村|||单位：亩
                户编号|户主姓名|家庭人口|土地面积
                0001|农户0001|#3|#2.5
                """,
                """
                0001 农户0001 人3 land=2.5
                略 1 Title
                略 2 Title
                """,
                null),
            ["title over two rows"] = (
                """
                塘湾村2025年农户基本情况花名册|<|<
                ^|<|<
                户编号|户主姓名|家庭人口
                0001|农户0001|#3
                """,
                """
                0001 农户0001 人3
                略 1 Title
                """,
                null),
            ["one row a household with the id number of the head"] = (
                """
                序号|户编号|户主姓名|身份证号|家庭人口|土地股(亩)|资金股(元)|类别|联系电话|备注
                #1|0001|农户0001|11010519491231002X|#4|#3.3|#10000|建档立卡户|13900000001|
                #2|0002|农户0002|440524188001010014|#2|#1.2|#0||13900000002|外出
                """,
                """
                0001 农户0001 人4 land=3.3 capital=10000 类别registered 电话13900000001 [农户0001* 11010519491231002X]
                0002 农户0002 人2 land=1.2 capital=0 电话13900000002 备注外出 [农户0002* 440524188001010014]
                """,
                null),
            ["name without a head column, a row a household"] = (
                """
                户编号|姓名|身份证号|家庭人口|土地
                0001|农户0001|11010519491231002X|#3|#2
                0002|农户0002|440524188001010014|#1|#1
                """,
                """
                0001 农户0001 人3 land=2 [农户0001* 11010519491231002X]
                0002 农户0002 人1 land=1 [农户0002* 440524188001010014]
                """,
                null),
            ["a person a row, cells repeated"] = (
                """
                户编号|户主|姓名|身份证号|与户主关系|土地
                0001|农户0001|农户0001|11010519491231002X|户主|#2
                0001|农户0001|乙|440524188001010014|配偶|#2
                0002|农户0002|农户0002||本人|#1
                """,
                """
                0001 农户0001 land=2 [农户0001* 户主 11010519491231002X] [乙 配偶 440524188001010014]
                0002 农户0002 land=1 [农户0002* 本人]
                错 F1 quantity_unclear
                """,
                null),
            ["a person a row, cells merged"] = (
                """
                户编号|户主|姓名|身份证号|与户主关系|土地
                0001|农户0001|农户0001|11010519491231002X|户主|#2
                ^|^|乙|440524188001010014|配偶|^
                0002|农户0002|农户0002||户主|#1
                ^|^|丁||子|^
                """,
                """
                0001 农户0001 land=2 [农户0001* 户主 11010519491231002X] [乙 配偶 440524188001010014]
                0002 农户0002 land=1 [农户0002* 户主] [丁 子]
                """,
                null),
            ["a person a row, only the id merged"] = (
                """
                户编号|姓名|与户主关系|成员数
                0001|甲|户主|#2
                ^|乙|妻|
                0002|丙|户主|#1
                """,
                """
                0001 甲 人2 [甲* 户主] [乙 妻]
                0002 丙 人1 [丙* 户主]
                """,
                null),
            ["merged over two households"] = (
                """
                户编号|户主|土地|开户行
                0001|农户0001|#2|农商行
                0002|农户0002|^|^
                """,
                """
                0001 农户0001 land=2 账户/农商行/
                0002 农户0002 账户/农商行/
                错 C3 invalid_value
                """,
                """
                0001 农户0001 land=2 账户/农商行/
                0002 农户0002
                """),
            ["two rows of headings"] = (
                """
                户编号|户主|家庭人口|入股情况|<|银行账户|<
                ^|^|^|土地(亩)|资金(元)|开户行|账号
                0001|农户0001|#3|#2.5|#1000|农商行|6217000000000000012
                """,
                """
                0001 农户0001 人3 land=2.5 capital=1000 账户/农商行/6217000000000000012
                """,
                null),
            ["two rows of headings, units below"] = (
                """
                户编号|户主|人口|土地股|资金股
                ^|^|（人）|（亩）|（元）
                0001|农户0001|#3|#2.5|#1000
                """,
                """
                0001 农户0001 人3 land=2.5 capital=1000
                """,
                null),
            ["two rows of headings, head and persons"] = (
                """
                户编号|户主|<|家庭成员|<|<
                ^|姓名|身份证号|姓名|身份证号|与户主关系
                0001|农户0001|11010519491231002X|乙|440524188001010014|配偶
                """,
                """
                0001 农户0001 [乙 配偶 440524188001010014] [农户0001* 11010519491231002X]
                """,
                null),
            ["numbers of the columns below the headings"] = (
                """
                户编号|户主|家庭人口|土地
                甲|乙|1|2
                0001|农户0001|#3|#2
                """,
                """
                0001 农户0001 人3 land=2
                略 2 Numbering
                """,
                null),
            ["numbers of all columns"] = (
                """
                序号|户编号|户主|家庭人口|土地
                #1|#2|#3|#4|#5
                #1|0001|农户0001|#3|#2
                """,
                """
                0001 农户0001 人3 land=2
                略 2 Numbering
                """,
                null),
            ["thousands and units"] = (
                """
                户编号|户主|家庭人口|土地|资金
                0001|农户0001|3人|3.3亩|10,000.00元
                0002|农户0002|４|１.２５|10，000
                0003|农户0003|2|—|1.2万元
                0004|农户0004|2|1.5 亩|￥500
                """,
                """
                0001 农户0001 人3 land=3.3 capital=10000.00
                0002 农户0002 人4 land=1.25 capital=10000
                0003 农户0003 人2 capital=12000
                0004 农户0004 人2 land=1.5 capital=500
                懂 C2 3人 → 3
                懂 C3 ４ → 4
                懂 D2 3.3亩 → 3.3
                懂 D3 １.２５ → 1.25
                懂 D4 — →
                懂 E2 10,000.00元 → 10000.00
                懂 E3 10，000 → 10000
                懂 E4 1.2万元 → 12000
                """,
                null),
            ["quantities that cannot be told"] = (
                """
                户编号|户主|家庭人口|土地|资金
                0001|农户0001|约三|约3亩|1,5
                0002|农户0002|2.5|3亩多|100美元
                0003|农户0003|2|3.3元|10 000
                """,
                """
                0001 农户0001
                0002 农户0002
                0003 农户0003 人2
                错 C2 invalid_value
                错 D2 not_a_number
                错 E2 not_a_number
                错 C3 invalid_value
                错 D3 invalid_value
                错 E3 invalid_value
                错 D4 invalid_value
                错 E4 not_a_number
                """,
                null),
            ["a column in ten thousands"] = (
                """
                户编号|户主|土地（亩）|资金股（万元）
                0001|农户0001|#2|#1.5
                """,
                """
                0001 农户0001 land=2 capital=15000
                懂 D2 1.5 → 15000
                """,
                null),
            ["a column in another unit"] = (
                """
                户编号|户主|土地（公顷）
                0001|农户0001|#2
                """,
                """
                错 C1 invalid_value
                """,
                null),
            ["units in the headings"] = (
                """
                户编号|户主姓名|家庭人口（人）|土地股⏎（亩）|资金股 (元)|*类别*
                0001|农户0001|#3|#2|#5|监测户
                """,
                """
                0001 农户0001 人3 land=2 capital=5 类别monitored
                """,
                null),
            ["a sum and signatures below"] = (
                """
                户编号|户主|家庭人口|土地
                0001|农户0001|#3|#2
                0002|农户0002|#1|#1
                合计|<|#4|#3
                制表人：|李会计|审核人：|王主任
                """,
                """
                0001 农户0001 人3 land=2
                0002 农户0002 人1 land=1
                略 4 Sum
                略 5 Signature
                合计 C 4 4 0
                合计 D 3 3 0
                """,
                null),
            ["a sum in the column of numbers"] = (
                """
                序号|户编号|户主|土地
                #1|0001|农户0001|#2
                #2|0002|农户0002|#1
                合计|||#3
                """,
                """
                0001 农户0001 land=2
                0002 农户0002 land=1
                略 4 Sum
                合计 D 3 3 0
                """,
                null),
            ["a sum without a word"] = (
                """
                户编号|户主|家庭人口|土地
                0001|农户0001|#2|#1.5
                0002|农户0002|#2|#1.5
                0003|农户0003|#2|#1.5
                0004|农户0004|#2|#1.5
                0005|农户0005|#2|#1.5
                0006|农户0006|#2|#1.5
                0007|农户0007|#2|#1.5
                0008|农户0008|#2|#1.5
                0009|农户0009|#2|#1.5
                ||#18|#13.5
                """,
                """
                0001 农户0001 人2 land=1.5
                0002 农户0002 人2 land=1.5
                0003 农户0003 人2 land=1.5
                0004 农户0004 人2 land=1.5
                0005 农户0005 人2 land=1.5
                0006 农户0006 人2 land=1.5
                0007 农户0007 人2 land=1.5
                0008 农户0008 人2 land=1.5
                0009 农户0009 人2 land=1.5
                错 A11 invalid_household_id
                """,
                null),
            ["groups with sums"] = (
                """
                户编号|户主|土地
                第一村民小组|<|<
                0001|农户0001|#2
                一组小计||#2
                第二村民小组|<|<
                0002|农户0002|#1
                二组小计||#1
                总计||#3
                """,
                """
                0001 农户0001 land=2
                0002 农户0002 land=1
                略 2 Remark
                略 4 Sum
                略 5 Remark
                略 7 Sum
                略 8 Sum
                合计 C 3 3 0
                """,
                null),
            ["pages with the headings again"] = (
                """
                户编号|户主|土地
                0001|农户0001|#2
                本页小计||#2
                塘湾村花名册|<|<
                户编号|户主|土地
                0002|农户0002|#1
                本页小计||#1
                合计||#3
                """,
                """
                0001 农户0001 land=2
                0002 农户0002 land=1
                略 3 Sum
                略 4 Remark
                略 5 Headings
                略 7 Sum
                略 8 Sum
                合计 C 3 3 0
                """,
                null),
            ["remarks below"] = (
                """
                户编号|户主|土地
                0001|农户0001|#2
                备注：此表一式三份，村、镇、县各一份|<|<
                以下空白||
                """,
                """
                0001 农户0001 land=2
                略 3 Remark
                略 4 Remark
                """,
                null),
            ["numbered rows that are blank"] = (
                """
                序号|户编号|户主|土地
                #1|0001|农户0001|#2
                #2|||
                #3|||
                """,
                """
                0001 农户0001 land=2
                略 3 OnlyNumbered
                略 4 OnlyNumbered
                """,
                null),
        };
}
