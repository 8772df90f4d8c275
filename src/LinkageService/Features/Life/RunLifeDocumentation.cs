using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>What the OpenAPI document says of the steps of a run's life.</summary>
internal static class RunLifeDocumentation
{
    private const string Json = RequestBodies.Json;

    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun };

    /// <summary>The ETag that a change asks for.</summary>
    public static ParameterDocumentation IfMatch { get; } = new(
        "If-Match", "读到的 ETag；缺少为 428，已有人改过为 412 | The ETag that was read; 428 without, 412 when somebody changed it since", "\"1\"")
        { IsHeader = true, IsRequired = true };

    public static EndpointDocumentation Submit { get; } = Step(
        "提交 | Hand in",
        """
        草稿提交审核。正文可以不写；看过异动清单（GET …/exceptions）的，把它的摘要写在 exceptions 里，随核算保存。
        A draft is handed in. The body may be left out; who has looked through the exceptions (GET …/exceptions) states the digest of that
        list in exceptions: it is kept with the run.
        """, typeof(SubmitRequest),
        new BodyExample("submit", "提交 | Hand in", Json, "{}", 200));

    public static EndpointDocumentation Disclose { get; } = Step(
        "公示 | Disclose",
        """
        记下公示从哪天起、公示几天。不写天数，就按组织设定的天数和法律要求表决前公开的天数里较多的一个（农村集体经济组织 10 天，浙江 15 天；
        合作社 15 天）。少于其中任何一个时，checks 里有 notice_too_short。objections 写明向谁、到哪天为止提异议，印在公示表上。
        Notes from when and for how long the plan is on public notice. Without days it is what the organisation has set or what its law asks
        for before the vote, whichever is more (10 for a rural collective, 15 for one in Zhejiang and for cooperatives). Fewer days than
        either give notice_too_short in checks. objections says where objections are raised; the notice prints it.
        """, typeof(DiscloseRequest),
        new BodyExample("disclose", "公示十天 | Ten days of notice", Json, """{ "from": "2026-01-05", "noticeDays": 10 }""", 200),
        new BodyExample("channel", "写明向谁提异议 | Saying where objections are raised", Json, """
            {
              "from": "2026-01-05", "noticeDays": 10,
              "objections": {
                "channel": "村委会办公室", "contact": "023-00000000", "until": "2026-01-14", "answerDays": 3, "above": "镇农经站"
              }
            }
            """, 200),
        new BodyExample("tomorrow", "以后才开始 | Beginning some day", Json, """{ "from": "2999-01-01" }""", 400));

    public static EndpointDocumentation Object { get; } = Step(
        "异议：提出和答复 | Objections: raised and answered",
        """
        公示期内提出异议写 content（可加 household）；答复写 id 和 resolution。答复完所有异议才能审批。每次都使核算的修订号加一。
        While the run is on notice,
            content (and perhaps household) notes an objection; id and resolution note the answer to one. Nothing is
        approved before all are answered. Either adds one to the run's revision.
        """, typeof(ObjectionRequestContract),
        new BodyExample("raise", "提出异议 | An objection", Json, """{ "household": "0002", "content": "土地面积应为 2.80 亩" }""", 200),
        new BodyExample("unknown", "没有这条异议 | No such objection", Json, """{ "id": "0", "resolution": "已核实" }""", 404)) with
        {
            Response = typeof(ObjectionContract),
        };

    public static EndpointDocumentation Approve { get; } = Step(
        "审批 | Approve",
        """
        由制作人和提交人以外的人审批；digest 应与核算的摘要相同，异议都已答复，会议符合会议当天的法律（公开天数、到会、同意人数）。
        同一组织、年度、方案还有没作废的核算时，repeatReason 写明为什么再发一笔，随核算保存并打印。上次发放以后自己改过农户账号的人不能审批
        （account_changed_by_approver）；看过的异动清单写在 exceptions 里。
        By somebody who neither made nor submitted it; digest is that of the run, every objection is answered, the meeting meets the law
        of its day: days the plan was open, attendance, majority. While another run of the organisation and year by the same scheme stands
        that was not cancelled, repeatReason says why this one is paid as well; it is kept and printed. Who noted another account of a
        household since the last payment does not approve (account_changed_by_approver); exceptions states the list that was looked at.
        """, typeof(ApproveRequest),
        new BodyExample("approve", "成员大会通过 | The members voted for it", Json, $$"""
            {
              "digest": "{{RunDocumentation.ExampleDigest}}",
              "meeting": { "date": "2026-01-20", "due": 30, "present": 24, "inFavour": 21, "kind": "members" }
            }
            """, 200),
        new BodyExample("minutes", "写明通知、线上和委托 | Notice, online and proxies stated", Json, $$"""
            {
              "digest": "{{RunDocumentation.ExampleDigest}}",
              "meeting": { "date": "2026-01-20", "due": 30, "present": 24, "inFavour": 21, "kind": "members", "notifiedOn": "2026-01-08",
                "partyDiscussedOn": "2026-01-06", "capableMembers": 30, "online": 3, "proxies": 2, "minutes": "档案盒 2026-01" }
            }
            """, 200),
        new BodyExample("instalment", "另有同年同方案核算，写明原因 | Beside another run of the year, saying why", Json, $$"""
            {
              "digest": "{{RunDocumentation.ExampleDigest}}", "repeatReason": "租金分两期发放，这是第二期",
              "meeting": { "date": "2026-01-20", "due": 30, "present": 24, "inFavour": 21, "kind": "members" }
            }
            """, 200),
        new BodyExample("anotherResult", "表决的是另一份结果 | The vote was on another result", Json, """
            {
              "digest": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
              "meeting": { "date": "2026-01-20", "due": 30, "present": 24, "inFavour": 21 }
            }
            """, 422));

    public static EndpointDocumentation Pay { get; } = Step(
        "记为已付 | Note the payment", "此后只能更正，不能改动。 | From here on it can only be corrected.", typeof(PayRequest),
        new BodyExample("pay", "某日付款 | Paid on a day", Json, """{ "on": "2026-01-28" }""", 200));

    public static EndpointDocumentation Close { get; } = Step(
        "结束 | Close", "已付的核算到此结束。正文可以不写。 | Ends the life of a paid run. The body may be left out.", typeof(NothingContract),
        new BodyExample("close", "结束 | Close", Json, "{}", 200));

    public static EndpointDocumentation Cancel { get; } = Step(
        "作废 | Cancel",
        "付款前可以作废；已审批的只有审批人可以。 | Before it is paid; one that is approved already only by an approver.", typeof(CancelRequest),
        new BodyExample("cancel", "写明原因 | With the reason", Json, """{ "reason": "名册有误，重新核算" }""", 200),
        new BodyExample("mistakes", "没有原因 | Without a reason", Json, "{}", 400));

    private static EndpointDocumentation Step(string summary, string description, Type body, params BodyExample[] examples) => new(
        summary, description)
    {
        Body = body,
        BodyTypes = [Json],
        Response = typeof(RunContract),
        Failures = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503],
        Headers = ["ETag"],
        Parameters = [IfMatch],
        PathExamples = Path,
        Examples = examples,
    };
}
