using LinkageService.Features.Households;
using LinkageService.Http;

namespace LinkageService.Features.Facts;

/// <summary>What the OpenAPI document says of facts about organisations.</summary>
internal static class FactDocumentation
{
    private const string Json = RequestBodies.Json;

    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["org"] = "tangwan", ["kind"] = "charter" };

    private static readonly ParameterDocumentation Year = new(
        "year", "哪一年，代替日期 | Of which year, in place of a date")
        { CheckedBy = typeof(PutFactValidator) };

    public static EndpointDocumentation List { get; } = new(
        "列出核对资料 | What is stated of an organisation",
        """
        法律核对要用、名册以外的资料：年度报表、章程规定、货币资金和借款等，共 12 种。每种取这一天或之前最近的一份；missing 列出还没有登记的，
        以及缺了它哪些核对做不了。各种资料有哪些字段见 docs/facts.md。
        What legal checks ask for beside the roster: the statement of the year, the charter, cash and loans and so on, 12 kinds. Of each
        kind the fact of the latest date that is not after the date; missing lists the kinds of which nothing is stated, with the checks
        that cannot be decided without them. docs/facts.md has the fields of each kind.
        """)
    {
        Response = typeof(FactListContract),
        Parameters = [StoredParameters.AsOf, StoredParameters.KnownAt],
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Get { get; } = new(
        "一种核对资料 | The fact of a kind",
        """
        取 asOf 这一天或之前最近的一份；写 year 取这一年的（按日期登记的，取年底那天的）。
        The latest that is not after asOf; with year that of the year, of kinds that are not stated by year that of its last day.
        """)
    {
        Response = typeof(FactContract),
        Parameters = [StoredParameters.AsOf, Year, StoredParameters.KnownAt, StoredParameters.IfNoneMatch],
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Put { get; } = new(
        "登记核对资料 | State a fact",
        """
        写 validFrom（statement、income、trade 写 year）和与 kind 同名的一段，每次写全部；不知道的字段不写，清单不写是“没登记”，写 [] 是“没有”。
        原来登记的不会改掉：同一日期再写一次，以后写的为准；与已登记的完全相同时什么都不存。If-Match 用这一天生效的那份的 ETag。
        validFrom (year for statement, income and trade) and the part named like the kind, all of it every time. A field that is not known
        is left out; a list that is left out is not stated, [] says that there is nothing. Nothing stated before is changed: of two facts of
        one date the one known last counts; what is stated already is not stored again. If-Match takes the ETag of the fact in force on
        the date.
        """)
    {
        Body = typeof(FactRequest),
        BodyTypes = [Json],
        Response = typeof(FactContract),
        Successes = [200, 201],
        Failures = [400, 401, 403, 404, 412, 413, 415, 503],
        Headers = ["ETag"],
        NewHeaders = ["Location"],
        Parameters = [StoredParameters.IfMatch, StoredParameters.CreateOnly],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("charter", "章程规定 | What the charter says", Json, """
                {
                  "validFrom": "2025-05-01",
                  "charter": {
                    "reserveMin": "10%", "reserveMax": "40%", "reserveBase": "distributable_before_reserve", "meetingNoticeDays": 10,
                    "planOpenDays": 10, "noticeDays": 10, "shareManagement": "static", "quantified": true, "totalShares": "1200"
                  }
                }
                """, 201),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", Json, """
                { "charter": { "reserveMin": "两成", "reserveMax": "140%", "noticeDays": 400 }, "cash": {} }
                """, 400),
        ],
    };

    public static EndpointDocumentation Import { get; } = new(
        "导入核对资料 | Import facts from a table",
        """
        一张 CSV 或 Excel 表，一种资料，可以有许多组织、许多年；列名见模板（:template），逐行写组织编号和年度（或起始日期）。同一组织同一时间的几行
        合成一份，清单里每项一行，写“无”表示没有。错误一次全部列出，每条写明单元格；全部登记，或者全部不登记。与已登记的相同的不再登记。
        dryRun=true 只检查，列出每份资料新旧不同的地方。
        One table, CSV or a workbook, of one kind, with as many organisations and years as it has; the headings are those of :template, and
        every row says of which organisation and year (or first day) it is. Rows of one organisation and time are one fact, each entry of a
        list a row, 无 or none for an empty list. Everything that is wrong is listed at once by its cell; all is stated or nothing. What is
        stated already is not stated again. dryRun=true only checks, and shows old and new of each fact.
        """)
    {
        Body = typeof(string),
        BodyTypes = [RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx],
        Response = typeof(FactImportContract),
        Failures = [400, 401, 403, 404, 413, 415, 503],
        Parameters =
        [
            new ParameterDocumentation("dryRun", "true：只检查，不存 | true: only check, store nothing", "false"),
            new ParameterDocumentation("sheet", "工作表的名称，默认第一张 | The worksheet; the first unless stated")
                { CheckedBy = typeof(ImportFactsValidator) },
        ],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("charters", "几个组织的章程 | What charters of organisations say", RosterTableEndpoints.Csv,
                "组织编号,起始日期,公积金提取比例，最低,公示天数,收益权已量化到成员\ntangwan,2024-05-01,10%,10,是\n", 200),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", RosterTableEndpoints.Csv,
                "组织编号,起始日期,公积金提取比例，最低,公示天数\ntangwan,2024-05-01,两成,400\nnowhere,五一,10%,10\n", 400),
        ],
    };

    public static EndpointDocumentation Template { get; } = new(
        "导入核对资料的模板 | The table of facts to fill in", "只有列名。 | Headings alone.")
    {
        Response = typeof(string),
        ResponseTypes = [RosterTableEndpoints.Xlsx, RosterTableEndpoints.Csv],
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new ParameterDocumentation("format", "xlsx（默认）或 csv | xlsx (unless stated) or csv", "csv"),
            new ParameterDocumentation("lang", "列名：zh 或 en，默认 zh | Headings: zh or en; zh unless stated", "zh"),
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Withdraw { get; } = new(
        "撤回一份核对资料 | Take a fact back",
        "日期写错时用：这一天视为没有登记，以前登记过的仍然留着。 | For a wrong date: nothing is stated for it after all; what was stated stays known as such.")
    {
        Response = typeof(FactContract),
        Parameters =
        [
            new ParameterDocumentation("validFrom", "哪一天的；按年登记的不写 | The date it was stated for; not of kinds stated by year", "2025-01-01"),
            Year, StoredParameters.IfMatch,
        ],
        Failures = [400, 401, 403, 404, 412, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation History { get; } = new(
        "一种核对资料的全部登记 | Everything ever stated of a kind", "按日期，再按登记先后。 | By date and then by when it became known.")
    {
        Response = typeof(FactHistoryContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };
}
