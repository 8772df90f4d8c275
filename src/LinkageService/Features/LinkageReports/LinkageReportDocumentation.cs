using LinkageService.Features.Households;
using LinkageService.Http;

namespace LinkageService.Features.LinkageReports;

/// <summary>What the OpenAPI document says of the linkage report.</summary>
internal static class LinkageReportDocumentation
{
    private static readonly ParameterDocumentation[] Parameters =
    [
        new("year", "哪一年，默认上一个整年 | Of which year; the last one that is over unless stated", "2025")
        { CheckedBy = typeof(LinkageReportValidator) },
        new("organization", "只要这个组织及其下属 | Only this organisation and those below it", "tangwan"),
        new("region", "只要行政区划代码以此开头的组织 | Only organisations whose region code begins with this", "500155")
        { CheckedBy = typeof(LinkageReportValidator) },
        new("total", "另一份名单（如县里的）上的户数 | Households of another list, such as the county's", "8664")
        { CheckedBy = typeof(LinkageReportValidator) },
        new("totalOn", "那份名单的日期 | The day of that list", "2023-10-31"),
        new("printed", "报道或文件上印的比率 | The rate that was printed", "55.2%")
        { CheckedBy = typeof(LinkageReportValidator) },
    ];

    public static EndpointDocumentation Get { get; } = new(
        "利益联结报告 | Linkage report",
        """
        按组织、区县（行政区划代码前六位）和年度：各种联结方式的户数，其中建档立卡户和监测对象；各项收入的户数和金额；户均增收；低于承诺的户数；谁付的；
        与上年比。同一户（户主证件号相同）在几个组织的名册上只算一户，各处的收入加在一起；户数处处只数一次。覆盖面写明分子、分母和各自的日期；另写
        total、totalOn（另一份名单）时按它再算一遍，写了 printed（印出来的比率）就两个都列出，不一致时 agrees 为 false。
        收入只算已批准的核算和更正。
        By organisation, district (the first six digits of region codes) and year: households by mode of linkage and how many of them are
        registered or monitored, households and amounts by benefit, average gain, households that got less than they were promised, who
        paid, and the year before. A household on several rosters (the same ID number of its head) is one: its income is added up
        over all of them, and it is counted once everywhere. Coverage has numerator, denominator and the day of each; with total and
        totalOn (another list) it is worked out by that list too, and a printed rate stands beside it, agrees: false where they differ.
        Income is that of approved runs with their corrections.
        """)
    {
        Response = typeof(LinkageReportContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters = Parameters,
    };

    public static EndpointDocumentation Income { get; } = new(
        "一户一年的全部所得 | All a household got in a year",
        """
        这一户在各组织得到的租金、务工、分红等加在一起：按户主证件号认出别的组织名册上的同一户，只找您能看到的组织；每次已批准的核算和更正只算一次，
        补发（结算）算在欠付的那一年。没有证件号的只有本组织的。
        Rents, wages, dividends and the rest that one household got, added up over organisations: those whose roster has the same ID number
        of the head, among the organisations the caller sees. Each approved run and correction counts once; what a settlement pays counts
        in the year it was owed for. Without an ID number there is this organisation alone.
        """)
    {
        Response = typeof(HouseholdIncomeContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new ParameterDocumentation("year", "哪一年，默认上一个整年 | Of which year; the last one that is over unless stated", "2025")
                { CheckedBy = typeof(HouseholdIncomeValidator) },
        ],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["org"] = "tangwan", ["household"] = "0001" },
    };

    public static EndpointDocumentation Export { get; } = new(
        "导出利益联结报告 | Linkage report as a workbook",
        """
        工作簿：各组织一行，合计另列（不是各行之和：同一户只算一次），各种方式、各项收入各一张表，覆盖面的分子、分母和日期另列，比率是公式。
        A workbook: a row for each organisation, all of them in a row of their own (not the sum: a household is counted once), a sheet of
        modes, one of benefits, and coverage with its numerator, denominator and days, whose rate is a formula.
        """)
    {
        Response = typeof(string),
        ResponseTypes = [RosterTableEndpoints.Xlsx],
        Failures = [400, 401, 403, 404, 503],
        Parameters = [.. Parameters, new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh")],
    };
}
