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
        Failures = [400, 401, 403, 404, 409, 413, 503],
        Parameters =
        [
            new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh"),
            new ParameterDocumentation(
                "household", "household-statements 只要这一户 | Of household-statements, only this household's"),
            new ParameterDocumentation("names", "公示表上的姓名：full 写全（默认），masked 只留姓 | Names on the notice: full unless stated, or masked"),
            new ParameterDocumentation("rows", "发放表每页几户：25（默认）或 20 | Rows to a page of the payout sheet: 25 unless stated, or 20"),
            StoredParameters.Purpose,
        ],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["run"] = RunDocumentation.ExampleRun,
            ["kind"] = "statements.csv",
        },
    };
}
