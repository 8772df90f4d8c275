using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>The life of a run: who may take which step from where, and what is left of it.</summary>
public sealed class RunLifeTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["draft"] = ["submit", "cancel"],
        ["submitted"] = ["disclose", "cancel"],
        ["disclosed"] = ["objections", "approve", "cancel"],
        ["approved"] = ["pay", "cancel"],
        ["paid"] = ["close"],
        ["closed"] = [],
        ["cancelled"] = [],
    };

    private static readonly string[] Steps = ["submit", "disclose", "objections", "approve", "pay", "close", "cancel"];

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Fact]
    public async Task EveryStep_FromEveryState_IsTakenOrRefusedAsTheTableSays()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        foreach (var (state, allowed) in Allowed)
        {
            foreach (var step in Steps)
            {
                var (id, etag, digest) = await world.RunAsync("tangwan", state);
                var answer = await world.StepAsync(id, step, etag, BodyOf(step, digest), "approver");
                var wanted = allowed.Contains(step) ? null : "run_state";
                Assert.Equal((state, step, wanted), (state, step, answer.Code));
                var revision = (await world.GetAsync($"/v1/runs/{id}")).Json.GetProperty("revision").GetInt64();
                Assert.Equal(wanted is null, $"\"{revision}\"" != etag);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task WholeLife_OfARun_LeavesWhoDidWhatInTheRunAndInItsHistory(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (id, etag, digest) = await world.RunAsync("tangwan", "disclosed");
        var raised = await world.StepAsync(id, "objections", etag, """{"household":"0002","content":"土地应为 2.80 亩"}""");
        Assert.Equal(200, raised.Status);
        var open = await world.StepAsync(id, "approve", raised.Headers["ETag"], RunWorld.Approval(digest), "approver");
        Assert.Equal((422, "objections_open"), (open.Status, open.Code));
        var objection = raised.Json.GetProperty("id").GetString();
        var resolved = await world.StepAsync(
            id, "objections", raised.Headers["ETag"], $$"""{"id":"{{objection}}","resolution":"已核实，2.70 亩"}""");
        Assert.Equal((200, "maker"), (resolved.Status, resolved.Json.GetProperty("resolvedBy").GetString()));
        var listed = await world.GetAsync($"/v1/runs/{id}/objections");
        Assert.Equal(resolved.Text, listed.Json.GetProperty("objections")[0].GetRawText());

        var approved = await world.StepAsync(id, "approve", resolved.Headers["ETag"], RunWorld.Approval(digest), "approver");
        Assert.True(approved.Status == 200, approved.Text);
        var paid = await world.StepAsync(id, "pay", approved.Headers["ETag"], """{"on":"2026-03-05"}""");
        var closed = await world.StepAsync(id, "close", paid.Headers["ETag"]);
        Assert.Equal(200, closed.Status);
        var life = closed.Json.GetProperty("life");
        Assert.Equal(("maker", "2026-01-05", 20), (life.GetProperty("submittedBy").GetString(),
            life.GetProperty("disclosedOn").GetString(), life.GetProperty("noticeDays").GetInt32()));
        Assert.Equal(("approver", digest, "2026-03-05", "maker"), (life.GetProperty("approvedBy").GetString(),
            life.GetProperty("approvedDigest").GetString(), life.GetProperty("paidOn").GetString(),
            life.GetProperty("closedBy").GetString()));
        Assert.Equal(30, life.GetProperty("meeting").GetProperty("inFavour").GetInt32());

        var entries = (await world.GetAsync($"/v1/runs/{id}/history")).Json.GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(
            ["run.create", "run.submit", "run.disclose", "run.object", "run.resolve", "run.approve", "run.pay", "run.close"],
            entries.Select(entry => entry.GetProperty("action").GetString()!));
        Assert.Equal(
            ["maker", "maker", "maker", "maker", "maker", "approver", "maker", "maker"],
            entries.Select(entry => entry.GetProperty("actor").GetString()!));
        for (var at = 1; at < entries.Length; at++)
        {
            Assert.Equal(entries[at - 1].GetProperty("after").GetString(), entries[at].GetProperty("before").GetString());
        }

        Assert.DoesNotContain("2.80", entries[3].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maker", "maker")]
    [InlineData("maker", "other")]
    [InlineData("other", "maker")]
    public async Task Approve_ByTheMakerOrWhoHandedItIn_IsRefusedHoweverTheNameIsWritten(string maker, string submitter)
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var created = await world.CreateAsync("tangwan", RunWorld.Body, "key", maker);
        var id = created.Json.GetProperty("id").GetString()!;
        var digest = created.Json.GetProperty("digest").GetString()!;
        await world.StepAsync(id, "submit", "\"1\"", user: submitter);
        await world.StepAsync(id, "disclose", "\"2\"", """{"from":"2026-02-01"}""");
        foreach (var name in new[] { "maker", " maker ", "MAKER" })
        {
            var answer = await world.StepAsync(id, "approve", "\"3\"", RunWorld.Approval(digest), name);
            Assert.Equal((403, "approver_is_maker"), (answer.Status, answer.Code));
        }

        var approved = await world.StepAsync(id, "approve", "\"3\"", RunWorld.Approval(digest), "approver");
        Assert.Equal((200, "approved"), (approved.Status, approved.Json.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Approve_AnotherDigestOrABadMeeting_ChangesNothing()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (id, etag, digest) = await world.RunAsync("tangwan", "disclosed");
        var other = digest.Replace(digest[^1], digest[^1] == '0' ? '1' : '0');
        (string Body, string Code)[] refused =
        [
            (RunWorld.Approval(other), "changed_after_vote"),
            (RunWorld.Approval(digest, date: "2026-01-14"), "meeting_invalid"),
            (RunWorld.Approval(digest, present: 19, inFavour: 19), "meeting_invalid"),
            (RunWorld.Approval(digest, inFavour: 19), "meeting_invalid"),
            (RunWorld.Approval(digest, date: "2999-01-01"), "meeting_invalid"),
            ($$"""{"digest":"{{digest}}"}""", "meeting_invalid"),
            ("{}", "missing_field"),
        ];
        foreach (var (body, code) in refused)
        {
            Assert.Equal((body, code), (body, (await world.StepAsync(id, "approve", etag, body, "approver")).Code));
        }

        Assert.StartsWith(etag[..^1] + "-", (await world.GetAsync($"/v1/runs/{id}")).Headers["ETag"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_ShorterThanSetOrEndedEarly_IsAWarningOfTheRun()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("company", "contract_scheme", noticeDays: 10);
        var (id, etag, digest) = await world.RunAsync("company", "submitted");
        var disclosed = await world.StepAsync(id, "disclose", etag, """{"noticeDays":9}""");
        var check = disclosed.Json.GetProperty("checks")[0];
        Assert.Equal(("notice_too_short", "warn"), (check.GetProperty("code").GetString(), check.GetProperty("severity").GetString()));
        var approved = await world.StepAsync(id, "approve", disclosed.Headers["ETag"], $$"""{"digest":"{{digest}}"}""", "approver");
        Assert.Equal((200, 2), (approved.Status, approved.Json.GetProperty("checks").GetArrayLength()));
        Assert.False(approved.Json.GetProperty("life").TryGetProperty("checks", out _));
    }

    [Fact]
    public async Task Notice_OfACharterThatAsksForMore_LastsSoAndIsWarnedOf()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("village", "rural_collective", 7, "500113");
        var put = await world.Service.SendAsync(HttpMethod.Put, "/v1/organizations/village/facts/charter",
            """{ "validFrom": "2025-01-01", "charter": { "noticeDays": 25 } }""");
        Assert.True(put.Status == 201, put.Text);
        var (id, etag, _) = await world.RunAsync("village", "submitted");
        Assert.Contains("（不少于 25 天）", (await world.GetAsync($"/v1/runs/{id}/exports/notice.html")).Text, StringComparison.Ordinal);
        var disclosed = await world.StepAsync(id, "disclose", etag, """{"from":"2026-01-05","noticeDays":20}""");
        var check = disclosed.Json.GetProperty("checks").EnumerateArray().Single(each =>
            each.GetProperty("code").GetString() == "notice_too_short");
        Assert.Contains("少于章程规定的 25 天", check.GetProperty("message").GetProperty("zh").GetString(), StringComparison.Ordinal);
        await world.OrganizationAsync("other", "rural_collective", 30, "500113");
        (id, etag, _) = await world.RunAsync("other", "submitted");
        disclosed = await world.StepAsync(id, "disclose", etag, """{"from":"2026-01-05"}""");
        Assert.Equal(30, disclosed.Json.GetProperty("life").GetProperty("noticeDays").GetInt32());
    }

    [Theory]
    [InlineData("rural_collective", "500113", 7, 10, "《农村集体经济组织法》")]
    [InlineData("rural_collective", "330106", 7, 15, "《浙江省农村集体资产管理条例》")]
    [InlineData("rural_collective", "500113", 20, 20, "组织设定")]
    [InlineData("contract_scheme", "330106", 7, 7, "组织设定")]
    public async Task Notice_OfWhichNothingIsSaid_LastsAsLongAsItsLawAndTheOrganisationAskFor(
        string legalForm, string region, int set, int days, string basis)
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("village", legalForm, set, region);
        var (id, etag, _) = await world.RunAsync("village", "submitted");
        Assert.Contains(
            $"（不少于 {days} 天）", (await world.GetAsync($"/v1/runs/{id}/exports/notice.html")).Text, StringComparison.Ordinal);
        var disclosed = await world.StepAsync(id, "disclose", etag, """{"from":"2026-01-05"}""");
        Assert.Equal(days, disclosed.Json.GetProperty("life").GetProperty("noticeDays").GetInt32());
        Assert.DoesNotContain("notice_too_short", disclosed.Text, StringComparison.Ordinal);

        // Fewer are taken, and warned of with what they fall short of.
        await world.OrganizationAsync("other", legalForm, set, region);
        (id, etag, _) = await world.RunAsync("other", "submitted");
        disclosed = await world.StepAsync(id, "disclose", etag, $$"""{"from":"2026-01-05","noticeDays":{{days - 1}}}""");
        Assert.Equal(days - 1, disclosed.Json.GetProperty("life").GetProperty("noticeDays").GetInt32());
        var check = disclosed.Json.GetProperty("checks").EnumerateArray().Single(each =>
            each.GetProperty("code").GetString() == "notice_too_short");
        Assert.Contains($"{days} 天", check.GetProperty("message").GetProperty("zh").GetString(), StringComparison.Ordinal);
        Assert.Contains(basis, check.GetProperty("basis").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_WithoutOrWithAStaleRevision_IsRefused()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (id, _, _) = await world.RunAsync("tangwan", "submitted");
        Assert.Equal((428, "precondition_required"), Of(await world.StepAsync(id, "disclose", etag: null)));
        Assert.Equal((400, "invalid_value"), Of(await world.StepAsync(id, "disclose", etag: "")));
        var early = await world.StepAsync(id, "pay", "\"2\"");
        Assert.Equal((409, "run_state"), Of(early));
        Assert.Contains("核算现在是“已提交”，这一步要在“已批准”时做", early.Text, StringComparison.Ordinal);
        Assert.Equal((412, "stale_revision"), Of(await world.StepAsync(id, "disclose", "\"1\"")));
        Assert.Equal((404, "unknown_run"), Of(await world.StepAsync(new string('0', 32), "disclose", "\"1\"")));
        Assert.Equal((404, "unknown_run"), Of(await world.StepAsync("0", "disclose", "\"1\"")));
        Assert.Equal((400, "unknown_field"), Of(await world.StepAsync(id, "disclose", "\"2\"", """{"days":3}""")));
        Assert.Equal((400, "invalid_value"), Of(await world.StepAsync(id, "disclose", "\"2\"", """{"from":"2999-01-01"}""")));
        Assert.Equal((404, "unknown_household"), Of(await Disclosed("""{"household":"0009","content":"?"}""")));
        Assert.Equal((404, "unknown_objection"), Of(await Disclosed("""{"id":"0","resolution":"!"}""")));
        Assert.Equal((400, "missing_field"), Of(await Disclosed("""{"id":"0","content":"!"}""")));

        async Task<Answer> Disclosed(string body)
        {
            var (disclosed, etag, _) = await world.RunAsync("tangwan", "disclosed");
            return await world.StepAsync(disclosed, "objections", etag, body);
        }

        static (int, string?) Of(Answer answer) => (answer.Status, answer.Code);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TwoHundredStepsAtOnce_OfOneRevision_LetOneThroughAndTellAllOthers(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (id, etag, _) = await world.RunAsync("tangwan", "draft");
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(caller => world.StepAsync(
            id, caller % 2 == 0 ? "submit" : "cancel", etag, caller % 2 == 0 ? null : """{"reason":"重做"}""", $"user-{caller}")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(199, answers.Count(answer => answer is { Status: 412, Code: "stale_revision" }));
        var run = await world.GetAsync($"/v1/runs/{id}");
        Assert.StartsWith("\"2-", run.Headers["ETag"], StringComparison.Ordinal);
        Assert.Equal(2, (await world.GetAsync($"/v1/runs/{id}/history")).Json.GetProperty("entries").GetArrayLength());
    }

    private static string? BodyOf(string step, string digest) => step switch
    {
        "objections" => """{"content":"土地应为 2.80 亩"}""",
        "approve" => RunWorld.Approval(digest, repeatReason: "分期发放"),
        "cancel" => """{"reason":"重做"}""",
        _ => null,
    };
}
