using System.Text.Json;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Features.Exports;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>The same pool is not paid twice unawares: neither by a second run of one result nor by another of the year.</summary>
public sealed class RepeatedRunsTests
{
    private const string Possible = "possible_repeat_distribution";

    // The notices of these tests began before the figures stood here.
    private const string Posted = "notice_before_submission";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_OneResultAndRecordDateTwice_IsRefusedNamingTheFirstUntilThatIsCancelled(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        await world.OrganizationAsync("next", "rural_collective");
        var first = await world.CreateAsync("tangwan", RunWorld.Body, "first");
        var id = first.Json.GetProperty("id").GetString()!;
        Assert.Equal(201, first.Status);

        var again = await world.CreateAsync("tangwan", RunWorld.Body, "second");
        Assert.Equal((409, "already_distributed"), (again.Status, again.Code));
        var error = again.Json.GetProperty("errors")[0];
        var amount = first.Json.GetProperty("totals").GetProperty("households").GetString();
        Assert.Equal((id, "draft", amount), (
            error.GetProperty("run").GetString(), error.GetProperty("state").GetString(), error.GetProperty("amount").GetString()));
        Assert.Contains(id, error.GetProperty("message").GetProperty("zh").GetString(), StringComparison.Ordinal);
        var preview = await world.CreateAsync(
            "tangwan", RunWorld.Body.Replace("{ \"scheme\"", "{ \"preview\": true, \"scheme\"", StringComparison.Ordinal), "");
        Assert.Equal([("already_distributed", "block")], Checks(preview));

        // A retry is answered, another record date and another organisation are something else.
        Assert.Equal(first.Text, (await world.CreateAsync("tangwan", RunWorld.Body, "first")).Text);
        var halfYear = RunWorld.Body.Replace("\"year\"", "\"recordDate\": \"2025-06-30\", \"year\"", StringComparison.Ordinal);
        var other = await world.CreateAsync("tangwan", halfYear, "half");
        Assert.Equal(201, other.Status);
        Assert.Equal([(Possible, "warn")], Checks(other));
        Assert.Equal(201, (await world.CreateAsync("next", RunWorld.Body, "first")).Status);

        await world.StepAsync(id, "cancel", first.Headers["ETag"], """{"reason":"重做"}""");
        Assert.Equal(201, (await world.CreateAsync("tangwan", RunWorld.Body, "third")).Status);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_OneResultManyTimesAtOnce_LetsOneThrough(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(at => world.CreateAsync("tangwan", RunWorld.Body, $"key-{at}", $"maker-{at}")));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(23, answers.Count(answer => answer is { Status: 409, Code: "already_distributed" }));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approve_WhileAnotherOfTheYearStands_NeedsAReasonThatIsKept(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var first = await world.RunAsync("tangwan", "paid");
        var draft = await world.CreateAsync("tangwan", Instalment("second"), "second");
        Assert.Equal([(Possible, "warn")], Checks(draft));
        var warning = draft.Json.GetProperty("checks")[0].GetProperty("message");
        Assert.Contains($"元，5 户（编号 {first.Id}）", warning.GetProperty("zh").GetString(), StringComparison.Ordinal);

        // Said at every look until it is decided, whatever the client remembers.
        var id = draft.Json.GetProperty("id").GetString()!;
        var submitted = await world.StepAsync(id, "submit", draft.Headers["ETag"]);
        Assert.Equal([(Possible, "warn")], Checks(submitted));
        var disclosed = await world.StepAsync(id, "disclose", submitted.Headers["ETag"], """{"from":"2026-01-05","noticeDays":20}""");
        var seen = await world.Service.SendAsync(HttpMethod.Get, "/v1/runs/" + id, null, ("If-None-Match", disclosed.Headers["ETag"]));
        Assert.Equal(200, seen.Status);
        Assert.Equal([(Possible, "warn")], Checks(seen));
        Assert.Equal(seen.Text, (await world.GetAsync("/v1/organizations/tangwan/runs")).Json.GetProperty("runs")[0].GetRawText());

        var digest = draft.Json.GetProperty("digest").GetString()!;
        foreach (var (reason, fault) in new[]
            { (null, (422, "repeat_reason_missing")), ("", (422, "repeat_reason_missing")), ("  ", (400, "missing_field")) })
        {
            var refused = await world.StepAsync(id, "approve", disclosed.Headers["ETag"], Approval(digest, reason), "approver");
            Assert.Equal(fault, (refused.Status, refused.Code));
            Assert.Equal("repeatReason", refused.Errors.Single().Field);
        }

        var approved = await world.StepAsync(
            id, "approve", disclosed.Headers["ETag"], Approval(digest, " 租金分两期，这是第二期 "), "approver");
        Assert.True(approved.Status == 200, approved.Text);
        Assert.Equal("租金分两期，这是第二期", approved.Json.GetProperty("life").GetProperty("repeatReason").GetString());
        Assert.Equal([(Possible, "warn")], Checks(approved));
        var history = (await world.GetAsync($"/v1/runs/{id}/history")).Json.GetProperty("entries");
        var entry = history.EnumerateArray().Last().GetProperty("details");
        Assert.Equal(("租金分两期，这是第二期", first.Id), (
            entry.GetProperty("repeatReason").GetString(), entry.GetProperty("repeats")[0].GetString()));

        // What was decided says what stood then, and what was paid before is not touched by it.
        Assert.Equal(approved.Json.GetProperty("checks").GetRawText(),
            (await world.GetAsync("/v1/runs/" + id)).Json.GetProperty("checks").GetRawText());
        Assert.Empty(Checks(await world.GetAsync("/v1/runs/" + first.Id)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approve_TwoAtOnceOrBesideALaterDraft_NeverPassesWithoutAReason(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var one = await world.RunAsync("tangwan", "disclosed");
        var later = await world.CreateAsync("tangwan", Instalment("later"), "later");
        var beside = await world.StepAsync(one.Id, "approve", one.ETag, RunWorld.Approval(one.Digest), "approver");
        Assert.Equal("repeat_reason_missing", beside.Code);
        await world.StepAsync(later.Json.GetProperty("id").GetString()!, "cancel", later.Headers["ETag"], """{"reason":"多做了"}""");

        var two = await world.RunAsync("tangwan", "disclosed");
        var answers = await Task.WhenAll(
            world.StepAsync(one.Id, "approve", one.ETag, RunWorld.Approval(one.Digest), "approver"),
            world.StepAsync(two.Id, "approve", two.ETag, RunWorld.Approval(two.Digest), "approver"));
        Assert.Equal(["repeat_reason_missing", "repeat_reason_missing"], answers.Select(answer => answer.Code));

        // Alone it needs none, and what is said of a repeat that is none is not kept.
        await world.StepAsync(two.Id, "cancel", two.ETag, """{"reason":"多做了"}""");
        var alone = await world.StepAsync(one.Id, "approve", one.ETag, Approval(one.Digest, "没有另一笔"), "approver");
        Assert.Equal((200, false), (alone.Status, alone.Json.GetProperty("life").TryGetProperty("repeatReason", out _)));
    }

    [Fact]
    public async Task Approve_OverGrpc_NeedsAndKeepsTheReasonToo()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        await world.RunAsync("tangwan", "paid");
        var run = await world.RunAsync("tangwan", "disclosed");
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var request = new ApproveRunRequest
        {
            Id = run.Id, Etag = run.ETag, Digest = run.Digest,
            Meeting = new Meeting { Date = "2026-03-01", Due = 30, Present = 30, InFavour = 30 },
        };
        Assert.Equal("repeat_reason_missing", (await grpc.CallAsync("linkage.v1.Runs/ApproveRun", request)).Code);
        request.RepeatReason = "第二期租金";
        var approved = ApproveRunResponse.Parser.ParseFrom(
            Assert.Single((await grpc.CallAsync("linkage.v1.Runs/ApproveRun", request)).Messages)).Run;
        Assert.Equal(
            ("第二期租金", Possible),
            (approved.Life.RepeatReason, approved.Result.Checks.Select(check => check.Code).Except([Posted]).Single()));
    }

    [Fact]
    public async Task Papers_OfARunPaidBesideAnother_SayWhy()
    {
        await using var village = await ExportVillage.StartAsync();
        var reason = "租金分两期发放，这是第二期；" + new string('长', 400);
        var first = await village.DraftAsync("tangwan-four-tier", """{ "day_wage": "80.00" }""", "income");
        await village.LiveAsync(first.Json.GetProperty("id").GetString()!);
        var second = await village.DraftAsync("tangwan-four-tier", """{ "day_wage": "81.00" }""", "income");
        var id = second.Json.GetProperty("id").GetString()!;
        await village.LiveAsync(id, reason);
        foreach (var kind in new[] { "notice.html", "payout-sheet.html" })
        {
            Assert.Contains(reason, System.Text.Encoding.UTF8.GetString(await village.ExportAsync(id, kind)), StringComparison.Ordinal);
        }
    }

    private static string Instalment(string name) => RunWorld.Body.Replace(
        "100000.00", name == "second" ? "60000.00" : "70000.00", StringComparison.Ordinal);

    private static string Approval(string digest, string? reason) => JsonSerializer.Serialize(new
    {
        digest, repeatReason = reason, meeting = new { date = "2026-03-01", due = 30, present = 30, inFavour = 30, kind = "members" },
    });

    private static (string, string)[] Checks(Answer answer) => answer.Json.GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("code").GetString() != Posted)
        .Select(check => (check.GetProperty("code").GetString()!, check.GetProperty("severity").GetString()!)).ToArray();
}
