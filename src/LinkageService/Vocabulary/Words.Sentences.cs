using LinkageService.Engine.Problems;

namespace LinkageService.Vocabulary;

/// <summary>What was done, as a sentence about somebody and something: 王主任批准了塘湾村 2025 年核算.</summary>
internal static partial class Words
{
    // {0} is what it was done to.
    private static readonly Dictionary<string, LocalizedText> Sentences = new(StringComparer.Ordinal)
    {
        ["organization.create"] = new("新建了组织{0}", "entered {0}"),
        ["organization.change"] = new("修改了{0}的登记事项", "changed {0}"),
        ["household.put"] = new("登记或修改了{0}", "entered or changed {0}"),
        ["household.import"] = new("导入了{0}", "imported {0}"),
        ["household.change"] = new("一次修改了{0}的多户", "changed several households of {0}"),
        ["household.take_back"] = new("把{0}恢复到一次导入以前", "put {0} back as before an import"),
        ["household.withdraw"] = new("撤销了重复登记的{0}", "withdrew {0}, entered twice"),
        ["household.erase"] = new("删除了{0}的个人信息", "erased what identifies the people of {0}"),
        ["household.remove"] = new("给{0}办理了退出", "took {0} off the roster"),
        ["household.find"] = new("按号码查找了{0}的农户", "looked for a number in {0}"),
        ["household.reveal"] = new("查看了{0}的完整号码", "saw numbers of {0} in full"),
        ["roster.import"] = new("把{0}的一次导入记入导入记录", "kept an import of {0} in the history"),
        ["roster.take_back"] = new("撤回了{0}的一次导入", "took back an import of {0}"),
        ["roster.sharing"] = new("选定了{0}的列名是否与同县共用", "said whether headings of {0} are shared"),
        ["roster.heading"] = new("选定了{0}的一列是什么", "said what a column of {0} is"),
        ["linkage.add"] = new("登记了{0}的利益联结", "entered a linkage of {0}"),
        ["linkage.end"] = new("终止了{0}的利益联结", "ended a linkage of {0}"),
        ["fact.put"] = new("登记了{0}的核对资料", "stated a fact about {0}"),
        ["fact.withdraw"] = new("撤回了{0}的核对资料", "took back a fact about {0}"),
        ["scheme.create"] = new("保存了{0}", "stored {0}"),
        ["run.create"] = new("新建了{0}", "made {0}"),
        ["run.submit"] = new("提交了{0}", "submitted {0}"),
        ["run.withhold"] = new("定下了{0}的代扣和抵扣", "fixed what {0} withholds and sets off"),
        ["set_off.record"] = new("登记了{0}的一笔欠款抵扣", "noted a debt to be set off against {0}"),
        ["set_off.withdraw"] = new("撤回了{0}的一笔欠款抵扣", "took back a debt to be set off against {0}"),
        ["run.disclose"] = new("开始公示{0}", "put {0} on notice"),
        ["run.object"] = new("登记了对{0}的异议", "noted an objection to {0}"),
        ["objection.raise"] = new("登记了对{0}的异议", "noted an objection to {0}"),
        ["run.resolve"] = new("答复了对{0}的异议", "answered an objection to {0}"),
        ["objection.resolve"] = new("答复了对{0}的异议", "answered an objection to {0}"),
        ["run.approve"] = new("批准了{0}", "approved {0}"),
        ["run.pay"] = new("登记发放了{0}", "noted the payment of {0}"),
        ["run.close"] = new("结清了{0}", "closed {0}"),
        ["run.cancel"] = new("作废了{0}", "cancelled {0}"),
        ["run.file.add"] = new("给{0}附上了扫描件或照片", "added a scan or photograph to {0}"),
        ["run.file.remove"] = new("撤下了{0}的扫描件或照片", "took out a scan or photograph of {0}"),
        ["payments.prepare"] = new("准备了{0}的发放", "prepared the payments of {0}"),
        ["payments.fund"] = new("确认了{0}的资金到位", "confirmed the money for {0}"),
        ["payments.file"] = new("生成了{0}的代发文件", "made a payment file of {0}"),
        ["payments.send"] = new("登记{0}的款已送银行", "noted payments of {0} as sent"),
        ["payments.record"] = new("登记了{0}的银行回单", "noted results of the bank for {0}"),
        ["payments.reissue"] = new("补发了{0}的款", "sent payments of {0} again"),
        ["payments.confirm"] = new("核对了{0}的新账号", "agreed to a changed account of {0}"),
        ["payments.sign"] = new("登记了{0}的现金签收", "noted payments of {0} in cash"),
        ["payments.unclaim"] = new("把{0}的款列为无人领取", "noted payments of {0} as unclaimed"),
        ["balance.close"] = new("核销了{0}的未结清差额", "closed an open balance of {0}"),
        ["verification.fail"] = new("核对发现{0}与库里保存的不符", "found that {0} is not as it was stored"),
        ["statement_check.keep"] = new("保存了{0}一张分红表的核对结果", "kept the check of a payout sheet of {0}"),
        ["statement_check.remove"] = new("删去了{0}一张分红表的核对结果", "removed the check of a payout sheet of {0}"),
        ["batch.create"] = new("新建了{0}的批次", "made a batch of {0}"),
        ["batch.pause"] = new("暂停了{0}的批次", "paused a batch of {0}"),
        ["batch.resume"] = new("让{0}的批次接着办", "resumed a batch of {0}"),
        ["batch.cancel"] = new("停止了{0}的批次", "cancelled a batch of {0}"),
        ["batch.retry"] = new("重做了{0}的批次里没算成的", "tried once more what failed in a batch of {0}"),
        ["batch.finish"] = new("办完了{0}的批次", "finished a batch of {0}"),
        ["batch.check"] = new("把{0}的一批核算先看一遍", "had the runs of a batch of {0} looked through"),
        ["batch.checked"] = new("看完了{0}的一批核算", "finished looking the runs of a batch of {0} through"),
        ["batch.act"] = new("确认批量办理{0}的一批核算", "confirmed an act on the runs of a batch of {0}"),
        ["batch.act_cancel"] = new("停止批量办理{0}的一批核算", "cancelled an act on the runs of a batch of {0}"),
        ["batch.act_finish"] = new("办完了{0}的一批核算", "finished an act on the runs of a batch of {0}"),
        ["webhook.create"] = new("新建了{0}的推送地址", "made a webhook of {0}"),
        ["webhook.change"] = new("修改了{0}的推送地址", "changed a webhook of {0}"),
        ["webhook.remove"] = new("删去了{0}的推送地址", "removed a webhook of {0}"),
        ["webhook.rotate"] = new("换了{0}的推送密钥", "gave a webhook of {0} a new secret"),
        ["webhook.resend"] = new("重新投递了{0}的一个事件", "sent an event of {0} again"),
        ["webhook.stop"] = new("停止了{0}的推送，因为对方不再接收", "stopped a webhook of {0}, whose receiver wants no more"),
        ["account.create"] = new("新建了{0}的账号", "made an account for {0}"),
        ["account.change"] = new("修改了{0}的账号", "changed the account of {0}"),
        ["account.disable"] = new("停用了{0}的账号", "disabled the account of {0}"),
        ["account.enable"] = new("重新启用了{0}的账号", "let the account of {0} sign in again"),
        ["account.reset"] = new("重设了{0}的密码", "gave {0} a new password"),
        ["account.password"] = new("修改了自己的密码", "changed their own password"),
        ["archive.make"] = new("把往年核算的明细移到了归档文件", "moved the statements of a year into an archive"),
        ["archive.put_back"] = new("把归档的明细放回了数据库", "put the statements of an archived year back"),
        ["backup.make"] = new("备份了数据库", "made a backup"),
        ["key.begin"] = new("启用了号码密钥", "began to use the key of private numbers"),
        ["key_file.rotate"] = new("给密钥文件加了新密钥", "added a key to the key file"),
        ["key_file.renew"] = new("用新密钥重新加密了{0}的号码", "sealed numbers of {0} with the new key"),
        ["key_file.retire"] = new("停用了密钥文件里的旧密钥", "retired keys of the key file"),
        ["key.create"] = new("发放了一把密钥", "issued a key"),
        ["key.rotate"] = new("换发了一把密钥", "replaced a key"),
        ["key.revoke"] = new("作废了一把密钥", "revoked a key"),
    };

    /// <summary>Every act that can be looked for in the audit log, in the order of its words.</summary>
    public static IEnumerable<string> Acts => Sentences.Keys;

    /// <summary>A sentence about an act.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">What, as the audit log names it.</param>
    /// <param name="of">To what, in both languages; empty for nothing in particular.</param>
    public static LocalizedText Sentence(string actor, string action, LocalizedText of) =>
        Sentences.TryGetValue(action, out var said)
            ? new LocalizedText(
                Spaced(actor) + said.Zh.Replace("{0}", of.Zh, StringComparison.Ordinal),
                $"{actor} {said.En.Replace("{0}", of.En, StringComparison.Ordinal)}")
            : new LocalizedText($"{actor}：{Act(action).Zh}", $"{actor}: {Act(action).En}");

    // A name of Latin letters stands apart from the Chinese after it.
    private static string Spaced(string name) => name.Length > 0 && char.IsAscii(name[^1]) ? name + " " : name;
}
