namespace LinkageService.Http;

/// <summary>Parts of queries and headers that several endpoints read.</summary>
internal static class StoredParameters
{
    public static ParameterDocumentation Cursor { get; } = new("cursor", "上一页的 next | next of the page before");

    public static ParameterDocumentation Limit { get; } =
        new("limit", "每页最多几条，1 到 1000，默认 100 | Entries of the page, 1 to 1000, 100 unless stated", "10")
        { CheckedBy = typeof(PageValidator) };

    public static ParameterDocumentation UpdatedSince { get; } = new(
        "updatedSince", "只看这一时刻起有变化的，排序不变 | Only those that changed from this moment on; their order stays", "2000-01-01T00:00:00Z");

    /// <summary>The order of a list.</summary>
    /// <param name="sorts">Those it has, the usual one first.</param>
    /// <param name="checkedBy">What refuses others.</param>
    public static ParameterDocumentation Sort(IReadOnlyList<string> sorts, Type checkedBy)
    {
        var all = string.Join(' ', sorts);
        return new ParameterDocumentation(
            ListSort.Field, $"排序，前面加 - 为倒序，默认第一个：{all} | The order, with - the other way round, the first unless stated: {all}",
            ListSort.Updated) { CheckedBy = checkedBy };
    }

    public static ParameterDocumentation AsOf { get; } = new(
        "asOf", "哪一天的情况，默认今天（中国） | How it stood on this date; today in China unless stated", "2999-12-30");

    public static ParameterDocumentation KnownAt { get; } = new(
        "knownAt", "只看这一时刻已知的，默认现在 | Only what was known at this moment; now unless stated", "2999-12-31T00:00:00Z");

    public static ParameterDocumentation LaterFacts { get; } = new(
        "laterFacts",
        "更晚的登记仍写着被替换的值时：keep 不动（默认，答复里列出）或 change 一起改 | What becomes of later entries that repeat what is "
        + "replaced: keep (unless stated; the answer lists them) or change", "keep");

    public static ParameterDocumentation IfMatch { get; } = new(
        "If-Match", "读到的 ETag；已有人改过则为 412 | The ETag that was read; 412 when somebody changed it since") { IsHeader = true };

    public static ParameterDocumentation IfNoneMatch { get; } = new(
        "If-None-Match", "已有的 ETag；没有变则为 304 | The ETag of what the caller has; 304 when it is as it was") { IsHeader = true };

    public static ParameterDocumentation CreateOnly { get; } = new(
        "If-None-Match", "* 表示只新建，已有则为 412 | * makes a new one only: 412 when there is one") { IsHeader = true };

    public static ParameterDocumentation Purpose { get; } = new(
        "X-Linkage-Purpose",
        "要看完整号码的用途（百分号编码），需要权限，并记入审计日志 | Why numbers are wanted in full, percent-encoded; needs the permission, is audited")
        { IsHeader = true };
}
