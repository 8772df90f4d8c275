using LinkageService.Http;

namespace LinkageService.Features.Batches;

/// <summary>What the OpenAPI document says of acts on the runs of a batch, and of their files.</summary>
internal static class BatchActDocumentation
{
    private const string Zh = """
        分两次：先不带 confirm，把各笔核算先看一遍，什么都不改，每笔能不能办、为什么不能见 act 和 …/organizations?actState=blocked；看完
        （state 是 checked）再带 confirm（act.id）办，只办看时能办、看后没变的。和一笔一笔办的规则相同，不能办的不影响别的；再看一遍就只有还没办的。

        """;

    private const string En = """
        Asked twice: without confirm the runs are looked through and nothing is changed; whether each can be done, and why not, is in act
        and in …/organizations?actState=blocked. When that is over (checked), the same with confirm (act.id) carries it out: for runs that
        could be done and have not changed since. The rules are those of the act on one run; one that is refused stops no other, and
        looking through again is about those that are not done.
        """;

    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["batch"] = BatchDocumentation.ExampleBatch };

    public static EndpointDocumentation Submit { get; } = Act(
        "批量提交 | Hand in the runs of a batch", Zh + En, typeof(SubmitBatchRequestContract),
        new BodyExample("look", "先看一遍 | Look them through", RequestBodies.Json, "{}", 200),
        new BodyExample("listed", "只办这几个 | Only these", RequestBodies.Json, """{ "organizations": [ { "id": "tangwan" } ] }""", 200),
        NotTheLatest("0193b2c4d5e67f8091a2b3c4d5e6f7d0"));

    public static EndpointDocumentation Disclose { get; } = Act(
        "批量公示 | Put the runs of a batch on notice",
        Zh + """
        日期、天数和向谁提异议写一次，各村相同；不同的另办一次，用 organizations 写明哪些。
        Date, days and where objections are raised hold for all; who has others is put on notice by an act of its own, named in
        organizations.

        """ + En, typeof(DiscloseBatchRequestContract),
        new BodyExample("look", "先看一遍 | Look them through", RequestBodies.Json, """{ "from": "2026-01-05", "noticeDays": 10 }""", 200),
        NotTheLatest("0193b2c4d5e67f8091a2b3c4d5e6f7d1"));

    public static EndpointDocumentation Approve { get; } = Act(
        "批量审批 | Approve the runs of a batch",
        Zh + """
        由制作人和提交人以外的人审批，每村写自己的会议；digest 不写就是看时那笔核算的摘要。
        By somebody who neither made nor submitted them, each with the meeting of its own organisation; a digest that is not stated is that
        of the run as it is looked through.

        """ + En, typeof(ApproveBatchRequestContract),
        new BodyExample("look", "先看一遍 | Look them through", RequestBodies.Json, """
            {
              "organizations": [
                { "id": "tangwan",
                  "meeting": { "date": "2026-01-20", "due": 30, "present": 24, "inFavour": 21, "kind": "members" } }
              ]
            }
            """, 200),
        NotTheLatest("0193b2c4d5e67f8091a2b3c4d5e6f7d2"));

    public static EndpointDocumentation Pay { get; } = Act(
        "批量记为已付 | Note the runs of a batch as paid",
        Zh + """
        此后各笔只能更正。
        From here on each can only be corrected.

        """ + En, typeof(PayBatchRequestContract),
        new BodyExample("look", "先看一遍 | Look them through", RequestBodies.Json, """{ "on": "2026-01-28" }""", 200),
        NotTheLatest("0193b2c4d5e67f8091a2b3c4d5e6f7d3"));

    public static EndpointDocumentation Export { get; } = new(
        "一批核算的文件 | The files of the runs of a batch",
        """
        一个 ZIP，每个组织一个文件夹，里面是 kinds 写明的各种文件，和单笔导出的相同；最后的汇总.csv 列出每笔的户数和金额、合计，和没有的文件及原因。
        作废的不在内。边做边发，PDF 多的要等几分钟。号码和单笔导出一样，有权限并说明用途的才写全。
        One ZIP with a folder for each organisation, in it the files that kinds names, as the run alone gives them; the last is summary.csv:
        households and amount of each run, their sum, and files that could not be had, with the reason. Cancelled runs are left out. It is
        sent as it is made; many PDFs take minutes. Numbers are shown as in the files of one run.
        """)
    {
        Response = typeof(string),
        ResponseTypes = ["application/zip"],
        Failures = [400, 401, 403, 404, 409, 503],
        Parameters =
        [
            new ParameterDocumentation("kinds",
                "要哪些文件，用逗号隔开，默认 statements.csv | Which files, separated by commas; statements.csv unless stated",
                "statements.csv,payout-sheet.html") { CheckedBy = typeof(ExportBatchValidator) },
            new ParameterDocumentation("lang", "zh 或 en，默认 zh | zh or en; zh unless stated", "zh"),
        ],
        PathExamples = Path,
    };

    private static BodyExample NotTheLatest(string id) => new(
        "notTheLatest", "看过的不是最近一次 | Not what was looked through last", RequestBodies.Json, $$"""{ "confirm": "{{id}}" }""", 409);

    private static EndpointDocumentation Act(string summary, string description, Type body, params BodyExample[] examples) => new(
        summary, description)
    {
        Body = body,
        BodyTypes = [RequestBodies.Json],
        Response = typeof(BatchContract),
        Failures = [400, 401, 403, 404, 409, 413, 415, 503],
        PathExamples = Path,
        Examples = examples,
    };
}
