using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Payments;

/// <summary>What the OpenAPI document says of payments.</summary>
internal static class PaymentDocumentation
{
    private const string Json = RequestBodies.Json;

    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun, ["household"] = "0002" };

    public static EndpointDocumentation Prepare { get; } = Act(
        "准备发放 | Prepare the payments",
        """
        批准以后生成发放明细：先定下共多少户、多少钱，再给每个应发款的农户建第 1 次付款，各自留一份户名、账号、开户行。更正和付清差额只含这次要付的。
        批准以后换过账号的户标出是谁改的，要另一人核对（payments:confirm）后才能送银行。正文可以不写。
        Makes the payments of an approved run: first how many households and how much, then a first attempt for each household that is
        paid something, with its own copy of name, account and bank. Of a correction or settlement only what is paid with it. An account
        changed since the approval names who changed it, and a second person agrees to it (payments:confirm) before it is sent. The body
        may be left out.
        """, typeof(NothingContract), typeof(PaymentSummaryContract),
        new BodyExample("prepare", "准备发放 | Prepare", Json, "{}", 200));

    public static EndpointDocumentation Funds { get; } = Act(
        "确认资金到位 | Confirm the money",
        """
        记下由谁、在哪一天、凭什么看到付款账户里的钱够发；没有记下之前，不能送银行，也不能发现金。日期不能早于表决那天。没有款
        送银行或领走以前，再记一次就换成新的，两次都在审计日志里；以后不能再改。
        Notes who saw on which day, not before the vote, and by which paper that the money is there: before it nothing is sent or handed
        out. Noted again it is replaced, and the audit log has both; once money has moved it is not changed any more.
        """, typeof(ConfirmFundsContract), typeof(PaymentSummaryContract),
        new BodyExample("fund", "看过余额 | The balance was seen", Json, """
            { "on": "2026-01-28", "reference": "农商行对公账户尾号 6606，余额对账单" }
            """, 200),
        new BodyExample("mistakes", "没有写凭据 | Without the paper", Json, "{}", 400));

    public static EndpointDocumentation Send { get; } = Act(
        "登记已送银行 | Note as sent",
        """
        核算记为已付（:pay）以后，把待发的银行款记为已送银行：写明哪些户，或不写就是全部可送的。换过账号还没核对的、现金的不在其中；点名的户有一户
        不能送，就全部不动。正文可以不写。
        After :pay, notes payments as sent to the bank: those of the households named, or all that can be sent. Cash is not among them, nor
        an account that waits for a second person; where one of those named cannot be sent, none is. The body may be left out.
        """, typeof(SendPaymentsContract), typeof(PaymentSummaryContract),
        new BodyExample("send", "这几户 | These households", Json, """{ "households": ["0001", "0002"], "on": "2026-01-28" }""", 200),
        new BodyExample("unknown", "不发给的户 | A household that is not paid", Json, """{ "households": ["9999"] }""", 404));

    public static EndpointDocumentation Record { get; } = Act(
        "登记银行结果 | Note what the bank says",
        """
        按 endToEndId 对上每一笔；没有的按户编号，再没有的按账号（只对上一户才算），不会只凭金额去对。对不上、对上两次、金额不同或与先前结果相反的行
        另放一张清单（payments:unmatched），不影响其余各行；一次里对同一笔既说到账又说退票、又没有写清日期先后的，各行都另放。日期早于送银行那天的
        不收（文件里的另放）。已经记过的结果再来一遍不会变。
        Each result is found by endToEndId, without one by the household, without that by the account where it is one household's alone;
        never by the amount. Rows that belong to no payment, to one that was just noted, with another amount or against what was said
        before are put aside (payments:unmatched) and stop nothing; so are all that one list says of a payment where it says both and not on
        which days. A day before the sending is refused (in a file, put aside). A result that is known already changes nothing.
        """, typeof(RecordResultsContract), typeof(RecordedResultsContract),
        new BodyExample("results", "到账和退票 | Arrived and returned", Json, """
            {
              "results": [
                { "household": "0001", "outcome": "paid", "on": "2026-01-28" },
                { "household": "0002", "outcome": "returned", "reason": "account_closed", "words": "该账户已销户", "on": "2026-01-29" },
                { "endToEndId": "20260128-0099", "amount": "12.00", "outcome": "paid", "row": 3 }
              ]
            }
            """, 200),
        new BodyExample("mistakes", "退票没有原因 | Returned without a reason", Json, """
            { "results": [ { "household": "0002", "outcome": "returned" } ] }
            """, 400));

    public static EndpointDocumentation Reissue { get; } = Act(
        "补发 | Pay again",
        """
        退票、无人领取或还没送出的款另建一次付款：用名册上现在的账号、这里写的账号，或改为现金。不用重新核算、公示、批准。账号与批准时不同的，
        要另一人核对（payments:confirm）。
        Makes a new attempt of what came back, was not claimed or not sent yet: to the account on the roster today, to the one stated here,
        or in cash. Nothing is calculated, disclosed or approved again. An account that is not the one approved waits for a second person
        (payments:confirm).
        """, typeof(ReissuePaymentContract), typeof(PaymentContract),
        new BodyExample("account", "换账号 | To another account", Json, """
            {
              "household": "0002", "note": "原账户已销户，本人带新卡来登记",
              "account": { "holder": "农户0002", "number": "6230580000000000021", "bank": "某农商行", "bankCode": "314653000011" }
            }
            """, 200),
        new BodyExample("cash", "改为现金 | In cash", Json, """{ "household": "0002", "channel": "cash" }""", 200),
        new BodyExample("mistakes", "卡号少一位 | A digit of the card is wrong", Json, """
            { "household": "0002", "account": { "holder": "农户0002", "number": "6230580000000000022" } }
            """, 400));

    public static EndpointDocumentation Confirm { get; } = Act(
        "核对新账号 | Agree to a changed account",
        """
        账号与批准时不同的户，由审批人核对：不能是改账号的人，也不能是办补发的人。endToEndId 写看到的那一次付款，免得核对的时候又换了。
        An approver agrees to an account that is not the one approved: neither who changed it nor who made the attempt. endToEndId is that
        of the attempt that was looked at, so that no other account is agreed to.
        """, typeof(ConfirmAccountContract), typeof(PaymentContract),
        new BodyExample("nothing", "这一户没有换账号 | Its account is the one approved", Json, """
            { "household": "0002", "endToEndId": "8f3a90c14be27d-0002-1" }
            """, 409),
        new BodyExample("mistakes", "没有写哪一次 | Without the attempt", Json, """{ "household": "0002" }""", 400));

    public static EndpointDocumentation Sign { get; } = Act(
        "登记现金签收 | Note a payment in cash",
        """
        本人签收，或写明代领人和与本户的关系。原来走银行的（退票、未送出、无人领取）记为另一次现金付款。
        Signed for by the household itself, or by collector in the relation stated. What was to go to the bank (came back, was not sent, was
        not claimed) becomes an attempt in cash.
        """, typeof(SignPaymentContract), typeof(PaymentContract),
        new BodyExample("signed", "本人签收 | By the household", Json, """{ "household": "0001", "on": "2026-01-28" }""", 200),
        new BodyExample("collected", "代领 | By somebody in its place", Json, """
            { "household": "0002", "collector": "农户0002之女", "relation": "family", "note": "授权书已附" }
            """, 200),
        new BodyExample("mistakes", "没有写关系 | Without the relation", Json, """{ "household": "0002", "collector": "某人" }""", 400));

    public static EndpointDocumentation Unsign { get; } = Act(
        "撤销记错的现金签收 | Take back a payment in cash",
        """
        登记错了的签收写明原因撤销：这一户又是待发的现金；原来登记的和谁撤销的都在审计日志里。
        Takes back a signature that was noted by mistake, with the reason: the payment is to be handed over in cash again. What was noted
        and who took it back is in the audit log.
        """, typeof(UnsignPaymentContract), typeof(PaymentContract),
        new BodyExample("mistake", "登记错了户 | The wrong household", Json, """
            { "household": "0001", "note": "登记错了户，签字的是 0002 户" }
            """, 200),
        new BodyExample("mistakes", "没有写原因 | Without the reason", Json, """{ "household": "0001" }""", 400));

    public static EndpointDocumentation Unclaim { get; } = Act(
        "列为无人领取 | List as unclaimed",
        """
        找不到人的户列为无人领取并写明原因：钱仍欠着这一户，结清以后来领也可以补发或签收。
        Lists a payment nobody came for, with the reason: it stays owed, and is paid again or signed for when somebody comes, also after the
        run is closed.
        """, typeof(MarkUnclaimedContract), typeof(PaymentContract),
        new BodyExample("unclaimed", "找不到人 | Nobody found", Json, """
            { "household": "0002", "note": "三次上门未见，电话停机，钱留在对公账户" }
            """, 200),
        new BodyExample("mistakes", "没有写原因 | Without the reason", Json, """{ "household": "0002" }""", 400));

    public static EndpointDocumentation List { get; } = Read(
        "各户付款 | Payments",
        """
        按户编号列出，每户一条算数的那次付款；账号遮住，写明用途且有权限才显示完整号码，并记入审计日志。
        By household id, each with the attempt that counts. Accounts are masked unless the caller may see them and says why, which is
        audited.
        """, typeof(PaymentPageContract),
        new ParameterDocumentation("state", "只要这个状态的 | Only those in this state", "to_pay") { CheckedBy = typeof(ListPaymentsValidator) },
        StoredParameters.UpdatedSince, StoredParameters.Sort(ShowPayments.Sorts, typeof(ListPaymentsValidator)), StoredParameters.Cursor,
        StoredParameters.Limit, StoredParameters.Purpose);

    public static EndpointDocumentation One { get; } = Read(
        "一户的付款经过 | The payment of a household",
        """
        每次付款的账号、送出和结果、退票原因和该怎么办，从第一次到最后一次。
        Every attempt with its account, its result, why it came back and what is done now.
        """,
        typeof(PaymentContract), StoredParameters.Purpose);

    public static EndpointDocumentation Summary { get; } = Read(
        "发放总数 | The payments as a whole",
        """
        先定下的户数和金额、资金由谁确认、各状态的户数和金额（加起来一分不差）、送出和退回的笔数，以及还差多少才能结清。
        The envelope with count and total, who saw the money, households and money by state (together the envelope, to the fen), what went
        through the bank and came back, and what is missing before the run can be closed.
        """, typeof(PaymentSummaryContract));

    public static EndpointDocumentation Unmatched { get; } = Read(
        "对不上的银行行 | Rows put aside",
        "银行结果里对不上、对上两次或与先前相反的行，按编号列出。 | Rows of banks that belong to no payment, to one twice, or against what was said before.",
        typeof(UnmatchedPageContract), StoredParameters.Cursor, StoredParameters.Limit);

    private static EndpointDocumentation Act(
        string summary, string description, Type body, Type response, params BodyExample[] examples) => new(summary, description)
    {
        Body = body,
        BodyTypes = [Json],
        Response = response,
        Failures = [400, 401, 403, 404, 409, 413, 415, 422, 503],
        PathExamples = Path,
        Examples = examples,
    };

    private static EndpointDocumentation Read(
        string summary, string description, Type response, params ParameterDocumentation[] parameters) => new(summary, description)
    {
        Response = response,
        Failures = [400, 401, 403, 404, 503],
        Parameters = parameters,
        PathExamples = Path,
    };
}
