using LinkageService.Engine.Problems;
using LinkageService.Engine.Unicode;

namespace LinkageService.Vocabulary;

/// <summary>Why a bank sends a payment back, and what the household does now.</summary>
/// <param name="Code">As it is stored and served.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Words">
/// What bank files write for it, in the spelling of <see cref="ReturnReasons.Recognise"/>; an ellipsis stands for anything between.
/// </param>
/// <param name="IsoCodes">Codes of ISO 20022 (ExternalStatusReason, ExternalReturnReason) that say the same.</param>
/// <param name="Cure">What the household or the office does now, in one sentence.</param>
internal sealed record ReturnReason(
    string Code, LocalizedText Title, IReadOnlyList<string> Words, IReadOnlyList<string> IsoCodes, LocalizedText Cure);

/// <summary>
/// The closed list of reasons for which payments come back, the one home of their words: banks' files are read by it, pages and papers
/// show it, <c>docs/payments.md</c> lists it.
/// </summary>
internal static class ReturnReasons
{
    /// <summary>Anything that is none of the others: the bank's own words say what.</summary>
    public const string Other = "other";

    private const char Anything = '…';

    /// <summary>All of them; where a text fits two equally well, the first goes.</summary>
    public static IReadOnlyList<ReturnReason> All { get; } =
    [
        new("account_unknown", new("账号不存在", "no such account"),
            [
                "账号不存在", "账户不存在", "卡号不存在", "账号错", "账户错", "卡号错", "账号有误", "卡号有误", "账号无效", "卡号无效", "无此账户",
                "无此账号", "无此卡", "无此户", "查无此",
            ],
            ["AC01", "AC03"],
            new("请本人带银行卡或存折来，照着卡面重新登记账号。",
                "Ask them to bring the card or passbook, and enter the number as it is printed there.")),
        new("name_mismatch", new("户名不符", "the name does not fit"),
            [
                "户名…不符", "户名…不一致", "户名…不匹配", "户名错", "户名有误", "姓名…不符", "姓名…不一致", "姓名…不匹配", "姓名错", "姓名有误",
                "名称…不符", "名称…不一致", "名称与主机登记不符",
            ],
            ["BE01"],
            new("请本人带银行卡或存折来看：是户名写错了，还是账号写成了别人的。",
                "Ask them to bring the card or passbook: see whether the name or the account is wrong.")),
        new("account_closed", new("已销户", "the account is closed"),
            ["已销户", "销户", "已注销", "已清户"],
            ["AC04", "AC07"],
            new("这个账户已经注销，请本人另报一个账号。",
                "Ask them for another account.")),
        new("account_blocked", new("账户冻结、止付或挂失", "the account is blocked"),
            [
                "冻结", "止付", "全冻户", "只付不收", "不收不付", "挂失", "账户状态异常", "账户状态不正常", "卡状态异常", "账号状态异常",
            ],
            ["AC06"],
            new("请本人到开户行问清原因并解除；等不及的另报账号或改为现金签收。",
                "They ask their bank why and have it lifted; or they name another account, or are paid in cash.")),
        new("account_dormant", new("账户久未使用", "the account is dormant"),
            ["睡眠户", "休眠", "久悬", "不动户", "未激活", "未启用", "中止账户不允许入账"],
            ["AG01"],
            new("请本人带身份证到开户行激活账户，办好后告诉会计再补发。",
                "They have it activated at the bank with their identity card, then the payment is sent again.")),
        new("id_expired", new("身份信息过期或不全", "identity papers have expired"),
            [
                "身份信息…过期", "身份信息不全", "身份信息缺失", "身份信息…失效", "身份证…过期", "身份证…失效", "证件…过期", "证件…失效", "证件…到期",
            ],
            ["RR04"],
            new("请本人带新身份证到开户行更新信息，办好后告诉会计再补发。",
                "They renew their papers at the bank, then the payment is sent again.")),
        new("limit_exceeded", new("超过账户限额", "above the limit of the account"),
            ["超限额", "超…限额", "限额不足", "II类", "III类", "二类户", "三类户"],
            ["AM02"],
            new("二、三类账户有限额，请本人另报一个一类账户，或到银行升级。",
                "Accounts of class II and III have limits: they name one of class I, or have theirs raised.")),
        new("payer_funds", new("付款账户余额不足", "the paying account is short"),
            ["余额不足", "存款不足", "资金不足", "头寸不足"],
            ["AM04"],
            new("农户不用办什么；会计补足付款账户的钱，再补发。",
                "Nothing for the household to do: the office funds its account and sends again.")),
        new("deceased", new("户主已故", "the holder has died"),
            ["死亡", "已故", "去世", "身故"],
            ["MD07"],
            new("请继承人带公证书或村里的证明来，登记继承人的账号，或由继承人代领。",
                "The heirs bring the notary's deed or the village's paper; the payment goes to an heir's account or is collected.")),
        new("duplicate", new("重复付款", "a duplicate payment"),
            ["重复"],
            ["AM05"],
            new("先不要补发：请银行查清这笔钱是不是已经到账。",
                "Do not send it again yet: have the bank find out whether the money has arrived.")),
        new("bank_unknown", new("开户行或行号不对", "the bank or its code is wrong"),
            [
                "开户行…不符", "开户行错", "开户行有误", "开户行不存在", "行号…不符", "行号错", "行号有误", "行号无效", "行号不存在", "行名…不符",
                "清算行未加入", "收款行不存在", "接收行…不存在",
            ],
            ["RC01", "CNOR"],
            new("农户问开户行要十二位行号，会计改好后补发。",
                "They ask their bank for its code of twelve digits; the office puts it right and sends again.")),
        new("format", new("文件格式不对", "the file has a wrong format"),
            ["格式错", "格式有误", "格式不", "非法字符"],
            ["FF01"],
            new("农户不用办什么；会计按银行的模板重新生成文件，再补发。",
                "Nothing for the household to do: the office makes the file anew after the bank's template.")),
        new(Other, new("其他原因", "another reason"),
            [],
            ["MS03"],
            new("看银行写的原因；看不明白就打电话问银行，问清后改账号补发或改为现金签收。",
                "Read the bank's words, ask the bank where they are not clear, then send again or pay in cash.")),
    ];

