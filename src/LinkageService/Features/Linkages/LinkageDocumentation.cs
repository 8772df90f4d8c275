using LinkageService.Http;

namespace LinkageService.Features.Linkages;

/// <summary>What the OpenAPI document says of linkages.</summary>
internal static class LinkageDocumentation
{
    /// <summary>The linkage of the examples.</summary>
    public const string ExampleId = "01990000000070008000000000000001";

    private const string Json = RequestBodies.Json;

    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan", ["id"] = ExampleId };

    public static EndpointDocumentation List { get; } = new(
        "列出联结 | List linkages", "按建立先后。asOf 只列那一天有效的。 | In the order they were made; asOf lists those that hold on the date.")
    {
        Response = typeof(LinkagePageContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new ParameterDocumentation("household", "只列这一户的 | Only those of this household", "0002"),
            new ParameterDocumentation("mode", "只列这种方式的 | Only those of this mode", "land_transfer")
                { CheckedBy = typeof(ListLinkagesValidator) },
            new ParameterDocumentation("asOf", "只列这一天有效的 | Only those that hold on this date", "2025-06-30"),
            StoredParameters.KnownAt, StoredParameters.UpdatedSince,
            StoredParameters.Sort(ListLinkages.Sorts, typeof(ListLinkagesValidator)), StoredParameters.Cursor, StoredParameters.Limit,
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Add { get; } = new(
        "登记联结 | Link a household to a partner", "谁与谁、以何种方式、约定什么。 | Who with whom, by which mode, on what terms.")
    {
        Body = typeof(LinkageRequest),
        BodyTypes = [Json],
        Response = typeof(LinkageContract),
        Successes = [201],
        Failures = [400, 401, 403, 404, 413, 415, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("landTransfer", "土地流转 | Land transfer", Json, """
                {
                  "household": "0002", "partner": "某园林绿化公司", "mode": "land_transfer",
                  "terms": { "rent_per_mu": "600.00", "contract": "2025-017" }, "from": "2025-01-01", "to": "2029-12-31"
                }
                """, 201),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", Json, """
                { "household": "0002", "partner": "", "mode": "gift", "from": "2025-01-01", "to": "2024-12-31" }
                """, 400),
        ],
    };

    public static EndpointDocumentation End { get; } = new(
        "登记联结结束 | End a linkage", "写最后一天；再写一次以后写的为准。 | The last date; said again, the later statement counts.")
    {
        Body = typeof(EndLinkageRequest),
        BodyTypes = [Json],
        Response = typeof(LinkageContract),
        Failures = [400, 401, 403, 404, 413, 415, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("end", "年底结束 | At the end of a year", Json, """
                { "to": "2026-12-31" }
                """, 200),
            new BodyExample("tooEarly", "早于开始 | Before it began", Json, """
                { "to": "2020-12-31" }
                """, 400),
        ],
    };
}
