using LinkageService.Engine.Problems;

namespace LinkageService.Access;

/// <summary>What roles and permissions are called.</summary>
internal static class AccessWords
{
    /// <summary>A role; null for who is not signed in.</summary>
    public static LocalizedText Of(Role? role) => role?.Name switch
    {
        null => new("未登录", "not signed in"),
        "viewer" => new("查看", "viewer"),
        "preparer" => new("制单", "preparer"),
        "approver" => new("审核", "approver"),
        "supervisor" => new("监管", "supervisor"),
        "auditor" => new("审计", "auditor"),
        "administrator" => new("管理", "administrator"),
        "monitor" => new("监控", "monitor"),
        _ => new("本机", "this machine"),
    };

    /// <summary>What a permission lets somebody do.</summary>
    public static LocalizedText Of(Permission permission) => permission switch
    {
        Permission.Open => new("使用", "use this"),
        Permission.Calculate => new("试算、看方案", "compute without storing and read schemes"),
        Permission.WriteSchemes => new("新建方案", "store schemes"),
        Permission.ReadOrganizations => new("看组织和名册", "read organisations and rosters"),
        Permission.WriteOrganizations => new("新建、修改组织", "set up and change organisations"),
        Permission.WriteHouseholds => new("登记、修改名册", "keep rosters"),
        Permission.RevealPersonalData => new("看完整的身份证号和账号", "see ID and account numbers in full"),
        Permission.ReadRuns => new("看核算", "read runs"),
        Permission.PrepareRuns => new("制作核算、办理公示和发放", "make runs and bring them to payment"),
        Permission.ApproveRuns => new("批准核算", "approve runs"),
        Permission.ReadAudit => new("看审计记录", "read the audit log"),
        Permission.CancelRuns => new("作废核算", "give runs up"),
        Permission.BackUp => new("备份", "back up"),
        Permission.ManageWebhooks => new("管理事件推送地址", "manage webhooks"),
        Permission.ReadMetrics => new("看运行指标", "read the figures of the running service"),
        Permission.ManageAccounts => new("管理账号", "manage accounts"),
        Permission.ErasePersonalData => new("删除个人信息", "erase personal data"),
        Permission.OverrideChecks => new("在合规检查不通过时放行", "let a blocking legal check pass"),
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "no single permission"),
    };

    /// <summary>A role does not allow something: what, and which roles do.</summary>
    public static LocalizedText Forbidden(Role role, Permission needed)
    {
        var what = Enum.GetValues<Permission>().Where(each => each != Permission.Open && (needed & each) == each)
            .Select(Of).ToArray();
        var others = Role.All.Where(each => (each.Permissions & needed) == needed).ToArray();
        var (zh, en) = (string.Join('、', what.Select(each => each.Zh)), string.Join(", ", what.Select(each => each.En)));
        return new LocalizedText(
            $"角色“{Of(role).Zh}”（{role.Name}）不能{zh}；能的角色："
            + string.Join('、', others.Select(each => $"{Of(each).Zh}（{each.Name}）")),
            $"the role {role.Name} may not {en}; roles that may: {string.Join(", ", others.Select(each => each.Name))}");
    }
}
