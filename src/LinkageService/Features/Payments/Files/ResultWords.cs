using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Payments.Files;

/// <summary>What banks write of what became of a payment.</summary>
internal static class ResultWords
{
    // Looked for in this order: 提交成功 is not paid yet, 未成功 is not paid at all.
    private static readonly (PaymentOutcome Outcome, string[] Words)[] Known =
    [
        (PaymentOutcome.Pending,
            [
                "处理中", "待处理", "待授权", "待审", "待复核", "待发送", "等待", "未处理", "未授权", "受理成功", "已受理", "受理中", "提交成功", "已提交",
                "提交银行", "发送成功", "已发送", "接收成功", "已接收", "上传成功", "导入成功", "校验成功", "校验通过", "检查通过", "未知", "不明", "可疑", "存疑",
                "落地", "审批中", "授权中", "排队", "部分", "在途", "扣款成功", "扣账成功", "出账成功", "记账中", "PENDING", "PROCESSING", "ACCEPTED", "UNKNOWN",
            ]),
        (PaymentOutcome.Returned,
            [
                "失败", "不成功", "未成功", "没有成功", "退票", "退回", "退汇", "已退", "退款", "拒绝", "被拒", "拒付", "冲正", "撤销", "作废", "未入账", "未到账",
                "未支付", "未付", "无效", "错误", "不通过", "驳回", "FAIL", "REJECT", "RETURN", "UNSUCCESSFUL", "ERROR", "UNPAID", "NOTPAID",
            ]),
        (PaymentOutcome.Paid,
            [
                "成功", "已入账", "入账", "已到账", "到账", "已付", "已支付", "支付完成", "付款完成", "交易完成", "已完成", "已发放", "已代发", "已记账", "SUCCESS",
                "SUCCEED", "PAID", "COMPLETED", "SETTLED",
            ]),
    ];

    private static readonly string[] UnderWay =
        ["RCVD", "ACTC", "ACCP", "ACFC", "ACSP", "ACWC", "ACWP", "ACCC", "PART", "PDNG", "PATC"];

    private static readonly string[] Yes = ["√", "✓", "✔", "是", "Y", "YES", "1", "TRUE", "T", "对", "成功"];
    private static readonly string[] No = ["×", "✗", "✘", "X", "否", "N", "NO", "0", "FALSE", "F", "失败"];
    private static readonly string[] Nothing = ["", "-", "—", "——", "/", "无", "空", "NULL"];

    /// <summary>What a cell says of a payment; null where it does not say.</summary>
    public static PaymentOutcome? OutcomeOf(string written)
    {
        var text = Plain(written);
        return IsoStatus(text) ?? Known.Where(known => known.Words.Any(word => text.Contains(word, StringComparison.Ordinal)))
            .Select(known => (PaymentOutcome?)known.Outcome).FirstOrDefault();
    }

    /// <summary>What a mark says: yes, no, or null where it is none.</summary>
    public static bool? FlagOf(string written) =>
        Plain(written) is var text && Yes.Contains(text, StringComparer.Ordinal) ? true
        : No.Contains(text, StringComparer.Ordinal) ? false
        : null;

    /// <summary>Whether a cell says that there is nothing to say.</summary>
    public static bool IsNothing(string written) => Nothing.Contains(Plain(written), StringComparer.Ordinal);

    /// <summary>
    /// What a status of ISO 20022 says: settled is paid, rejected is returned, whatever else is on its way. Null where it is none.
    /// </summary>
    public static PaymentOutcome? IsoStatus(string status) => status switch
    {
        "ACSC" => PaymentOutcome.Paid,
        "RJCT" => PaymentOutcome.Returned,
        _ when UnderWay.Contains(status, StringComparer.Ordinal) => PaymentOutcome.Pending,
        _ => null,
    };

    private static string Plain(string written) =>
        string.Concat(Nfkc.Of(written).Where(letter => !char.IsWhiteSpace(letter))).Replace('帐', '账').ToUpperInvariant();
}
