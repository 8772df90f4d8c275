using LinkageService.Http;

namespace LinkageService.Features.Households;

/// <summary>What the OpenAPI document says of households.</summary>
internal static class HouseholdDocumentation
{
    private const string Json = RequestBodies.Json;

    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan", ["id"] = "0002" };

    public static EndpointDocumentation Put { get; } = new(
        "登记农户从某日起的情况 | State how a household stands from a date on",
        """
        每次写全部字段；只增加一条记录，从不改动以前的记录。改正过去：用过去的 validFrom 再写一次，asOf 和 knownAt 都查得到。
        If-Match 和 If-None-Match 与该户在 validFrom 那天的情况比较。
        All fields, every time. It adds a fact and never changes one: to correct the past state it again with a
        validFrom of the past, and asOf
        and knownAt both answer. If-Match and If-None-Match are compared with how the household stands on validFrom.
        """)
    {
        Body = typeof(HouseholdRequest),
        BodyTypes = [Json],
        Response = typeof(StoredHouseholdContract),
        Successes = [200, 201],
        Failures = [400, 401, 403, 404, 412, 413, 415, 503],
        Headers = ["ETag"],
        NewHeaders = ["Location"],
        Parameters = [StoredParameters.IfMatch, StoredParameters.CreateOnly],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("household", "一户 | A household", Json, """
                {
                  "name": "农户0002", "members": 2, "tags": ["registered"], "labels": { "village": "塘湾村" },
                  "holdings": { "land": "2.70", "wage_days": "60" },
                  "account": { "holder": "农户0002", "bank": "农商行塘湾分理处", "number": "6228480000000000002" },
                  "persons": [
                    { "name": "农户0002", "idNumber": "500113197001010022", "relation": "本人", "head": true, "joined": "2020-01-01" },
                    { "name": "农户0002之妻", "relation": "配偶", "joined": "2020-01-01" }
                  ],
                  "validFrom": "2025-01-01"
                }
                """, 200),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", Json, """
                {
                  "members": -1, "holdings": { "land": "2.70001", "Land": "1" }, "account": { "number": "123" },
                  "persons": [ { "name": "农户0002", "idNumber": "500113197001010000" } ], "validFrom": "2025-02-30"
                }
                """, 400),
        ],
    };

    public static EndpointDocumentation Get { get; } = new(
        "某日的农户 | A household on a date",
        """
        身份证号和账号只显示一部分；有权限并说明用途时显示全部，记入审计日志。
        ID and account numbers are masked; in full for those who may see them and state a purpose, which is audited.
        """)
    {
        Response = typeof(StoredHouseholdContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters = [StoredParameters.AsOf, StoredParameters.KnownAt, StoredParameters.Purpose, StoredParameters.IfNoneMatch],
        PathExamples = Path,
    };

    public static EndpointDocumentation List { get; } = new(
        "某日的名册 | The roster of a date",
        """
        按户编号排序，已退出的不列。号码只显示一部分；有权限并说明用途时显示全部，每页记入一次审计日志。
        By household id, those that have left not listed. Numbers are masked; in full for those who may see them and
        state a purpose: each page
        is audited.
        """)
    {
        Response = typeof(HouseholdPageContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            StoredParameters.AsOf, StoredParameters.KnownAt, StoredParameters.UpdatedSince,
            StoredParameters.Sort(ListHouseholds.Sorts, typeof(ListHouseholdsValidator)), StoredParameters.Cursor,
            StoredParameters.Limit, StoredParameters.Purpose,
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Remove { get; } = new(
        "登记农户退出 | State that a household has left",
        """
        从 from 那天起不在名册上；以前的情况照旧查得到。
        It is not on the roster from that date on; how it stood before stays known.
        """)
    {
        Response = typeof(HouseholdDepartureContract),
        Failures = [400, 401, 403, 404, 412, 503],
        Parameters =
        [
            new ParameterDocumentation("from", "不在名册上的第一天，默认今天（中国） | The first date it is not there; today in China unless stated",
                "2999-12-31"),
            StoredParameters.LaterFacts,
            StoredParameters.IfMatch,
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation History { get; } = new(
        "农户的全部记录 | Every fact of a household",
        """
        谁在何时登记了什么，与当时已知的相比改了哪些字段；姓名和号码只列字段名。按登记先后排列。
        Who stated what and when, and which fields it changed against what counted until then; names and numbers are
        only named. In the order
        the facts became known.
        """)
    {
        Response = typeof(HouseholdHistoryContract),
        Failures = [401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Find { get; } = new(
        "按身份证号或账号查农户 | Find households by an ID or account number",
        """
        只找今天有这个号码的农户；每次查找都记入审计日志。
        Only households that have the number today; every search is audited.
        """)
    {
        Body = typeof(FindHouseholdsContract),
        BodyTypes = [Json],
        Response = typeof(HouseholdPageContract),
        Failures = [400, 401, 403, 404, 413, 415, 503],
        Parameters = [StoredParameters.Purpose],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("idNumber", "按身份证号 | By ID number", Json, """
                { "idNumber": "500113197001010022" }
                """, 200),
            new BodyExample("account", "按账号 | By account", Json, """
                { "account": "6228480000000000002" }
                """, 200),
            new BodyExample("both", "只能写一个 | One only", Json, """
                { "idNumber": "500113197001010022", "account": "6228480000000000002" }
                """, 400),
        ],
    };
}
