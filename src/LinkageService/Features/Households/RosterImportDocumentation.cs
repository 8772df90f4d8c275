using LinkageService.Http;

namespace LinkageService.Features.Households;

/// <summary>What the OpenAPI document says of imports that were made, and of changing several households at once.</summary>
internal static class RosterImportDocumentation
{
    /// <summary>An import as examples name it.</summary>
    public const string ExampleImport = "0193b2c4d5e67f8091a2b3c4d5e6f709";

    private static readonly Dictionary<string, string> Path = new(StringComparer.Ordinal) { ["org"] = "tangwan" };

    private static readonly Dictionary<string, string> ImportPath = new(StringComparer.Ordinal)
    {
        ["org"] = "tangwan", ["import"] = ExampleImport,
    };

    public static EndpointDocumentation List { get; } = new(
        "导入过的名册 | What was imported",
        """
        谁在何时导入了哪个文件，新增、变化几户，撤回了没有；一次修改多户也在里面。最近的在前。
        Who imported which file when, how many households it added and changed, and whether it was taken back; changes of several
        households at once too. The latest first.
        """)
    {
        Response = typeof(RosterImportPageContract),
        Failures = [400, 401, 403, 404, 503],
        Parameters = [StoredParameters.Cursor, StoredParameters.Limit],
        PathExamples = Path,
    };

    public static EndpointDocumentation Get { get; } = new("其中一次 | One of them", "导入的情况和撤回的情况。 | What it did, and what was taken back.")
    {
        Response = typeof(RosterImportContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = ImportPath,
    };

    public static EndpointDocumentation TakeBack { get; } = new(
        "撤回一次导入 | Take an import back",
        """
        一户一户地恢复到导入以前，一次办完，不会只办一半。答复分三类：已撤回的；后来又改过、因此不动的；不能撤回的和原因
        （例如核算用了它）。什么也不删：导入过、撤回过都查得到。dryRun=true 只看结果，不存。
        Puts each household back as it stood before the import, in one change and never half of it. The answer has three lists:
        undone; kept because changed since; not possible and why, such as a run that was made with it. Nothing is deleted: that it was
        imported, and taken back, stays known. dryRun=true only tells.
        """)
    {
        Response = typeof(TakenBackContract),
        Failures = [400, 401, 403, 404, 412, 503],
        Parameters = [new ParameterDocumentation("dryRun", "true：只看结果，不存 | true: only tell, store nothing", "true")],
        PathExamples = ImportPath,
    };

    public static EndpointDocumentation Change { get; } = new(
        "一次修改多户 | Change several households at once",
        """
        只写要改的项目，其余不动；都是名册上已有的户，要么全改，要么不改。项目：name、members、phone、remark、tags（用分号隔开的全部人员
        类别）、tags.<名称>（true 加上，false 去掉）、holdings.<名称>、labels.<名称>；空的表示没有。答复列出每户原来和现在的值；
        import 是这次修改的编号，可以撤回。dryRun=true 只检查。
        Only the fields that change are said; the others stay. All households are on the roster already; all are changed or none. Fields:
        name, members, phone, remark, tags (all of them, with semicolons), tags.<name> (true adds, false takes away), holdings.<name>,
        labels.<name>; empty says that there is nothing. The answer has each household's old and new values, and the id by which the
        change can be taken back. dryRun=true only checks.
        """)
    {
        Body = typeof(ChangeHouseholdsContract),
        BodyTypes = [RequestBodies.Json],
        Response = typeof(HouseholdsChangedContract),
        Failures = [400, 401, 403, 404, 413, 415, 503],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("category", "两户列为监测对象 | Two households become monitored", RequestBodies.Json, """
                {
                  "validFrom": "2025-01-01",
                  "changes": [ { "households": ["0001", "0002"], "fields": { "tags.monitored": "true", "holdings.land": "2.70" } } ]
                }
                """, 200),
            new BodyExample("mistakes", "一次报告全部错误 | All mistakes at once", RequestBodies.Json, """
                { "changes": [ { "households": [], "fields": { "holdings.land": "-1", "account": "1" } } ] }
                """, 400),
        ],
    };
}
