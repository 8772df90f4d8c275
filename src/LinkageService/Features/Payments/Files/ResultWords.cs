using System.Text.RegularExpressions;
using LinkageService.Engine.Unicode;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Payments.Files;

/// <summary>What banks write of what became of a payment.</summary>
internal static partial class ResultWords
{
    // Looked for in this order: 提交成功 is not paid yet, 未成功 is not paid at all.
    private static readonly string[] UnderWayForCertain =
    [
        "处理中", "待处理", "待授权", "待审", "待复核", "待发送", "等待", "未处理", "未授权", "尚未", "暂未", "未知", "不明", "可疑", "存疑", "无法确认", "不能确认",
        "落地", "审批中", "授权中", "排队", "部分", "在途", "扣款成功", "扣账成功", "出账成功", "记账中", "PENDING", "PROCESSING", "ACCEPTED", "UNKNOWN",
        "AWAITING", "INPROGRESS",
    ];

    private static readonly string[] WentWrong =
    [
        "失败", "不成功", "未成功", "没有成功", "退票", "退回", "退汇", "已退", "退款", "拒绝", "被拒", "拒付", "冲正", "撤销", "作废", "未入账", "未到账", "未支付",
        "未付", "无效", "错误", "不通过", "驳回", "不能", "无法", "不允许", "不予", "禁止", "FAIL", "REJECT", "RETURN", "UNSUCCESSFUL", "NOTSUCCESS", "ERROR",
        "UNPAID", "NOTPAID", "CANNOT",
    ];

    // What the bank does before the money is there, however well it went.
    private static readonly string[] StepsBefore =
    [
        "待", "正在", "预计", "预约", "即将", "次日", "受理", "提交", "发送", "送银行", "接收", "上传", "导入", "校验", "检查", "审核", "复核", "审批", "授权", "汇出",
        "转出",
    ];

    // Each says that the money is there, if nothing beside it puts that in doubt.
    private static readonly string[] Paid =
    [
        "成功", "入账", "到账", "已付", "已支付", "支付完成", "付款完成", "交易完成", "已完成", "已发放", "已代发", "已记账", "已清算", "已划付", "已转入", "已存入",
        "收妥", "SUCCESS", "SUCCEED", "PAID", "COMPLETED", "SETTLED",
    ];

    // Said beside a reason of a return, the one contradicts the other.
    private static readonly string[] Arrived = ["成功", "已入账", "已到账", "已付", "已支付", "SUCCESS", "SUCCEED"];

    private static readonly string[] InDoubt =
    [
        "不", "未", "无", "没", "否", "非", "异常", "误", "停", "止", "冻", "挂失", "取消", "缓", "疑", "退", "将", "NOT", "UNABLE", "INCOMPLETE",
    ];

    private static readonly string[] OfAnother = ["上年", "去年", "上次", "上月", "前次", "原", "补发", "重发", "补付", "更正", "已改", "改为", "换卡"];

    private static readonly string[] UnderWay =
        ["RCVD", "ACTC", "ACCP", "ACFC", "ACSP", "ACWC", "ACWP", "ACCC", "PART", "PDNG", "PATC"];

    private static readonly string[] Yes = ["√", "✓", "✔", "是", "Y", "YES", "1", "TRUE", "T", "对", "成功"];
    private static readonly string[] No = ["×", "✗", "✘", "X", "否", "N", "NO", "0", "FALSE", "F", "失败"];
    private static readonly string[] Nothing = ["", "-", "—", "——", "/", "无", "空", "NULL"];

    /// <summary>What a cell says of a payment, or that it gives a reason why one came back; null where it does not say.</summary>
    public static PaymentOutcome? OutcomeOf(string written)
    {
        var text = Benign().Replace(Plain(written), "");
        return IsoStatus(text) ?? (HasAny(text, UnderWayForCertain) ? PaymentOutcome.Pending
            : HasAny(text, WentWrong) || (IsReason(text) && !HasAny(text, Arrived)) ? PaymentOutcome.Returned
            : HasAny(text, StepsBefore) || StillGoing().IsMatch(text) ? PaymentOutcome.Pending
            : HasAny(text, Paid) && !HasAny(text, InDoubt) && !OfNone().IsMatch(text) && !IsReason(text) ? PaymentOutcome.Paid
            : null);
    }

    /// <summary>Whether a remark speaks of another payment, or of what was put right since.</summary>
    public static bool IsOfAnother(string remark) => HasAny(Plain(remark), OfAnother);

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

    private static bool HasAny(string text, string[] words) => Array.Exists(words, word => text.Contains(word, StringComparison.Ordinal));

    private static bool IsReason(string text) => ReturnReasons.Recognise(text) is not null;

    private static string Plain(string written) =>
        string.Concat(Nfkc.Of(written).Where(letter => !char.IsWhiteSpace(letter))).Replace('帐', '账').ToUpperInvariant();

    // That nothing went wrong, and what money may be for.
    [GeneratedRegex("(无|没有)(错误|误|异常)|(错误|返回|响应)(代?码|代号):?0+(?![0-9])|失败0笔|0笔失败|退(耕|休|役|伍|捕|牧)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Benign();

    [GeneratedRegex("(入账|到账|支付|付款|发放|代发|记账|汇款|转账|清算|划转)中(?![心国])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StillGoing();

    [GeneratedRegex("(?<![0-9])0笔", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfNone();
}
