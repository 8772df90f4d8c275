using LinkageService.Features.Households;
using LinkageService.Http;

namespace LinkageService.Features.YearStatements;

/// <summary>What the OpenAPI document says of statements and vouchers of a year.</summary>
internal static class YearStatementDocumentation
{
    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    private static readonly ParameterDocumentation Year =
        new("year", "哪一年，默认上一个整年 | Of which year; the last one that is over unless stated", "2025")
        { CheckedBy = typeof(YearAccountsValidator) };

    private static readonly ParameterDocumentation Lang = new("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh");

    public static EndpointDocumentation Get { get; } = new(
        "年度会计报表 | Official statements of a year",
        """
        农民专业合作社、联合社：盈余及盈余分配表（会农社02表，20 行）和成员权益变动表（会农社03表）；农村集体经济组织：收益及收益分配表（不印表号和行次）。
        数从填写的年度报表资料来；提取公积金、盈余返还、剩余盈余分配、向成员分配没有填的，用这一年已批准核算（含更正）的数（origin: runs）；合计逐行推算。
        没有填的不当作 0：amount 不出现，missing 列出要补的资料，用到它的合计也不出。ties 是要对得上的数（年初与上年年末、填的与推算的、填的与核算的），
        notes 是附注要写的内容。公司和合同约定的利益联结没有这些报表，答 400。
        Of a cooperative or union: the statement of surplus and its distribution (会农社02表, 20 lines) and the changes of members' equity
        (会农社03表); of a rural collective: the statement of income and its distribution (no form number, no line numbers). Figures come from
        the statement of the year entered as a fact; reserve drawn, refund, residual dividend and what is paid to members, where not
        entered, from the approved runs of the year with their corrections (origin: runs); sums are worked out line by line. What nobody
        entered is never 0: its amount is left out, missing names the fact, and so stay the sums it belongs to. ties are figures that
        have to agree, notes what the notes must say. A company or an agreement has no such statements: 400.
        """)
    {
        Response = typeof(YearStatementContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters = [Year],
        PathExamples = Path,
    };

    public static EndpointDocumentation Export { get; } = new(
        "导出年度会计报表 | Official statements as a file",
        """
        xlsx：合计是公式，打开可重算；html、pdf：可直接打印、签字、归档。没有填的写“未填”。PDF 要在服务器上装有 Chromium，没有时答 503，HTML 仍可用。
        xlsx: sums are formulas, to be computed anew; html, pdf: to be printed, signed and filed. What is not stated says so. PDF needs
        Chromium on the server: without it the answer is 503 and the HTML still works.
        """)
    {
        Response = typeof(string),
        ResponseTypes = [RosterTableEndpoints.Xlsx, "text/html", "application/pdf"],
        Failures = [400, 401, 403, 404, 503],
        Parameters = [Year, new ParameterDocumentation("format", "xlsx（默认）、html 或 pdf | xlsx (unless stated), html or pdf", "xlsx"), Lang],
        PathExamples = Path,
    };

    public static EndpointDocumentation Vouchers { get; } = new(
        "导出一年的记账凭证 | Vouchers of a year",
        """
        这一年记的全部凭证：各次核算和更正的决议、提取公积金、应付、发放、退票、补发、无人领取，按日期编号。只到一次核算的见核算的导出 vouchers。
        journal 是 hledger 的文本，beancount 是 Beancount 的文本，每户一个明细科目。
        All vouchers booked in the year: what was resolved by runs and corrections, drawn into the reserve, owed, paid, sent back, paid
        again and unclaimed, numbered by day. Those of one run alone are its export vouchers. journal is text for hledger, beancount text
        for Beancount, with an account for each household.
        """)
    {
        Response = typeof(string),
        ResponseTypes =
        [
            RosterTableEndpoints.Csv, RosterTableEndpoints.Xlsx, "text/html", "application/pdf", "text/x-hledger", "text/x-beancount",
        ],
        Failures = [400, 401, 403, 404, 413, 503],
        Parameters =
        [
            Year,
            new ParameterDocumentation(
                "format", "csv（默认）、xlsx、html、pdf、journal 或 beancount | csv (unless stated), xlsx, html, pdf, journal or beancount", "csv"),
            Lang,
        ],
        PathExamples = Path,
    };
}
