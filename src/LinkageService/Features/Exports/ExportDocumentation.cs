using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Exports;

/// <summary>What the OpenAPI document says of exports.</summary>
internal static class ExportDocumentation
{
    public static EndpointDocumentation Export { get; } = new(
        "导出与打印 | Exports and print views",
        ExportKind.Description)
    {
        Response = typeof(string),
        ResponseTypes = ExportKind.All.Select(kind => kind.ContentType.Split(';')[0]).Distinct(StringComparer.Ordinal).ToArray(),
        Failures = [400, 401, 403, 404, 409, 413, 422, 503],
        Parameters =
        [
            new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh"),
            new ParameterDocumentation(
                "household", "household-statements 只要这一户 | Of household-statements, only this household's"),
            new ParameterDocumentation("names", "公示表上的姓名：full 写全（默认），masked 只留姓 | Names on the notice: full unless stated, or masked"),
            new ParameterDocumentation("rows", "发放表每页几户：25（默认）或 20 | Rows to a page of the payout sheet: 25 unless stated, or 20"),
            new ParameterDocumentation("formulas",
                "statements.xlsx 里的公式：totals 只有合计（默认），full 每一户的钱都是公式，改了数全村重算 | "
                + "Formulas in statements.xlsx: the totals unless stated, or with full every amount, so that it computes the run itself"),
            StoredParameters.Purpose,
        ],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["run"] = RunDocumentation.ExampleRun,
            ["kind"] = "statements.csv",
        },
    };

    public static EndpointDocumentation Bundle { get; } = new(
        "存档包 | Evidence bundle",
        """
        和导出 bundle.zip 相同：给审计和档案的一个 ZIP，里面有算出它的方案、账目数和名册，各户金额、公示表、会议、核对、扫描件、审计记录、存证名单，
        SHA256SUMS，和不用本系统怎样核对。verify-bundle 命令核对它。没有身份证号和账号。
        The same as the export bundle.zip: one ZIP for auditor and archive, with what the run was computed of, amounts, notice, meeting,
        checks, scans, audit entries, the list of proofs, SHA256SUMS, and how to check it without the service. The command verify-bundle
        checks it. It holds no ID or account numbers.
        """)
    {
        Response = typeof(string),
        ResponseTypes = ["application/zip"],
        Failures = [400, 401, 403, 404, 422, 503],
        Parameters = [new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh")],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun },
    };
}
