using System.Globalization;
using LinkageService.Engine.Problems;

namespace LinkageService.Vocabulary;

/// <summary>What the forms call the fields of requests: a person reads the label beside a field, not its path.</summary>
internal static class FieldWords
{
    // A path without the places in its lists.
    private static readonly Dictionary<string, LocalizedText> Table = new(StringComparer.Ordinal)
    {
        ["id"] = new("编号", "Id"),
        ["name"] = new("名称", "Name"),
        ["legalForm"] = new("法律形式", "Legal form"),
        ["region"] = new("行政区划代码", "Region code"),
        ["parent"] = new("上级", "Organisation above"),
        ["noticeDays"] = new("公示天数", "Days of public notice"),
        ["members"] = new("家庭人口", "Members"),
        ["tags[]"] = new("人员类别", "Tags"),
        ["validFrom"] = new("从哪天起生效", "In force from"),
        ["account.holder"] = new("开户名", "Holder"),
        ["account.bank"] = new("开户行", "Bank"),
        ["account.number"] = new("账号", "Number"),
        ["phone"] = new("联系电话", "Phone"),
        ["remark"] = new("备注", "Remark"),
        ["persons[].name"] = new("姓名", "Name"),
        ["persons[].idNumber"] = new("身份证号", "ID number"),
        ["persons[].birthDate"] = new("出生日期", "Date of birth"),
        ["persons[].relation"] = new("与户主关系", "Relation"),
        ["persons[].head"] = new("户主", "Head"),
        ["persons[].joined"] = new("加入日期", "Joined"),
        ["persons[].left"] = new("退出日期", "Left"),
        ["persons[].deceased"] = new("死亡日期", "Deceased"),
        ["persons[].legal.leftBecause"] = new("退出原因", "Why they left"),
        ["persons[].legal.shareVotesFor"] = new("非成员参加分配的同意票", "In favour of a non-member's share"),
        ["household"] = new("户编号", "Member number"),
        ["partner"] = new("联结主体", "Partner"),
        ["mode"] = new("联结方式", "Mode"),
        ["terms"] = new("约定", "Terms"),
        ["from"] = new("起始日", "First day"),
        ["to"] = new("最后一天", "Last day"),
        ["on"] = new("发放日期", "Day of the payment"),
        ["reason"] = new("原因", "Reason"),
        ["overrides"] = new("放行的核对项", "Checks let pass"),
        ["repeatReason"] = new("为什么再发一笔", "Why it is paid as well"),
        ["content"] = new("异议内容", "What it says"),
        ["resolution"] = new("答复", "Answer"),
        ["meeting"] = new("会议", "Meeting"),
        ["meeting.date"] = new("会议日期", "Day of the meeting"),
        ["meeting.due"] = new("应到人数", "Entitled to vote"),
        ["meeting.present"] = new("实到人数", "Present"),
        ["meeting.inFavour"] = new("同意人数", "In favour"),
        ["recordDate"] = new("登记日", "Record date"),
        ["year"] = new("年度", "Year"),
        ["payer"] = new("资金来源", "Paid out of"),
        ["balances[].payee.name"] = new("收款人姓名", "Name of the payee"),
        ["balances[].payee.relation"] = new("付给", "Pay to"),
        ["balances[].payee.bank"] = new("开户行", "Bank"),
        ["balances[].payee.account"] = new("账号", "Account"),
        ["balances[].payee.evidence"] = new("凭据", "Paper that shows it"),
    };

    /// <summary>The fields that have one.</summary>
    public static IReadOnlyCollection<string> Labelled => Table.Keys;

    /// <summary>The label of a field; null where no form has it.</summary>
    /// <param name="field">Its path, such as <c>persons[2].idNumber</c>.</param>
    public static LocalizedText? Label(string field)
    {
        var (open, close) = (field.IndexOf('[', StringComparison.Ordinal), field.IndexOf(']', StringComparison.Ordinal));
        if (open < 0 || close < open)
        {
            return Table.GetValueOrDefault(field);
        }

        if (Table.GetValueOrDefault(field[..(open + 1)] + field[close..]) is not { } label)
        {
            return null;
        }

        return int.TryParse(field.AsSpan((open + 1)..close), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new LocalizedText($"第 {at + 1} 项的{label.Zh}", $"{label.En}, entry {at + 1}")
            : label;
    }
}
