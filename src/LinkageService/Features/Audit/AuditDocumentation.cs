using LinkageService.Http;

namespace LinkageService.Features.Audit;

/// <summary>What the OpenAPI document says of the audit log.</summary>
internal static class AuditDocumentation
{
    private static readonly ParameterDocumentation[] Filters =
    [
        new("organization", "只看这个组织的 | Only those of this organisation") { CheckedBy = typeof(ListAuditEntriesValidator) },
        new("subject", "只看这一件，如 run/0197… | Only those of this subject, such as run/0197…", "organization/tangwan")
            { CheckedBy = typeof(ListAuditEntriesValidator) },
        new("actor", "只看这个人的，不分大小写 | Only those of this person or key, capital letters or not")
            { CheckedBy = typeof(ListAuditEntriesValidator) },
        new("action", "只看这种操作，如 run.approve；numbers 是看过或送出完整号码的 | Only those of this act, such as run.approve; numbers "
            + "for all by which numbers were seen or sent in full")
            { CheckedBy = typeof(ListAuditEntriesValidator) },
        new("from", "从这一天起（中国） | From this day on, in China"),
        new("to", "到这一天止，含当天 | Up to this day, it included"),
    ];

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
            .. Filters,
            new("after", "上一页的 next | next of the page before", "0") { CheckedBy = typeof(ListAuditEntriesValidator) },
            StoredParameters.Limit,
        ],
    };

    public static EndpointDocumentation Export { get; } = new(
        "导出审计记录 | Export the audit log",
        """
        每条一行：谁、什么时候、做了什么（一句话）、细节和校验码；条件与列出相同，符合的全部写出。
        An entry a row: who, when, what in a sentence, details and hash; the same conditions as the list, and all that fit.
        """)
    {
        Response = typeof(string),
        ResponseTypes = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        Failures = [400, 401, 403, 404, 503],
        Parameters =
        [
            new ParameterDocumentation("format", "csv 或 xlsx，默认 csv | csv or xlsx; csv unless stated", "csv"),
            new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh"),
            .. Filters,
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

    private static readonly ParameterDocumentation Day = new(
        "on", "到这一天（中国）结束时；不写是现在 | At the end of this day in China; now unless stated");

    public static EndpointDocumentation Head { get; } = new(
        "审计记录的末端 | The head of the audit log",
        """
        最后一条记录，和到它为止全部记录的树根。请每天另处保存；以后用 LinkageService verify --head 可证明此前的记录没有被改动或截去。过了的一天，答案不再变。
        The last entry, and the root of the hash tree over all entries up to it. Keep it elsewhere every day: LinkageService verify
        --head later shows that nothing before it was changed or cut off. The answer for a day that is over stays the same.
        """)
    {
        Response = typeof(AuditHeadContract),
        Failures = [400, 401, 403, 503],
        Parameters = [Day],
    };

    public static EndpointDocumentation Checkpoint { get; } = new(
        "审计记录的检查点 | A checkpoint of the audit log",
        """
        同一个树根，写成 C2SP 检查点（tlog-checkpoint）的文本：哪份记录、多少条、树根（Base64），各占一行，没有签名。
        The same root as the text of a C2SP checkpoint (tlog-checkpoint): which log, how many entries, the root in Base64, each on a line
        of its own. It is not signed.
        """)
    {
        Response = typeof(string),
        ResponseTypes = ["text/plain"],
        Failures = [400, 401, 403, 503],
        Parameters = [Day],
    };

    public static EndpointDocumentation Proof { get; } = new(
        "证明一个组织的末端 | Prove the head of an organisation",
        """
        该组织到那时的最后一条记录，和它到树根的路径（RFC 9162）：另处保存树根的人凭它核对这个组织，看不到别的组织的记录。存成文件可交给 verify --head。
        The organisation's last entry by then, and its way to the root (RFC 9162): whoever keeps the root checks this organisation by it and
        sees no entry of others. Kept as a file, verify --head takes it.
        """)
    {
        Response = typeof(AuditProofContract),
        Failures = [400, 401, 403, 404, 409, 503],
        Parameters = [Day],
        PathExamples = new Dictionary<string, string>(StringComparer.Ordinal) { ["org"] = "tangwan" },
    };
}
