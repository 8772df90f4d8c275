using LinkageService.Engine.Problems;

namespace LinkageService.Features.Events;

/// <summary>Something other systems are told of: what an entry of the audit log means outside.</summary>
/// <param name="Thing">What it happened to.</param>
/// <param name="Happened">What happened.</param>
/// <param name="Action">As the audit log calls it.</param>
/// <param name="Words">It in words.</param>
internal sealed record EventType(string Thing, string Happened, string Action, LocalizedText Words)
{
    /// <summary>Its name, such as <c>run.approved</c>.</summary>
    public string Name { get; } = $"{Thing}.{Happened}";
}

/// <summary>Every kind of event there is, in one list; an entry of the audit log may be two of them.</summary>
internal static class EventTypes
{
    /// <summary>A correction was approved: what it corrects counts no more as it was.</summary>
    public static EventType RunCorrected { get; } = Of("run", "corrected", "run.approve", "核算被更正", "run corrected");

    /// <summary>A bank paid some of it back.</summary>
    public static EventType PaymentsReturned { get; } = Of("payments", "returned", "payments.record", "有款退回", "payments returned");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        Of("organization", "created", "organization.create", "新建组织", "organisation made"),
        Of("organization", "changed", "organization.change", "组织登记事项有变", "organisation changed"),
        Of("roster", "changed", "household.put", "名册有变", "roster changed"),
        Of("roster", "changed", "household.remove", "名册有变", "roster changed"),
        Of("roster", "changed", "household.withdraw", "名册有变", "roster changed"),
        Of("roster", "imported", "roster.import", "导入名册", "roster imported"),
        Of("roster", "reverted", "roster.take_back", "撤回导入", "import taken back"),
        Of("linkage", "added", "linkage.add", "新增利益联结", "linkage added"),
        Of("linkage", "ended", "linkage.end", "利益联结终止", "linkage ended"),
        Of("scheme", "added", "scheme.create", "收录方案", "scheme added"),
        Of("run", "created", "run.create", "新建核算", "run made"),
        Of("run", "changed", "run.edit", "核算草稿有变", "draft changed"),
        Of("run", "submitted", "run.submit", "核算已提交", "run submitted"),
        Of("run", "disclosed", "run.disclose", "核算开始公示", "run on notice"),
        Of("run", "objected", "run.object", "有人提出异议", "objection raised"),
        Of("run", "answered", "run.resolve", "异议已答复", "objection answered"),
        Of("run", "approved", "run.approve", "核算已批准", "run approved"),
        RunCorrected,
        Of("run", "paid", "run.pay", "核算已登记发放", "run paid"),
        Of("run", "closed", "run.close", "核算已结清", "run closed"),
        Of("run", "cancelled", "run.cancel", "核算已作废", "run cancelled"),
        Of("payments", "prepared", "payments.prepare", "发放已准备", "payments prepared"),
        Of("payments", "funded", "payments.fund", "资金已到位", "money is there"),
        Of("payments", "written", "payments.file.note", "代发文件已生成", "payment file written"),
        Of("payments", "sent", "payments.send", "款已送银行", "payments sent"),
        Of("payments", "recorded", "payments.record", "银行回单已登记", "results of the bank noted"),
        PaymentsReturned,
        Of("payments", "reissued", "payments.reissue", "款已补发", "payment sent again"),
        Of("payments", "signed", "payments.sign", "现金已签收", "paid in cash"),
        Of("payments", "unsigned", "payments.unsign", "现金签收已撤销", "payment in cash taken back"),
        Of("payments", "unclaimed", "payments.unclaim", "列为无人领取", "payment unclaimed"),
        Of("balance", "closed", "balance.close", "未结清差额已核销", "open balance closed"),
        Of("verification", "failed", "verification.fail", "核对不符", "verification failed"),
    ];

    /// <summary>The names, each once.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(type => type.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The acts of the audit log that may be one of some types; of any type for none.</summary>
    public static IReadOnlyList<string> ActionsOf(IReadOnlyCollection<string> names) => [.. All
        .Where(type => names.Count == 0 || names.Contains(type.Name, StringComparer.Ordinal))
        .Select(type => type.Action).Distinct(StringComparer.Ordinal)];

    /// <summary>A type in words.</summary>
    public static LocalizedText WordsOf(string name) => All.First(type => type.Name == name).Words;

    private static EventType Of(string thing, string happened, string action, string zh, string en) =>
        new(thing, happened, action, new LocalizedText(zh, en));
}