    /// <summary>Their codes.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. All.Select(reason => reason.Code)];

    /// <summary>The reason of a code.</summary>
    /// <exception cref="InvalidOperationException">It is none of the list.</exception>
    public static ReturnReason Of(string code) => All.First(reason => reason.Code == code);

    /// <summary>The reason that a code of ISO 20022 stands for; null where none of ours does.</summary>
    public static ReturnReason? OfIso(string code) =>
        All.FirstOrDefault(reason => reason.IsoCodes.Contains(code.Trim(), StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The reason that a bank's words speak of: that of the longest known words among them, so that 付款账户余额不足 is about the payer;
    /// null where none is known. Spaces and width of letters do not matter, 帐 is 账.
    /// </summary>
    public static ReturnReason? Recognise(string words)
    {
        var text = string.Concat(Nfkc.Of(words).Where(letter => !char.IsWhiteSpace(letter))).Replace('帐', '账').ToUpperInvariant();
        return All.Select(reason => (Reason: reason, Length: reason.Words.Where(word => IsIn(word, text)).Max(word => (int?)word.Length)))
            .Where(found => found.Length is not null)
            .OrderByDescending(found => found.Length)
            .FirstOrDefault().Reason;
    }

    /// <summary>The reason of a return: by the bank's words, else by its code, else <see cref="Other"/>.</summary>
    /// <param name="words">What the bank wrote; null for nothing.</param>
    /// <param name="isoCode">A code of ISO 20022; null for none.</param>
    public static ReturnReason OfBank(string? words, string? isoCode = null) =>
        (words is null ? null : Recognise(words)) ?? (isoCode is null ? null : OfIso(isoCode)) ?? Of(Other);

    private static bool IsIn(string word, string text)
    {
        var from = 0;
        foreach (var part in word.Split(Anything))
        {
            var at = text.IndexOf(part, from, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            from = at + part.Length;
        }

        return true;
    }
}
