using LinkageService.Http;

namespace LinkageService.Features.Organizations;

/// <summary>What the OpenAPI document says of organisations.</summary>
internal static class OrganizationDocumentation
{
    private const string Json = RequestBodies.Json;

    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    public static EndpointDocumentation List { get; } = new(
        "列出组织 | List organisations", "只列出调用者能看到的，按编号排序。 | Only those the caller sees, by id.")
    {
        Response = typeof(OrganizationPageContract),
        Parameters = [StoredParameters.UpdatedSince, StoredParameters.Cursor, StoredParameters.Limit],
        Failures = [400, 401, 403, 503],
    };

    public static EndpointDocumentation Get { get; } = new(
        "一个组织 | One organisation", "不含上下级的名单。 | Without a list of those above or below.")
    {
        Response = typeof(OrganizationContract),
        Parameters = [StoredParameters.IfNoneMatch],
        Failures = [401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Put { get; } = new(
        "建立或修改组织 | Make or change an organisation",
        """
        每次写全部字段。新建为 201，修改为 200。上级应是调用者能看到的组织，不能成环，最多 16 层。
        有核算已提交、还没有批准时，组织类型和地区不能改（409）。
        All fields, every time. 201 when it is new, 200 when it is changed. The parent must be one the caller sees; no circles, at most 16
        levels. While a run is handed in and not decided, legal form and region stay (409).
        """)
    {
        Body = typeof(OrganizationRequest),
        BodyTypes = [Json],
        Response = typeof(OrganizationContract),
        Successes = [200, 201],
        Failures = [400, 401, 403, 404, 409, 412, 413, 415, 422, 503],
        Headers = ["ETag"],
        NewHeaders = ["Location"],
        Parameters = [StoredParameters.IfMatch, StoredParameters.CreateOnly],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("village", "村集体经济组织 | A village collective", Json, """
                { "name": "塘湾村股份经济合作社", "legalForm": "rural_collective", "region": "500113", "noticeDays": 10 }
                """, 200),
            new BodyExample("ownParent", "以自己为上级 | Above itself", Json, """
                { "name": "塘湾村股份经济合作社", "legalForm": "rural_collective", "parent": "tangwan" }
                """, 422),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", Json, """
                { "name": "", "legalForm": "village", "region": "5001", "noticeDays": 0 }
                """, 400),
        ],
    };
}
