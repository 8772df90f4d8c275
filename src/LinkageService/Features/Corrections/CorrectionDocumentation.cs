using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Corrections;

/// <summary>What the OpenAPI document says of what comes after a run: correcting, comparing and verifying it.</summary>
internal static class CorrectionDocumentation
{
    private const string Json = RequestBodies.Json;

    private static readonly int[] ReadFailures = [400, 401, 403, 404, 503];

    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun };

    public static EndpointDocumentation Correct { get; } = new(
        "更正已付款的核算 | Correct a run that was paid",
        """
        按现在已知的情况（或 knownAt 时已知的）重算，把每户每步的差额存成一次关联的核算，同样要提交、公示、审批、付款；原核算一个数也不改。
        policy：recompute_all 少付的随更正补发，多付的从以后年度的核算扣回；charge_fund:基金名 少付的由原核算的这个基金补发，谁也不退，
        基金不够为 fund_shortfall；settle_next_year 现在不付，补发和扣回都转到以后年度。parameters、inputs 只写要改的。
        preview 为 true 时只算不存（200）。comparison 列出谁多得谁少得，先看清再签字。
        Computes the run again with what is known now (or was at knownAt) and keeps the differences of every household and step as a
        linked run, which is submitted, disclosed, approved and paid like any other; the run itself never changes. policy: recompute_all
        pays what is missing with the correction and recovers what is too much from later years' runs; charge_fund:name pays what is
        missing out of that fund of the run and recovers nothing, fund_shortfall when it holds too little; settle_next_year pays nothing
        now and leaves both to later years. parameters and inputs name only what is different. With preview nothing is kept (200).
        comparison says who gains and who loses before anyone signs.
        """)
    {
        Body = typeof(CorrectionRequest),
        BodyTypes = [Json],
        Response = typeof(RunContract),
        Successes = [200, 201],
        NewHeaders = ["ETag", "Location", "Idempotency-Replayed"],
        Failures = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503],
        Parameters =
        [
            new ParameterDocumentation("If-Match",
                "读到的原核算的 ETag；缺少为 428，已有人改过为 412；preview 不需要 | The ETag of the run that is corrected; 428 without, 412 when "
                + "somebody changed it since; not needed for a preview", "\"5\"")
                { IsHeader = true },
            new ParameterDocumentation("Idempotency-Key",
                "1 到 128 个可见 ASCII 字符，重试用同一个；preview 不需要 | 1 to 128 visible ASCII characters, the same one for a retry; not needed "
                + "for a preview", "tangwan-2025-correction-1")
                { IsHeader = true, CheckedBy = typeof(CorrectRunValidator) },
        ],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("preview", "先看谁多得谁少得 | See who gains and who loses first", Json, """
                { "policy": "recompute_all", "reason": "土地面积登记有误", "inputs": { "income": "100500.00" }, "preview": true }
                """, 200),
            new BodyExample("fundTooSmall", "基金不够补发 | A fund that holds too little", Json, """
                {
                  "policy": "charge_fund:public_posts", "reason": "漏记收入", "inputs": { "income": "1000000.00" }, "preview": true
                }
                """, 422),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", Json, """
                { "policy": "forgive", "inputs": { "income": "100000.005" }, "preview": true }
                """, 400),
        ],
    };

    public static EndpointDocumentation Compare { get; } = new(
        "比较两次核算 | Compare two runs",
        """
        谁多得、谁少得、差多少：分建档立卡户和其他户、分项目、分资金来源和基金，再按户编号逐户列出。更正代表更正以后的账。
        Who gains, who loses, and by how much: registered households and the others, by benefit, source and fund, then household by
        household. A correction stands for the books after it.
        """)
    {
        Response = typeof(ComparisonContract),
        Failures = ReadFailures,
        Parameters =
        [
            new ParameterDocumentation("with", "同哪一次核算比较 | The run to compare with", RunDocumentation.ExampleRun) { IsRequired = true },
            StoredParameters.Cursor,
            StoredParameters.Limit,
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation CompareOtherTerms { get; } = new(
        "换方案或换数比较 | Compare a run with itself on other terms",
        """
        同一份名册，换一个方案、参数或年度数，会有谁多得谁少得；什么也不保存。没写的照原核算。
        The same roster under another scheme, other parameters or inputs: who would gain and who would lose. Nothing is kept; what is not
        stated stays as in the run.
        """)
    {
        Body = typeof(ComparisonRequest),
        BodyTypes = [Json],
        Response = typeof(ComparisonContract),
        Failures = [400, 401, 403, 404, 413, 415, 422, 503],
        Parameters = [StoredParameters.Cursor, StoredParameters.Limit],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("parts", "八二分成会怎样 | What if the parts were 8 and 2", Json, """
                { "parameters": { "villagers_part": "8", "collective_part": "2" } }
                """, 200),
            new BodyExample("scheme", "换成土地合作社的方案 | Another scheme", Json, """
                { "scheme": "huangjinlin-land-cooperative", "parameters": { "collective_rate": "10%" } }
                """, 200),
            new BodyExample("unknownScheme", "没有这个方案 | No such scheme", Json, """{ "scheme": "no-such-scheme" }""", 404),
            new BodyExample("mistakes", "参数不对 | A parameter nobody knows", Json, """{ "parameters": { "generosity": "2" } }""", 400),
        ],
    };

    public static EndpointDocumentation Verify { get; } = new(
        "验证一次核算 | Verify a run",
        """
        用随核算存下的名册、数和方案重算一次；名册取自系统的，再按当时已知的农户记录重建名册算一次；逐字节比较摘要，并检查每一块存储。
        Computes the run again from what is stored with it; for a stored roster once more from the households' dated facts as they were
        known then; compares digests byte for byte, and checks every stored block.
        """)
    {
        Response = typeof(VerificationContract),
        Failures = ReadFailures,
        PathExamples = Path,
    };

    public static EndpointDocumentation HouseholdStatements { get; } = new(
        "一户历年的明细 | All years of one household",
        """
        每次没有作废的核算和更正：合计、各笔、结转和应付；年份新的在前。
        Every run and correction that was not cancelled: total, lines, settlements and what is paid; later years first.
        """)
    {
        Response = typeof(HouseholdStatementsContract),
        Failures = ReadFailures,
        Parameters = [StoredParameters.Cursor, StoredParameters.Limit],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["org"] = "tangwan", ["household"] = "0002" },
    };
}
