using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Facts;

/// <summary>
/// What else people write into a table for a word of a fact, where it can mean one of them only. 对公 is whose account it may be, of
/// the organisation, an agency or the committee, so it is asked.
/// </summary>
internal static class FactSynonyms
{
    private static readonly (Enum Value, string[] Said)[] Table =
    [
        (StatementForm.Cooperative, ["合作社", "专业合作社", "农民专业合作社"]),
        (StatementForm.Collective, ["集体", "村集体", "集体经济组织", "农村集体经济组织", "股份经济合作社"]),
        (OfficerRole.Chair, ["社长", "董事长"]),
        (OfficerRole.Director, ["董事"]),
        (OfficerRole.Supervisor, ["监事长", "监事会主席"]),
        (OfficerRole.Manager, ["总经理"]),
        (OfficerRole.Accountant, ["主办会计", "总账会计"]),
        (OfficerRole.VillageCadre, ["村支书", "支书", "村书记", "村支部书记", "村党支部书记", "村主任", "村委会主任", "村委主任"]),
        (OfficerRole.FinanceGroup, ["民主理财小组", "理财小组成员", "理财小组"]),
        (AccountHolderKind.Organization, ["本社", "本集体", "本社账户", "本组织账户"]),
        (AccountHolderKind.VillageCommittee, ["村委会", "村委"]),
        (AccountHolderKind.Person, ["私人", "个人账户", "私人账户"]),
        (TaxMode.None, ["不扣", "不代扣", "免税"]),
        (TaxMode.Withhold, ["代扣代缴", "代扣个税"]),
        (TaxMode.OrganizationBears, ["单位负担", "集体承担", "本社承担"]),
    ];

    /// <summary>Whether a text is another name of a word.</summary>
    /// <param name="word">Of a closed list, as answers have it.</param>
    /// <param name="said">What was written, in Unicode form KC.</param>
    public static bool Means(FactWord word, string said) =>
        Table.Any(each => each.Value.Equals(word.Value) && each.Said.Any(other => Nfkc.Of(other) == said));
}
