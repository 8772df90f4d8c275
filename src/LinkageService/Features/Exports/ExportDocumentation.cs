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
