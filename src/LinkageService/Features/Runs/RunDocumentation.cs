using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Http;

namespace LinkageService.Features.Runs;

/// <summary>What the OpenAPI document says of runs: making and reading them. Their life is in <see cref="RunLifeDocumentation"/>.</summary>
internal static class RunDocumentation
{
    /// <summary>The id examples are shown with; tests put in a run in a fitting state.</summary>
    public const string ExampleRun = "019ab3c0d2a37c5e9f00112233445566";

    /// <summary>The digest examples are shown with; tests put in that of the run.</summary>
    public const string ExampleDigest = "sha256:5a1e0c94b7d2f8360e4b9a7c1d5f2e8b6a3c0d9f7e1b4a8c2d6f0e3b5a9c7d14";

    private const string Json = RequestBodies.Json;

    private static readonly int[] ReadFailures = [400, 401, 403, 404, 503];

    private static readonly Dictionary<string, string> OrganizationPath = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    private static readonly Dictionary<string, string> RunPath = new(StringComparer.Ordinal) { ["run"] = ExampleRun };

    private static readonly Dictionary<string, string> StatementPath =
        new(StringComparer.Ordinal) { ["run"] = ExampleRun, ["household"] = "0002" };

    public static EndpointDocumentation Edit { get; } = new(
        "修改草稿 | Change a draft",
        """
        方案、年度、账目、参数、登记日都重新写全，按现在的名册重算，编号不变，ETag 换新；提交以后不能再改（409 run_state）。preview 为 true 时
        只算不存。改过草稿的人不能审批。
        Scheme, year, accounts, parameters and record date are stated anew, all of them; the draft is computed again over the roster as it
        stands now, keeps its id and has a new ETag. Once it is handed in it is not changed any more (409 run_state). With preview nothing
        is kept. Who changed a draft does not approve it.
        """)
    {
        Body = typeof(RunRequest),
        BodyTypes = [Json],
        Response = typeof(RunContract),
        Failures = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503],
        Headers = ["ETag"],
        Parameters = [Life.RunLifeDocumentation.IfMatch],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["run"] = ExampleRun },
        Examples =
        [
            new BodyExample("income", "改一项账目 | Another figure", Json, """
                {
                  "scheme": "tangwan-four-tier", "year": 2025, "recordDate": "2025-12-31",
                  "parameters": { "day_wage": "80.00" }, "inputs": { "income": "120000.00" }
                }
                """, 200),
            new BodyExample("mistakes", "缺账目 | Without the accounts", Json, """{ "scheme": "tangwan-four-tier", "year": 2025 }""", 400),
        ],
    };

    public static EndpointDocumentation Create { get; } = new(
        "核算并存为草稿 | Compute a distribution and keep it as a draft",
        """
        名册默认取组织登记日（recordDate，默认年末）在册的农户；也可随请求带 households。同一个 Idempotency-Key 和同样的请求只建一次：
        重试得到第一次的核算，带 Idempotency-Replayed: true；第一次还没办完时为 409 request_in_progress（过 Retry-After 秒原样重发）；
        键相同而内容不同为 409 idempotency_key_reused。preview 为 true 时只算不存（200，带 statements）。
        草稿的数可以改（PUT /v1/runs/{run}）；提交以后不再改动：要改就作废再建。同一登记日、结果完全相同而没作废的核算已有一笔的，为 409 already_distributed（preview 时写在 checks 里）；
        同年同方案另有核算的，checks 里有 possible_repeat_distribution。
        方案里写了 carried 的年度数，不写明时接上一次已批准核算的结转，checks 里写明接自哪一笔（carried_from_last_run）。
        The roster is the organisation's own on recordDate (the last day of the year unless stated), or households in the body. The same
        Idempotency-Key with the same request makes one run: a retry gets the first, with Idempotency-Replayed: true; while the first is
        being made it is 409 request_in_progress, to be sent again after Retry-After seconds; with another request 409
        idempotency_key_reused. With preview nothing is kept (200, with statements). The numbers of a draft can be changed (PUT
        /v1/runs/{run}); once it is handed in they never change: cancel it and make another.
        A run of the very same result and record date that was not cancelled makes it 409 already_distributed (a preview says so in
        checks); other runs of the year by the same scheme are in checks as possible_repeat_distribution.
        An input that the scheme declares as carried goes on from the last approved run unless stated; checks say from which
        (carried_from_last_run).
        """)
    {
        Body = typeof(RunRequest),
        BodyTypes = [Json],
        Response = typeof(RunContract),
        Successes = [200, 201],
        NewHeaders = ["ETag", "Location", "Idempotency-Replayed"],
        Failures = [400, 401, 403, 404, 409, 413, 415, 422, 503],
        Parameters =
        [
            new ParameterDocumentation("Idempotency-Key",
                "1 到 128 个可见 ASCII 字符：新的核算换一个，重试用同一个；preview 不需要 | 1 to 128 visible ASCII characters: a new one for each "
                + "new run, the same one for a retry; not needed for a preview", "tangwan-2025-1")
                { IsHeader = true, CheckedBy = typeof(CreateRunValidator) },
        ],
        PathExamples = OrganizationPath,
        Examples =
        [
            new BodyExample("stored", "按存好的名册 | From the stored roster", Json, """
                {
                  "scheme": "tangwan-four-tier", "year": 2025, "recordDate": "2025-12-31",
                  "parameters": { "day_wage": "80.00" }, "inputs": { "income": "100000.00" }
                }
                """, 201),
            new BodyExample("preview", "名册随请求带，只算不存 | Households in the body, nothing kept", Json, """
                {
                  "scheme": "tangwan-four-tier@1", "year": 2025, "inputs": { "income": "100000.00" }, "preview": true,
                  "households": [
                    { "id": "0001", "holdings": { "land": "3.33" } },
                    { "id": "0002", "tags": ["registered"], "holdings": { "land": "2.70" } }
                  ]
                }
                """, 200),
            new BodyExample("anotherRequest", "同一个键，内容不同 | The same key with another request", Json, """
                { "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "200000.00" } }
                """, 409),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", Json, """
                { "scheme": "tangwan-four-tier", "year": 2025, "recordDate": "2025-02-30", "inputs": { "income": "100000.005" } }
                """, 400),
            new BodyExample("legalForm", "方案不适用于该法人类型 | A scheme for another legal form", Json, """
                { "scheme": "farmer-cooperative-surplus", "year": 2025, "inputs": { "surplus": "100000.00" }, "preview": true }
                """, 422),
        ],
    };

    public static EndpointDocumentation List { get; } = new(
        "组织的核算 | The runs of an organisation",
        "年份新的在前，同一年后做的在前。 | Later years first, within a year those made later first.")
    {
        Response = typeof(RunPageContract),
        Failures = ReadFailures,
        Parameters =
        [
            new ParameterDocumentation("year", "只列这一年的 | Only of this year", "2025") { CheckedBy = typeof(ListRunsValidator) },
            new ParameterDocumentation("state",
                "只列这个状态的：draft submitted disclosed approved paid closed cancelled | Only in this state", "disclosed")
                { CheckedBy = typeof(ListRunsValidator) },
            StoredParameters.UpdatedSince, StoredParameters.Sort(ListRuns.Sorts, typeof(ListRunsValidator)), StoredParameters.Cursor,
            StoredParameters.Limit,
        ],
        PathExamples = OrganizationPath,
    };

    public static EndpointDocumentation Get { get; } = new(
        "一次核算 | One run", "不含各户明细。 | Statements apart.")
    {
        Response = typeof(RunContract),
        Parameters = [StoredParameters.IfNoneMatch],
        Failures = ReadFailures,
        PathExamples = RunPath,
    };

    public static EndpointDocumentation Statements { get; } = new(
        "各户明细 | Statements", "按户编号，一页最多 1000 户。 | By member number, at most 1000 on a page.")
    {
        Response = typeof(StatementPageContract),
        Failures = ReadFailures,
        Parameters = [StoredParameters.Cursor, StoredParameters.Limit],
        PathExamples = RunPath,
    };

    public static EndpointDocumentation StatementStream { get; } = new(
        "全部明细，一户一行 | All statements, a household a line",
        """
        一行一个 JSON 对象（application/x-ndjson）：按户编号一户一行 {"statement":{…}}，最后一行 {"end":{…}}。没有读到 end 就不是完整的答复：
        半途出错时最后一行是 {"problem":{…}}，内容同 application/problem+json。不读答复的一方会使服务停下来等。
        One JSON object a line (application/x-ndjson): {"statement":{…}} for each household by member number, last {"end":{…}}. An answer
        without end is not whole: when it fails half-way its last line is {"problem":{…}}, the same as application/problem+json. The service
        waits for whoever does not read.
        """)
    {
        Response = typeof(StatementStreamLineContract),
        ResponseTypes = [JsonLines.ContentType],
        Failures = ReadFailures,
        PathExamples = RunPath,
    };

    public static EndpointDocumentation Statement { get; } = new(
        "一户的明细 | One household's statement",
        """
        explain=true 时每笔带说明：可以用计算器重算的每一步；没有分到的步骤在 zeroLines 里写明为什么；
        钱是怎样一步一步算到可分数的，在 moneySteps 里。数从不改动。
        With explain=true every line says how it came about, step by step for a pocket calculator, zeroLines why other steps gave
        nothing, and moneySteps how the money to share came about. The amounts never change.
        """)
    {
        Response = typeof(StatementContract),
        Failures = ReadFailures,
        Parameters =
        [
            new ParameterDocumentation("explain", "true 时每笔带说明 | With true every line is explained", "true"),
            StoredParameters.IfNoneMatch,
        ],
        PathExamples = StatementPath,
    };

    public static EndpointDocumentation Objections { get; } = new(
        "一次核算的异议 | The objections against a run", "先提出的在前。 | Oldest first.")
    {
        Response = typeof(ObjectionListContract),
        Failures = ReadFailures,
        PathExamples = RunPath,
    };

    public static EndpointDocumentation History { get; } = new(
        "谁在何时做了什么 | Who did what, when", "取自审计日志，先发生的在前。 | Out of the audit log, oldest first.")
    {
        Response = typeof(RunHistoryContract),
        Failures = ReadFailures,
        PathExamples = RunPath,
    };
}
