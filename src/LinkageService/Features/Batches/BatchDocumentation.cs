using LinkageService.Http;

namespace LinkageService.Features.Batches;

/// <summary>What the OpenAPI document says of batches.</summary>
internal static class BatchDocumentation
{
    /// <summary>A batch as examples name it.</summary>
    public const string ExampleBatch = "0193b2c4d5e67f8091a2b3c4d5e6f7ba";

    private static readonly int[] ActFailures = [400, 401, 403, 404, 409, 503];

    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["batch"] = ExampleBatch };

    public static EndpointDocumentation Create { get; } = new(
        "批量核算 | Settle many organisations in one go",
        """
        说明办哪些组织（organizations 一个个写，或 region 按区划、parent 按上级、all 为看得到的全部，只写一种）和用什么数，答 201 就已存妥，各组织的
        核算随后在后台做：与 POST /v1/organizations/{org}/runs 做的一样，都是草稿。一个组织没算成不影响别的，原因见失败清单，改好后
        :retry 只重做没算成的。region、parent、all 选的是没有下级的组织和自己有名册的组织。lastYear 为 true 时，没写的方案、参数和账目沿用
        该组织上一年已批准的核算。dryRun 为 true 时只算不存，逐个给出检查结果和可分额度。一批最多 10,000 个组织：全批在一次提交里存下，
        别的写入要等它。停电、被杀后重启会接着办，每个组织只有一笔核算。
        Says which organisations (one by one in organizations, by region, below a parent, or all that the key sees; one way only) and what
        figures; with 201 it is stored, and the runs are made behind it: drafts, just as POST /v1/organizations/{org}/runs makes them. One
        that fails stops no other; why is listed, and :retry tries what failed once more. region, parent and all choose organisations that
        nothing stands below and those with rosters of their own. With lastYear, scheme, parameters and inputs that are not stated are
        those of the organisation's approved run of the year before. With dryRun no run is stored: each organisation is answered with
        checks and headroom. A batch has at most 10,000 organisations: it is stored in one commit, which other writers wait for. After a
        power cut or a kill it goes on; every organisation has one run.
        """)
    {
        Body = typeof(BatchRequestContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(BatchContract),
        Successes = [201],
        NewHeaders = ["Location", "Idempotency-Replayed"],
        Failures = [400, 401, 403, 404, 409, 413, 415, 422, 503],
        Parameters =
        [
            new ParameterDocumentation("Idempotency-Key",
                "1 到 128 个可见 ASCII 字符：新的批次换一个，重试用同一个 | 1 to 128 visible ASCII characters: a new one for each new batch, the "
                + "same one for a retry", "county-2025-1")
                { IsHeader = true, CheckedBy = typeof(CreateBatchValidator), IsRequired = true },
        ],
        Examples =
        [
            new BodyExample("listed", "一个个写，只算不存 | One by one, nothing kept", RequestBodies.Json, """
                {
                  "year": 2025, "scheme": "tangwan-four-tier", "parameters": { "day_wage": "80.00" }, "dryRun": true,
                  "organizations": [ { "id": "tangwan", "inputs": { "income": "100000.00" } } ]
                }
                """, 201),
            new BodyExample("anotherRequest", "同一个键，内容不同 | The same key with another request", RequestBodies.Json, """
                { "year": 2025, "scheme": "tangwan-four-tier", "inputs": { "income": "200000.00" }, "parent": "tangwan", "dryRun": true }
                """, 409),
            new BodyExample("mistakes", "没说办哪些组织 | Without saying which organisations", RequestBodies.Json,
                """{ "year": 2025, "scheme": "tangwan-four-tier" }""", 400),
        ],
    };

    public static EndpointDocumentation List { get; } = new(
        "批次清单 | Batches", "密钥所管组织和其下级的批次，后做的在前。 | Those of the key's organisation and of those below it, the latest first.")
    {
        Response = typeof(BatchPageContract),
        Failures = [400, 401, 403, 503],
        Parameters = [StoredParameters.Limit, StoredParameters.Cursor],
    };

    public static EndpointDocumentation Get { get; } = new(
        "批次的进度和合计 | How far a batch is",
        """
        还没算、算好、没算成各多少，多快，还要多久，按原因分的失败。amount 是各笔核算相加，不另存总数；办完时另按每笔的结果加一遍记下
        （finishedAmount），difference 不是 0.00 就说明之后有核算改过或作废了。
        How many wait, are done and failed, how fast, how long still, and failures by cause. amount is the sum of its runs, not a total that
        is kept; when it was finished the result of each run was added up besides (finishedAmount), and a difference other than 0.00 says
        that runs were changed or cancelled since.
        """)
    {
        Response = typeof(BatchContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Organizations { get; } = new(
        "批次里的组织 | The organisations of a batch",
        """
        每个组织到哪一步、哪笔核算、为什么没算成；批量提交、公示、审批、记付时能不能办、为什么（act）。
        Where each stands, its run, and why it failed; and for an act on the runs whether it can be done, and why not (act).
        """)
    {
        Response = typeof(BatchOrganizationPageContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new ParameterDocumentation("state", "只看 waiting、done 或 failed | Only waiting, done or failed", "failed")
                { CheckedBy = typeof(ListBatchOrganizationsValidator) },
            new ParameterDocumentation("runState", "只看核算在这一步的 | Only those whose run is in this state", "draft")
                { CheckedBy = typeof(ListBatchOrganizationsValidator) },
            new ParameterDocumentation("actState",
                "只看在最近一次批量办理里 waiting、ready、blocked、done 或 failed 的 | Only those whose run is waiting, ready, blocked, done or failed "
                + "in the latest act", "blocked")
                { CheckedBy = typeof(ListBatchOrganizationsValidator) },
            StoredParameters.Limit, StoredParameters.Cursor,
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Events { get; } = new(
        "看着批次办 | Watch a batch",
        """
        text/event-stream（Server-Sent Events）：先说现在，之后有变化就说一次，内容与 GET 批次相同；办完或停止后结束。断了重连即可，从现在说起。
        text/event-stream (server-sent events): how it stands now, then whenever it is further, the same as GET of the batch; it ends when
        the batch is over, and so is the act on its runs. Whoever was cut off connects again and hears how it stands then.
        """)
    {
        Response = typeof(BatchContract),
        ResponseTypes = [BatchEndpoints.EventStream],
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Pause { get; } = new(
        "暂停批次 | Pause a batch", "不再开始下一个组织；已在办的办完。 | No further organisation is begun; those under way end.")
    {
        Response = typeof(BatchContract),
        Failures = ActFailures,
        PathExamples = Path,
    };

    public static EndpointDocumentation Resume { get; } = new(
        "继续批次 | Resume a batch", "从停下的地方接着办。 | Goes on where it was paused.")
    {
        Response = typeof(BatchContract),
        Failures = ActFailures,
        PathExamples = Path,
    };

    public static EndpointDocumentation Cancel { get; } = new(
        "停止批次 | Cancel a batch",
        """
        正在批量提交、公示、审批或记付的，停下这一步；没有的，停下核算。办好的留着，其余的不再办。
        Ends the act on its runs where one is open, else the making of runs. What was done or made stays, the rest is not done.
        """)
    {
        Response = typeof(BatchContract),
        Failures = ActFailures,
        PathExamples = Path,
    };

    public static EndpointDocumentation Retry { get; } = new(
        "重做没算成的 | Try what failed once more",
        """
        正文可以不带：没算成的全部按原来的数重做。带 organizations 时只重做这几个，写了自己的数就按写的，没写的按原来的。算好的不动。
        The body may be left out: all that failed is tried with its figures as they are. With organizations only those are, each with the
        figures of its own that are stated here, or as it is where none are. What is done is not touched.
        """)
    {
        Body = typeof(RetryBatchRequestContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(BatchContract),
        Failures = [400, 401, 403, 404, 409, 413, 415, 503],
        PathExamples = Path,
        Examples = [new BodyExample("all", "全部重做 | All of it", RequestBodies.Json, "{}", 200)],
    };
}
