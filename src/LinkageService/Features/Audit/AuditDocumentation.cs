using LinkageService.Http;

namespace LinkageService.Features.Audit;

/// <summary>What the OpenAPI document says of the audit log.</summary>
internal static class AuditDocumentation
{
    public static EndpointDocumentation List { get; } = new(
        "列出审计记录 | List audit entries",
        """
        谁在什么时候做了什么，按编号排序。限于某组织的密钥只看到该组织及其下级的记录。
        Who did what, when, by number. A key limited to an organisation sees the entries of that one and those below it.
        """)
    {
        Response = typeof(AuditPageContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new("organization", "只看这个组织的 | Only those of this organisation") { CheckedBy = typeof(ListAuditEntriesValidator) },
            new("subject", "只看这一件，如 run/0197… | Only those of this subject, such as run/0197…", "organization/tangwan")
                { CheckedBy = typeof(ListAuditEntriesValidator) },
            new("after", "上一页的 next | next of the page before", "0") { CheckedBy = typeof(ListAuditEntriesValidator) },
            StoredParameters.Limit,
        ],
    };

    public static EndpointDocumentation Verification { get; } = new(
        "核对审计链 | Verify the audit chain",
        """
        从第一条走到最后一条；指出第一条接不上的。更全面的核对用命令 LinkageService verify。
        Walks from the first entry to the last and names the first that does not fit. The command LinkageService verify checks everything
        that is stored.
        """)
    {
        Response = typeof(AuditVerificationContract),
        Failures = [401, 403, 503],
    };

    public static EndpointDocumentation Head { get; } = new(
        "审计链的末端 | The head of the audit chain",
        """
        请定期另处保存；以后用 LinkageService verify --head 可证明此前的记录没有被改动或截去。
        Keep it elsewhere from time to time: LinkageService verify --head later shows that nothing before it was changed or cut off.
        """)
    {
        Response = typeof(AuditHeadContract),
        Failures = [401, 403, 503],
    };
}
