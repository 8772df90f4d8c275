using LinkageService.Features.Runs;
using LinkageService.Features.Settlements;
using LinkageService.Http;

namespace LinkageService.Features.Corrections;

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
        Response = typeof(OpenBalancesContract),
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
        BodyTypes = [RequestBodies.Json],
        Response = typeof(BalanceContract),
        Failures = [400, 401, 403, 404, 412, 413, 415, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("unknown", "没有这笔差额 | No such balance", RequestBodies.Json, $$"""
                {
                  "household": "0002", "correction": "{{RunDocumentation.ExampleRun}}", "amount": "750.00",
                  "reason": "户主已故，已现金付给长子，收据 2026-003 号"
                }
                """, 404),
            new BodyExample("mistakes", "没有写原因 | Without a reason", RequestBodies.Json, """
                { "household": "0002", "amount": "750.005" }
                """, 400),
        ],
    };

    public static EndpointDocumentation Settle { get; } = new(
        "付清未结清差额 | Pay open balances",
        """
        把更正少发、还没结清的差额（open-balances 里应补的）单独付清：建一笔 kind 为 settlement 的核算草稿，之后与别的核算一样提交、公示、审批、
        付款、办结，也有公示表、发放表和通知单。付给本户（最后在册时的账号），或写 payee 付给继承人、监护人、代领人等并注明凭据。
        amount 是读到的未结清数；已经变了的为 412。从草稿起就算已结清，别的核算不会再结；作废这笔核算，差额又回到未结清。应扣回的不能付，只能核销。
        Pays by themselves what corrections left open for households: a draft of kind settlement with the life and the papers of every
        run. It goes to the household's last account on the roster, or to the payee that is stated with the paper that shows it (an heir,
        a guardian, a proxy). amount is what was read as open; 412 when another amount is open now. From the draft on it counts as settled,
        so that no other run settles it too; cancelling the run opens it again. What is to be recovered cannot be paid, only closed.
        """)
    {
        Body = typeof(SettlementRequestContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(RunContract),
        Successes = [201],
        NewHeaders = ["ETag", "Location", "Idempotency-Replayed"],
        Failures = [400, 401, 403, 404, 409, 412, 413, 415, 503],
        Parameters =
        [
            new ParameterDocumentation("Idempotency-Key",
                "1 到 128 个可见 ASCII 字符：新的核算换一个，重试用同一个 | 1 to 128 visible ASCII characters: a new one for each new run, the "
                + "same one for a retry", "tangwan-settle-1")
                { IsHeader = true, CheckedBy = typeof(CreateSettlementValidator) },
        ],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("unknown", "没有这笔差额 | No such balance", RequestBodies.Json, $$"""
                {
                  "year": 2026, "payer": "集体公益金账户", "reason": "2024 年更正少发，农户已退出，付给继承人",
                  "balances": [
                    {
                      "household": "0002", "correction": "{{RunDocumentation.ExampleRun}}", "amount": "750.00",
                      "payee": {
                        "name": "农户0002之子", "relation": "heir", "account": "6228480000000000018", "bank": "某农商行",
                        "evidence": "（2026）某证民字第 12 号"
                      }
                    }
                  ]
                }
                """, 404),
            new BodyExample("mistakes", "没有写凭据 | Without the paper", RequestBodies.Json, $$"""
                {
                  "payer": "集体公益金账户", "reason": "付给继承人",
                  "balances": [
                    {
                      "household": "0002", "correction": "{{RunDocumentation.ExampleRun}}", "amount": "750.00",
                      "payee": { "name": "农户0002之子", "relation": "son" }
                    }
                  ]
                }
                """, 400),
        ],
    };
}
