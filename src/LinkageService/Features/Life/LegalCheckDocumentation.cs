using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>What the OpenAPI document says of legal checks and headroom.</summary>
internal static class LegalCheckDocumentation
{
    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun };

    public static EndpointDocumentation Checks { get; } = new(
        "法律核对 | Legal checks",
        """
        按现在已知的情况，逐项核对这次核算：passed 合规，found 不合规，unknown 缺资料（missing 写明缺什么），not_applicable 没有这项要求或还没到那一步。
        依据、地区规则和把握程度见 docs/checks.md；只有核对过原文的规定才会阻止批准。更正按更正后的全年结果核对；结清没有核对。
        Every legal check of the run by what is known now: passed, found, unknown (missing says which facts are lacking) or not_applicable
        (nothing asks for it, or it has not come to that). Bases, local rules and how sure they are: docs/checks.md. Only a rule that was
        read in the statute blocks an approval. A correction is checked as the whole that it leaves; a settlement is not checked.
        """)
    {
        Response = typeof(LegalChecksContract),
        Failures = [400, 401, 403, 404, 422, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Calculation { get; } = new(
        "不存下就做法律核对 | Legal checks of a calculation",
        """
        正文同 POST /v1/calculations，另写组织类型（legalForm）、区划（region）、登记日和资料（facts，写法同 PUT …/facts/{kind}，每项加上 kind），或者写一个
        已登记的组织（organization）：它的类型、区划、资料和往年核算都算上，正文里的资料优先。按草稿核对：还没公示、没表决、没发放的各项是
        not_applicable，和存下的核算得出的一样。同时答复还能合法分多少（headroom）。什么也不存。
        The body of POST /v1/calculations with legal form, region, record date and facts (as PUT …/facts/{kind} takes them, each with its
        kind), or a stored organisation, whose legal form, region, facts and earlier runs count; facts of the body go before them. It is
        held as the draft it would be: what asks for notice, vote or payment is not_applicable, just as of a stored run. The answer also has
        the headroom. Nothing is stored.
        """)
    {
        Body = typeof(CalculationCheckRequest),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(CalculationCheckContract),
        Failures = [400, 401, 403, 404, 413, 415, 422, 503],
        Examples =
        [
            new BodyExample("collective", "集体经济组织，章程和年报 | A collective with charter and statement", RequestBodies.Json, """
                {
                  "scheme": "liangping-collective-income", "year": 2025, "inputs": { "income": "168000.00" },
                  "parameters": { "reserve_rate": "30%" }, "legalForm": "rural_collective", "region": "500155",
                  "households": [ { "id": "0001", "holdings": { "shares": "1.5" } }, { "id": "0002", "holdings": { "shares": "2" } } ],
                  "facts": [
                    { "kind": "charter", "validFrom": "2025-01-01", "charter": { "reserveMin": "10%", "reserveMax": "40%" } },
                    { "kind": "statement", "year": 2025, "statement": {
                      "form": "collective", "status": "closed", "netIncome": "168000.00", "openingUndistributed": "0.00" } }
                  ]
                }
                """, 200),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", RequestBodies.Json, """
                {
                  "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "100000.005" }, "legalForm": "village",
                  "households": [ { "id": "0001", "holdings": { "land": "3.33" } } ],
                  "facts": [ { "kind": "charter", "validFrom": "2025-01-01", "charter": { "noticeDays": 400 } } ]
                }
                """, 400),
        ],
    };

    public static EndpointDocumentation Headroom { get; } = new(
        "还能合法分多少 | Headroom",
        """
        用本组织自己的钱最多可以合法分给成员多少（limit），由哪一项核对限定（binding），比这次多或少多少（left，负数是超了多少）。多分一分，那一项就不合规。
        工资、租金和外单位支付的不算。缺资料、可能也有上限的核对列在 unknown。
        The most that members may lawfully be paid out of the organisation's own money (limit), the check that binds it (binding) and how
        much is left (left, negative by how much the run is above it). A fen more breaks that check. Wages, rents and what parties outside
        pay are not counted. Checks that may set a limit and lack a fact stand in unknown.
        """)
    {
        Response = typeof(HeadroomContract),
        Failures = [400, 401, 403, 404, 422, 503],
        PathExamples = Path,
    };
}
