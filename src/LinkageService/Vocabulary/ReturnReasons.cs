using LinkageService.Engine.Problems;

namespace LinkageService.Vocabulary;

/// <summary>Why a bank sends a payment back, and what the household does now: a closed list.</summary>
/// <param name="Code">As it is stored and served.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Cure">What the household or the office does now, in one sentence.</param>
internal sealed record ReturnReason(string Code, LocalizedText Title, LocalizedText Cure);

/// <summary>The list of <see cref="ReturnReason"/>.</summary>
internal static class ReturnReasons
{
    /// <summary>Anything that is none of the others: the bank's own words say what.</summary>
    public const string Other = "other";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReturnReason> All { get; } =
    [
        new("account_unknown", new("账号不存在", "no such account"), new(
            "请本人带银行卡或存折来，照着卡面重新登记账号。",
            "Ask them to bring the card or passbook, and enter the number as it is printed there.")),
        new("name_mismatch", new("户名不符", "the name does not fit"), new(
            "请本人带银行卡或存折来看：是户名写错了，还是账号写成了别人的。",
            "Ask them to bring the card or passbook: see whether the name or the account is wrong.")),
        new("account_closed", new("已销户", "the account is closed"), new(
            "这个账户已经注销，请本人另报一个账号。", "Ask them for another account.")),
        new("account_blocked", new("账户冻结、止付或挂失", "the account is blocked"), new(
            "请本人到开户行问清原因并解除；等不及的另报账号或改为现金签收。",
            "They ask their bank why and have it lifted; or they name another account, or are paid in cash.")),
        new("account_dormant", new("账户久未使用", "the account is dormant"), new(
            "请本人带身份证到开户行激活账户，办好后告诉会计再补发。",
            "They have it activated at the bank with their identity card, then the payment is sent again.")),
        new("id_expired", new("身份信息过期或不全", "identity papers have expired"), new(
            "请本人带新身份证到开户行更新信息，办好后告诉会计再补发。",
            "They renew their papers at the bank, then the payment is sent again.")),
        new("limit_exceeded", new("超过账户限额", "above the limit of the account"), new(
            "二、三类账户有限额，请本人另报一个一类账户，或到银行升级。",
            "Accounts of class II and III have limits: they name one of class I, or have theirs raised.")),
        new("payer_funds", new("付款账户余额不足", "the paying account is short"), new(
            "农户不用办什么；会计补足付款账户的钱，再补发。",
            "Nothing for the household to do: the office funds its account and sends again.")),
        new("deceased", new("户主已故", "the holder has died"), new(
            "请继承人带公证书或村里的证明来，登记继承人的账号，或由继承人代领。",
            "The heirs bring the notary's deed or the village's paper; the payment goes to an heir's account or is collected.")),
        new("duplicate", new("重复付款", "a duplicate payment"), new(
            "先不要补发：请银行查清这笔钱是不是已经到账。",
            "Do not send it again yet: have the bank find out whether the money has arrived.")),
        new("bank_unknown", new("开户行或行号不对", "the bank or its code is wrong"), new(
            "农户问开户行要十二位行号，会计改好后补发。",
            "They ask their bank for its code of twelve digits; the office puts it right and sends again.")),
        new("format", new("文件格式不对", "the file has a wrong format"), new(
            "农户不用办什么；会计按银行的模板重新生成文件，再补发。",
            "Nothing for the household to do: the office makes the file anew after the bank's template.")),
        new(Other, new("其他原因", "another reason"), new(
            "看银行写的原因；看不明白就打电话问银行，问清后改账号补发或改为现金签收。",
            "Read the bank's words, ask the bank where they are not clear, then send again or pay in cash.")),
    ];

    /// <summary>Their codes.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(reason => reason.Code)];

    /// <summary>The reason of a code.</summary>
    /// <exception cref="InvalidOperationException">It is none of the list.</exception>
    public static ReturnReason Of(string code) => All.First(reason => reason.Code == code);
}
