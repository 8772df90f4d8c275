using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Exports;

/// <summary>What the OpenAPI document says of exports.</summary>
internal static class ExportDocumentation
{
    public static EndpointDocumentation Export { get; } = new(
        "导出与打印 | Exports and print views",
        """
        kind 是下列之一。statements.csv、statements.xlsx：各户各项金额，工作簿里的合计是公式，另有汇总与核对表。notice.html、notice.pdf：
        收益分配公示表，不含证件号、账号和任何身份标记。payout-sheet.html、payout-sheet.pdf：发放表，每页有小计和签字处；号码只显示一部分，
        有权限并说明用途时写全部，记入审计日志。household-statements.html、household-statements.pdf：一户一页的告知单，写明怎么算的；
        household 只要一户。HTML 自成一体，可直接打印；PDF 要在服务器上装有 Chromium，没有时答 503，HTML 仍可用。
        kind is one of the following. statements.csv, statements.xlsx: every household's amounts; the workbook's totals are formulas,
        with a second sheet of sums and checks. notice.html, notice.pdf: the public notice, without any number or status.
        payout-sheet.html, payout-sheet.pdf: what is paid, with totals per page and room for signatures; numbers are masked, in full for
        those who may see them and state a purpose, which is audited. household-statements.html, household-statements.pdf: a page for
        each household that says how its amounts came about; household asks for one. The HTML stands alone and can be printed as it is;
        PDF needs Chromium on the server: without it the answer is 503 and the HTML still works.
        """)
    {
        Answer = typeof(string),
        AnswerTypes = ExportKind.All.Select(kind => kind.ContentType.Split(';')[0]).Distinct(StringComparer.Ordinal).ToArray(),
        Failures = [400, 401, 403, 404, 413, 503],
        Parameters =
        [
            new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh"),
            new ParameterDocumentation(
                "household", "household-statements 只要这一户 | Of household-statements, only this household's"),
            StoredParameters.Purpose,
        ],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["run"] = RunDocumentation.ExampleRun,
            ["kind"] = "statements.csv",
        },
    };
}
