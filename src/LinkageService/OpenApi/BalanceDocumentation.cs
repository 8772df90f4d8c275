using LinkageService.Features.Runs;

namespace LinkageService.OpenApi;

/// <summary>What the OpenAPI document says of balances that corrections left.</summary>
internal static class BalanceDocumentation
{
    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    public static EndpointDocumentation List { get; } = new(
        "未结清差额 | Open balances",
        """
        已付款的更正留给以后年度、还没有核算结清的差额，按户列出；正数应补，负数应扣。已不在名册的农户没有核算可以结，要另行付清或核销，不会消失。
        What paid corrections left to later runs and no run has settled yet, by household; positive is owed to it, negative to be
        recovered. A household that left the roster has no run to be settled with: it is paid or closed by itself, and stays listed
        until then.
        """)
    {
        Answer = typeof(OpenBalancesContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new ParameterDocumentation("all", "true 时连已结清的一起列 | With true those that are settled or closed too", "true"),
        ],
        PathExamples = Path,
    };

    public static EndpointDocumentation Close { get; } = new(
        "核销一笔未结清差额 | Close an open balance",
        """
        由审批人写明原因：已在系统外付给本人或继承人（写收据号），或经决议不再补、不再追。amount 是读到的未结清数；已经变了的为 412。记入审计日志。
        By an approver, with the reason: paid outside the service to the household or an heir (name the receipt), or given up by a decision.
        amount is what was read as open; 412 when another amount is open now. It is in the audit log.
        """)
    {
        Body = typeof(CloseBalanceContract),
        BodyTypes = [Hosting.RequestBodies.Json],
        Answer = typeof(BalanceContract),
        Failures = [400, 401, 403, 404, 412, 413, 415, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("unknown", "没有这笔差额 | No such balance", Hosting.RequestBodies.Json, $$"""
                {
                  "household": "0002", "correction": "{{RunDocumentation.ExampleRun}}", "amount": "750.00",
                  "reason": "户主已故，已现金付给长子，收据 2026-003 号"
                }
                """, 404),
            new BodyExample("mistakes", "没有写原因 | Without a reason", Hosting.RequestBodies.Json, """
                { "household": "0002", "amount": "750.005" }
                """, 400),
        ],
    };
}
