using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Storage.Runs;

namespace LinkageService.Vocabulary;

/// <summary>What the fixed words of the service are called on a page: the one table of them, in the words of the field.</summary>
internal static partial class Words
{
    /// <summary>A role.</summary>
    public static LocalizedText Role(Role? role) => AccessWords.Of(role);

    /// <summary>A state of a run.</summary>
    public static LocalizedText State(string state) => state switch
    {
        RunStates.Draft => new("草稿", "draft"),
        RunStates.Submitted => new("已提交", "submitted"),
        RunStates.Disclosed => new("公示中", "on notice"),
        RunStates.Approved => new("已批准", "approved"),
        RunStates.Paid => new("已发放", "paid"),
        RunStates.Closed => new("已结清", "closed"),
        RunStates.Cancelled => new("已作废", "cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no state of a run"),
    };

    /// <summary>A stage of a run.</summary>
    public static LocalizedText Stage(RunStage stage) => stage switch
    {
        RunStage.Make => new("制单", "Make"),
        RunStage.Notice => new("公示", "Notice"),
        RunStage.Approve => new("批准", "Approve"),
        RunStage.Pay => new("发放", "Pay"),
        RunStage.Close => new("结清", "Close"),
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "no stage of a run"),
    };

    private static readonly Dictionary<string, LocalizedText> Actions = new(StringComparer.Ordinal)
    {
        ["organization.create"] = new("新建组织", "entered an organisation"),
        ["organization.change"] = new("修改组织资料", "changed an organisation"),
        ["household.put"] = new("登记或修改农户", "entered or changed a household"),
        ["household.import"] = new("导入名册", "imported a roster"),
        ["household.change"] = new("一次修改多户", "changed several households at once"),
        ["household.take_back"] = new("把农户恢复到导入以前", "put households back as before an import"),
        ["roster.import"] = new("记入导入记录", "kept an import in the history"),
        ["roster.take_back"] = new("撤回导入", "took an import back"),
        ["roster.sharing"] = new("选定列名是否与同县共用", "said whether headings are shared in the county"),
        ["roster.heading"] = new("选定名册的一列是什么", "said what a column of the roster is"),
        ["household.withdraw"] = new("撤销重复登记的农户", "withdrew a household entered twice"),
        ["household.erase"] = new("删除农户个人信息", "erased what identifies a household"),
        ["household.remove"] = new("农户退出", "took a household off the roster"),
        ["household.find"] = new("按号码查找农户", "looked for a number"),
        ["household.reveal"] = new("查看完整号码", "saw numbers in full"),
        ["linkage.add"] = new("登记利益联结", "entered a linkage"),
        ["linkage.end"] = new("终止利益联结", "ended a linkage"),
        ["fact.put"] = new("登记核对资料", "stated a fact about the organisation"),
        ["fact.withdraw"] = new("撤回核对资料", "took back a fact about the organisation"),
        ["scheme.create"] = new("保存方案", "stored a scheme"),
        ["run.edit"] = new("修改核算草稿", "changed a draft"),
        ["run.create"] = new("新建核算", "made a run"),
        ["run.submit"] = new("提交核算", "submitted a run"),
        ["run.withhold"] = new("定下代扣和抵扣", "fixed what is withheld and set off"),
        ["set_off.record"] = new("登记欠款抵扣", "noted a debt to be set off"),
        ["set_off.withdraw"] = new("撤回欠款抵扣", "took back a debt to be set off"),
        ["run.disclose"] = new("开始公示", "put a run on notice"),
        ["run.object"] = new("登记异议", "noted an objection"),
        ["objection.raise"] = new("登记异议", "noted an objection"),
        ["run.resolve"] = new("答复异议", "answered an objection"),
        ["objection.resolve"] = new("答复异议", "answered an objection"),
        ["run.approve"] = new("批准核算", "approved a run"),
        ["run.pay"] = new("登记发放", "noted the payment of a run"),
        ["run.close"] = new("结清", "closed a run"),
        ["run.file.add"] = new("附上扫描件或照片", "added a scan or photograph"),
        ["run.file.remove"] = new("撤下扫描件或照片", "took out a scan or photograph"),
        ["payments.prepare"] = new("准备发放", "prepared payments"),
        ["payments.fund"] = new("确认资金到位", "confirmed that the money is there"),
        ["payments.file"] = new("生成代发文件", "made a payment file"),
        ["payments.send"] = new("登记已送银行", "noted payments as sent"),
        ["payments.record"] = new("登记银行回单", "noted results of the bank"),
        ["payments.reissue"] = new("补发", "sent a payment again"),
        ["payments.confirm"] = new("核对新账号", "agreed to a changed account"),
        ["payments.sign"] = new("登记现金签收", "noted a payment in cash"),
        ["payments.unsign"] = new("撤销现金签收", "took back a payment in cash"),
        ["payments.file.note"] = new("记下代发文件里有哪些款", "noted which payments a file holds"),
        ["payments.template.save"] = new("保存代发模板", "kept a template for a bank"),
        ["payments.template.remove"] = new("删去代发模板", "removed a template for a bank"),
        ["payments.unclaim"] = new("列为无人领取", "noted a payment as unclaimed"),
        ["balance.close"] = new("核销未结清差额", "closed an open balance"),
        ["run.cancel"] = new("作废核算", "cancelled a run"),
        ["verification.fail"] = new("核对不符", "found that something is not as it was stored"),
        ["batch.create"] = new("新建批次", "made a batch"),
        ["statement_check.keep"] = new("保存核对结果", "kept the check of a sheet"),
        ["statement_check.remove"] = new("删去核对结果", "removed the check of a sheet"),
        ["batch.pause"] = new("暂停批次", "paused a batch"),
        ["batch.resume"] = new("继续批次", "resumed a batch"),
        ["batch.cancel"] = new("停止批次", "cancelled a batch"),
        ["batch.retry"] = new("重做没算成的", "tried what failed once more"),
        ["batch.finish"] = new("批次办完", "finished a batch"),
        ["batch.check"] = new("批量办理先看一遍", "had the runs of a batch looked through"),
        ["batch.checked"] = new("批量办理看完", "finished looking the runs of a batch through"),
        ["batch.act"] = new("确认批量办理", "confirmed an act on the runs of a batch"),
        ["batch.act_cancel"] = new("停止批量办理", "cancelled an act on the runs of a batch"),
        ["batch.act_finish"] = new("批量办理办完", "finished an act on the runs of a batch"),
        ["account.create"] = new("新建账号", "made an account"),
        ["account.change"] = new("修改账号", "changed an account"),
        ["account.disable"] = new("停用账号", "disabled an account"),
        ["account.enable"] = new("启用账号", "let an account sign in again"),
        ["account.reset"] = new("重设密码", "gave an account a new password"),
        ["account.password"] = new("修改自己的密码", "changed their own password"),
        ["webhook.create"] = new("新建推送地址", "made a webhook"),
        ["webhook.change"] = new("修改推送地址", "changed a webhook"),
        ["webhook.remove"] = new("删去推送地址", "removed a webhook"),
        ["webhook.rotate"] = new("换推送密钥", "gave a webhook a new secret"),
        ["webhook.resend"] = new("重新投递事件", "sent an event again"),
        ["webhook.stop"] = new("对方不再接收，停止推送", "stopped a webhook whose receiver wants no more"),
        ["archive.make"] = new("归档往年明细", "archived a year"),
        ["archive.put_back"] = new("放回归档的明细", "put an archived year back"),
        ["backup.make"] = new("备份数据库", "made a backup"),
        ["key.begin"] = new("启用号码密钥", "began to use the key of private numbers"),
        ["key_file.rotate"] = new("密钥文件加新密钥", "added a key to the key file"),
        ["key_file.renew"] = new("用新密钥重新加密", "sealed numbers with the new key"),
        ["key_file.retire"] = new("停用旧的号码密钥", "retired keys of the key file"),
        ["key.create"] = new("发放密钥", "issued a key"),
        ["key.rotate"] = new("换发密钥", "replaced a key"),
        ["key.revoke"] = new("作废密钥", "revoked a key"),
    };

    /// <summary>An act of the audit log.</summary>
    public static LocalizedText Act(string action) => Actions.GetValueOrDefault(action) ?? new("其他操作", "something else");

    /// <summary>A detail of an entry of the audit log; its own name where there is no better word.</summary>
    public static LocalizedText Detail(string name) => name switch
    {
        "validFrom" => new("生效日", "from"),
        "rows" => new("行数", "rows"),
        "added" => new("新增", "added"),
        "changed" => new("变更", "changed"),
        "unchanged" => new("未变", "unchanged"),
        "on" => new("日期", "on"),
        "noticeDays" => new("公示天数", "days of notice"),
        "scheme" => new("方案", "scheme"),
        "year" => new("年度", "year"),
        "roster" => new("名册", "roster"),
        "digest" => new("摘要", "digest"),
        "meeting" => new("会议日期", "meeting"),
        "due" => new("应到", "due"),
        "present" => new("实到", "present"),
        "inFavour" => new("赞成", "in favour"),
        "household" or "found" => new("户编号", "household"),
        "objection" => new("异议", "objection"),
        "purpose" => new("用途", "purpose"),
        "by" => new("按", "by"),
        "role" => new("角色", "role"),
        "expires" => new("到期", "expires"),
        "reason" => new("原因", "reason"),
        "policy" => new("办法", "policy"),
        "file" => new("文件", "file"),
        "entries" => new("审计记录数", "audit entries"),
        "corrects" => new("更正的核算", "corrects"),
        "households" => new("户数", "households"),
        "amountFen" => new("金额（分）", "amount in fen"),
        "reference" => new("凭据", "reference"),
        "attempt" => new("第几次", "attempt"),
        "channel" => new("方式", "channel"),
        "account" => new("账号尾号", "end of the account"),
        "collector" => new("代领人", "collected by"),
        "relation" => new("与本户关系", "relation"),
        "paid" => new("到账", "arrived"),
        "returned" => new("退票", "returned"),
        "unmatched" => new("未对上", "put aside"),
        "undone" => new("已撤回", "taken back"),
        "kept" => new("后来改过，未动", "changed since and kept"),
        "notPossible" => new("不能撤回", "not possible"),
        "import" => new("导入", "import"),
        "fields" => new("改了哪几项", "fields"),
        "shared" => new("共用", "shared"),
        "note" => new("说明", "note"),
        "exceptions" => new("看过的异动清单", "exceptions looked at"),
        "name" => new("名称", "name"),
        "kind" => new("种类", "kind"),
        "size" => new("字节数", "bytes"),
        _ => new(name, name),
    };

    /// <summary>The next act of a run, as a button.</summary>
    public static LocalizedText NextAct(string act) => act switch
    {
        RunActs.Submit => new("提交", "Submit"),
        RunActs.Disclose => new("公示", "Put on notice"),
        RunActs.Answer => new("答复异议", "Answer objections"),
        RunActs.Approve => new("批准", "Approve"),
        RunActs.Pay => new("登记发放", "Note the payment"),
        RunActs.Close => new("结清", "Close"),
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "no act of a run"),
    };

    /// <summary>A benefit that several schemes share; else the name its step has, which one scheme chose for itself.</summary>
    public static LocalizedText Benefit(string benefit, LocalizedText title) => BenefitWords.Of(benefit) ?? title;
}
