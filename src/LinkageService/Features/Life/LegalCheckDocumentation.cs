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
        依据、地区规则和把握程度见 docs/checks.md；只有核对过原文的规定才会阻止批准。更正和往来结算没有核对。
        Every legal check of the run by what is known now: passed, found, unknown (missing says which facts are lacking) or not_applicable
        (nothing asks for it, or it has not come to that). Bases, local rules and how sure they are: docs/checks.md. Only a rule that was
        read in the statute blocks an approval. Nothing is held against corrections and settlements.
        """)
    {
        Response = typeof(LegalChecksContract),
        Failures = [400, 401, 403, 404, 422, 503],
        PathExamples = Path,
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
