using LinkageService.Features.Households;
using LinkageService.Http;

namespace LinkageService.Features.StatementChecks;

/// <summary>What the OpenAPI document says of checking payout sheets.</summary>
internal static class StatementCheckDocumentation
{
    /// <summary>A kept check as examples name it.</summary>
    public const string ExampleCheck = "0193b2c4d5e67f8091a2b3c4d5e6f7c1";

    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["check"] = ExampleCheck };

    private static readonly ParameterDocumentation[] Parameters =
    [
        new("sheet", "工作表的名称，默认第一张有列名的 | The worksheet; the first with headings unless stated")
        { CheckedBy = typeof(CheckStatementValidator) },
        new("fileName", "文件叫什么，写在核对意见上 | What the file is called, for the opinion") { CheckedBy = typeof(CheckStatementValidator) },
        new("scheme", "按哪个方案核对：编号或编号@版本；不写就各方案都试 | The scheme, id or id@version; every one is tried unless stated",
            "tangwan-four-tier") { CheckedBy = typeof(CheckStatementValidator) },
        new("year", "哪一年，默认今年 | Of which year; the present one unless stated", "2025") { CheckedBy = typeof(CheckStatementValidator) },
        new("figures", "方案的年度数和参数：名称=数;名称=数 | Figures and parameters of the scheme: name=value;name=value", "income=300.00")
        { CheckedBy = typeof(CheckStatementValidator) },
        new("total", "应当分完的总额（元） | What must reach the households, in yuan") { CheckedBy = typeof(CheckStatementValidator) },
        new("lastSheet", "同一文件里去年的工作表 | The worksheet of last year in the same file") { CheckedBy = typeof(CheckStatementValidator) },
        new("lastRun", "去年的核算：看谁不见了 | The run of last year: who is missing since")
        { CheckedBy = typeof(CheckStatementValidator) },
    ];

    private static readonly BodyExample[] Examples =
    [
        new("right", "对的表 | A right sheet", RosterTableEndpoints.Csv,
            "户编号,户主,入股土地（亩）,土地分红（元）\n0001,农户0001,1,70.00\n0002,农户0002,2,140.00\n合计,,3,210.00\n", 200),
        new("mistakes", "不是分红表 | No payout sheet", RosterTableEndpoints.Csv, "a,b\n", 400),
    ];

    public static EndpointDocumentation Check { get; } = new(
        "核对别人做的分红表 | Check a payout sheet made elsewhere",
        """
        CSV、XLSX 或 XLS，读法同导入名册。答复：哪种算法到分解释了多少户（单价乘份额、总额按份额分、各种取整、各方案重算），对不上的每户相差多少和
        最可能的原因，合计和小计重新加，横向是否相等，重复的户，去年有今年没有的户；XLSX 还看公式：与上下行不同的、公式中夹着手填的、合计漏了行的。
        原因只在能算出表上的数、一分不差时才写，否则是 unknown。表里的证件号、账号不出现在答复里。写了 keep=true 才保存答复（不保存表），
        要有 PrepareRuns 权限；否则什么也不存。最多 20,000 户。
        CSV, XLSX or XLS, read as a roster is imported. The answer has the rule that explains most households to the fen (price times
        holding, a total shared by it, every rounding, every scheme the sheet can feed), each household that differs with the likeliest
        cause, every sum added up anew, rows that do not add up, households listed twice, and those of last year that are missing; in a
        workbook formulas too: one that differs from its neighbours, a typed number among them, a SUM that leaves rows out. A cause is
        named only where it gives the figure of the sheet to the fen; otherwise it is unknown. ID numbers and accounts of the sheet are
        not in the answer. Nothing is stored unless keep=true, which needs the permission PrepareRuns and keeps the answer and not the
        sheet. At most 20,000 households.
        """)
    {
        Body = typeof(string),
        BodyTypes = [RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx],
        Response = typeof(StatementCheckContract),
        Failures = [400, 401, 403, 404, 413, 415, 422, 503],
        Parameters =
        [
            .. Parameters,
            new ParameterDocumentation("keep", "true 保存这次核对的答复 | true keeps what is answered"),
            new ParameterDocumentation(
                "organization", "保存时属于哪个组织，默认密钥所属的 | Of which organisation it is kept; that of the key unless stated")
            { CheckedBy = typeof(CheckStatementValidator) },
        ],
        Examples = Examples,
    };

    public static EndpointDocumentation List { get; } = new(
        "保存过的核对 | Kept checks",
        """
        保存过的核对，新的在前；只看得到自己组织和下级的，没有写组织的只有不限组织的密钥看得到。
        Checks that were kept, the latest first: of your organisation and those below it; those of none are seen by keys without a limit.
        """)
    {
        Response = typeof(KeptStatementChecksContract),
        Failures = [400, 401, 403, 503],
        Parameters = [StoredParameters.Cursor, StoredParameters.Limit],
    };

    public static EndpointDocumentation Get { get; } = new(
        "一次保存过的核对 | A kept check", "当时的答复，一字不变。 | What was answered then, word for word.")
    {
        Response = typeof(StatementCheckContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Remove { get; } = new(
        "删去保存的核对 | Remove a kept check",
        """
        答复和文件名都删去；谁、什么时候、文件的 SHA-256 留着，审计日志对得上。
        What was answered and the name of the file are gone; who, when and the SHA-256 of the file stay, as the audit log has them.
        """)
    {
        Response = typeof(KeptStatementCheckContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Export { get; } = new(
        "核对意见：表格或可打印的纸 | The opinion as a table or a paper",
        """
        同样的核对，答复为 CSV（每处一行）或可打印的核对意见（HTML）。
        The same check, answered as CSV with a row for each thing found, or as a printable opinion (HTML).
        """)
    {
        Body = typeof(string),
        BodyTypes = [RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx],
        Response = typeof(string),
        ResponseTypes = [RosterTableEndpoints.Csv, "text/html"],
        Failures = [400, 401, 403, 404, 413, 415, 422, 503],
        Parameters =
        [
            .. Parameters, new ParameterDocumentation("format", "csv 或 html，默认 csv | csv or html; csv unless stated", "csv"),
            new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh"),
        ],
        Examples = Examples,
    };
}
