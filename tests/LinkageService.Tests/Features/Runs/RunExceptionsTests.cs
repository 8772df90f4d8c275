using System.Globalization;
using System.Text.Json;
using LinkageService.Access;
using LinkageService.Contracts.V1;
using LinkageService.Features.Households;
using LinkageService.Privacy;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Before money goes out a run says whom to look at again beside the run paid last, and who looked.</summary>
public sealed class RunExceptionsTests
{
    private const string Village = "tangwan";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Exceptions_AgainstTheRunPaidLast_AreThoseOfANaiveComparison(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync(Village, "rural_collective");
        var first = await PaidYearAsync(world);
        await ChangeRosterAsync(world);
        var run = await CreateAsync(world, 2025);
        var (before, after) = (await TotalsAsync(world, first.Id), await TotalsAsync(world, run.Id));
        foreach (var percent in new[] { 0, 1, 20, 60, 1000 })
        {
            var found = await ExceptionsAsync(world, run.Id, percent);
            Assert.Equal((first.Id, percent), (found.GetProperty("against").GetString(), found.GetProperty("percent").GetInt32()));
            var listed = Listed(found);
            Assert.Equal(Naive(before, after, percent), listed.Where(each => each.Kind is "new" or "gone" or "more" or "less" or "zero"));
            Assert.Equal(
                [
                    ("deceased", "5"), ("account_changed", "2"), ("account_changed", "4"), ("shared_account", "2"), ("shared_account", "3"),
                ],
                listed.Where(each => each.Kind is "deceased" or "account_changed" or "shared_account"));
            Assert.Equal(
                listed.CountBy(each => each.Kind).Select(count => count.Key + " " + count.Value).Order(),
                found.GetProperty("counts").EnumerateObject().Select(count => count.Name + " " + count.Value.GetInt32()).Order());
        }

        // Page by page it is the same list, and no number of any account is in it.
        var whole = await ExceptionsAsync(world, run.Id, 20);
        var (paged, cursor) = (new List<(string, string)>(), "");
        do
        {
            var page = (await world.GetAsync($"/v1/runs/{run.Id}/exceptions?limit=2{cursor}")).Json;
            Assert.Equal(whole.GetProperty("digest").GetString(), page.GetProperty("digest").GetString());
            paged.AddRange(Listed(page));
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(Listed(whole), paged);
        Assert.DoesNotContain(PrivateExamples.Account(20), whole.GetRawText(), StringComparison.Ordinal);
        var changed = whole.GetProperty("exceptions").EnumerateArray()
            .Single(each => each.GetProperty("kind").GetString() == "account_changed" && each.GetProperty("household").GetString() == "4");
        Assert.Equal(("approver", "农户4"), (changed.GetProperty("by").GetString(), changed.GetProperty("name").GetString()));

        // By its end, until whoever may agree to it says why; the audit log knows.
        Assert.Equal((AccountNumber.Mask(PrivateExamples.Account(4)[^4..]), AccountNumber.Mask(PrivateExamples.Account(20)[^4..])), (
            changed.GetProperty("accountBefore").GetString(), changed.GetProperty("account").GetString()));
        var revealed = (await world.Service.SendAsync(HttpMethod.Get, $"/v1/runs/{run.Id}/exceptions", null,
            ("X-Linkage-User", "chair"), ("X-Linkage-Purpose", "compare"))).Json.GetProperty("exceptions").EnumerateArray()
            .Single(each => each.GetProperty("kind").GetString() == "account_changed" && each.GetProperty("household").GetString() == "4");
        Assert.Equal((AccountNumber.Mask(PrivateExamples.Account(4)[^4..]), PrivateExamples.Account(20)), (
            revealed.GetProperty("accountBefore").GetString(), revealed.GetProperty("account").GetString()));
        var noted = (await world.GetAsync("/v1/audit?limit=1000")).Json.GetProperty("entries").EnumerateArray()
            .Single(entry => entry.GetProperty("action").GetString() == "household.reveal");
        var details = noted.GetProperty("details");
        Assert.Equal(("chair", "compare", 2), (
            noted.GetProperty("actor").GetString(), details.GetProperty("purpose").GetString(),
            details.GetProperty("households").GetInt32()));

        // Over gRPC alike.
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var answer = ListRunExceptionsResponse.Parser.ParseFrom(Assert.Single(
            (await grpc.CallAsync("linkage.v1.Runs/ListRunExceptions", new ListRunExceptionsRequest { Run = run.Id })).Messages));
        Assert.Equal(whole.GetProperty("digest").GetString(), answer.Digest);
        Assert.Equal(Listed(whole), answer.Exceptions.Select(each => (each.Kind, each.Household)));
    }

    [Fact]
    public void Reveal_OfAChangedAccount_IsForWhoeverApprovesAndSaysWhy()
    {
        Assert.Equal(["preparer", "approver", "supervisor", "auditor"], Role.All
            .Where(role => RevealNumbers.AppliesToChanged(new Caller("one", role, null) { Purpose = "compare" }))
            .Select(role => role.Name));
        Assert.False(RevealNumbers.AppliesToChanged(new Caller("one", Role.Approver, null)));
        Assert.False(RevealNumbers.Applies(new Caller("one", Role.Approver, null) { Purpose = "compare" }));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task SubmitAndApprove_WithTheListThatWasRead_KeepWhoLookedAndRefuseAnother(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync(Village, "rural_collective");
        await PaidYearAsync(world);
        await ChangeRosterAsync(world);
        var run = await CreateAsync(world, 2025);
        var seen = (await ExceptionsAsync(world, run.Id, 20)).GetProperty("digest").GetString()!;
        Assert.Equal(["exceptions_unseen"], await BlockersAsync(world, run.Id, "submit"));
        Assert.Equal("invalid_value", (await world.StepAsync(run.Id, "submit", run.ETag, Seen(seen, 1001))).Code);
        Assert.Equal("missing_field", (await world.StepAsync(run.Id, "submit", run.ETag, """{"exceptions":{}}""")).Code);
        var otherPercent = await world.StepAsync(run.Id, "submit", run.ETag, Seen(seen, 21));
        Assert.Equal((422, "exceptions_changed"), (otherPercent.Status, otherPercent.Code));
        Assert.Equal("exceptions.digest", otherPercent.Errors.Single().Field);

        // Somebody changes an account after the list was read: it has to be read again.
        await PutAsync(world, "6", "1.00", PrivateExamples.Account(77), "clerk");
        Assert.Equal("exceptions_changed", (await world.StepAsync(run.Id, "submit", run.ETag, Seen(seen))).Code);
        seen = (await ExceptionsAsync(world, run.Id, 20)).GetProperty("digest").GetString()!;
        var submitted = await world.StepAsync(run.Id, "submit", run.ETag, Seen(seen));
        Assert.True(submitted.Status == 200, submitted.Text);
        var review = submitted.Json.GetProperty("life").GetProperty("reviews").EnumerateArray().Single();
        Assert.Equal(("submit", "maker", seen, 3), (
            review.GetProperty("act").GetString(), review.GetProperty("by").GetString(), review.GetProperty("digest").GetString(),
            review.GetProperty("counts").GetProperty("account_changed").GetInt32()));

        // Whoever changed an account does not approve; somebody else does, and is kept too.
        var disclosed = await world.StepAsync(run.Id, "disclose", submitted.Headers["ETag"], """{"from":"2026-01-05","noticeDays":20}""");
        Assert.Equal(["exceptions_unseen"], await BlockersAsync(world, run.Id, "approve"));
        Assert.Equal(["approver_is_maker", "exceptions_unseen"], await BlockersAsync(world, run.Id, "approve", "MAKER"));
        Assert.Equal(["account_changed_by_approver", "exceptions_unseen"], await BlockersAsync(world, run.Id, "approve", "Approver"));
        var approval = RunWorld.Approval(run.Digest)[..^1] + ", " + Seen(seen)[1..];
        var own = await world.StepAsync(run.Id, "approve", disclosed.Headers["ETag"], approval, "Approver");
        Assert.Equal((403, "account_changed_by_approver"), (own.Status, own.Code));
        var approved = await world.StepAsync(run.Id, "approve", disclosed.Headers["ETag"], approval, "chair");
        Assert.True(approved.Status == 200, approved.Text);
        Assert.Equal(["submit maker", "approve chair"], approved.Json.GetProperty("life").GetProperty("reviews").EnumerateArray()
            .Select(each => each.GetProperty("act").GetString() + " " + each.GetProperty("by").GetString()));
        Assert.Empty(await BlockersAsync(world, run.Id, "pay"));
        var verified = await world.GetAsync($"/v1/runs/{run.Id}/verification");
        Assert.True(verified.Json.GetProperty("matches").GetBoolean(), verified.Text);
    }

    [Fact]
    public async Task Blockers_OfEachState_AreWhatTheActIsRefusedFor()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync(Village, "rural_collective");
        var (id, etag, digest) = await world.RunAsync(Village, "submitted");
        Assert.Empty(await BlockersAsync(world, id, "disclose"));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime);
        var disclosed = await world.StepAsync(id, "disclose", etag, $$"""{"from":"{{today:yyyy-MM-dd}}","noticeDays":10}""");
        var raised = await world.StepAsync(id, "objections", disclosed.Headers["ETag"], """{"content":"少算了"}""");
        await world.RunAsync(Village, "draft");
        var blockers = (await AskAsync(world, id, "checker")).GetProperty("blockers").EnumerateArray().ToArray();
        Assert.Equal(
            [("objections_open", "preparer"), ("repeat_reason_missing", "approver"), ("meeting_invalid", "time")],
            blockers.Select(blocker => (blocker.GetProperty("code").GetString()!, blocker.GetProperty("who").GetString()!)));
        Assert.Equal($"/runs/{id}/objections", blockers[0].GetProperty("link").GetString());
        Assert.Equal(today.AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            (await AskAsync(world, id, "checker")).GetProperty("earliest").GetString());

        // One after the other the act is refused for the very same.
        var approval = RunWorld.Approval(digest, $"{today:yyyy-MM-dd}");
        var refused = await world.StepAsync(id, "approve", raised.Headers["ETag"], approval, "checker");
        Assert.Equal("objections_open", refused.Code);
        var objection = raised.Json.GetProperty("id").GetString();
        var resolved = await world.StepAsync(
            id, "objections", raised.Headers["ETag"], $$"""{"id":"{{objection}}","resolution":"已核实"}""");
        Assert.Equal("meeting_invalid", (await world.StepAsync(id, "approve", resolved.Headers["ETag"], approval, "checker")).Code);
        Assert.Equal(["repeat_reason_missing", "meeting_invalid"], await BlockersAsync(world, id, "approve", "checker"));

        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var answer = ListRunBlockersResponse.Parser.ParseFrom(Assert.Single(
            (await grpc.CallAsync("linkage.v1.Runs/ListRunBlockers", new ListRunBlockersRequest { Run = id })).Messages));
        Assert.Equal(("approve", 2), (answer.Act, answer.Blockers.Count));
    }

    private static IComparer<string> Numbers => Comparer<string>.Create((one, other) =>
        int.Parse(one, CultureInfo.InvariantCulture) - int.Parse(other, CultureInfo.InvariantCulture));

    // Straight from the definition: decimals, one household after the other.
    private static List<(string Kind, string Household)> Naive(
        Dictionary<string, decimal> before, Dictionary<string, decimal> after, int percent)
    {
        var found = new List<(int Order, string Kind, string Household)>();
        foreach (var household in before.Keys.Union(after.Keys))
        {
            var (was, isNow) = (before.TryGetValue(household, out var old), after.TryGetValue(household, out var amount));
            var limit = old * percent / 100m;
            found.AddRange((was, isNow) switch
            {
                (false, true) => [(0, "new", household)],
                (true, false) => [(1, "gone", household)],
                _ when amount == 0 => [(4, "zero", household)],
                _ when amount > old && amount - old > limit => [(2, "more", household)],
                _ when amount < old && old - amount > limit => [(3, "less", household)],
                _ => Array.Empty<(int, string, string)>(),
            });
        }

        return [.. found.OrderBy(each => each.Order).ThenBy(each => each.Household, Numbers).Select(each => (each.Kind, each.Household))];
    }

    // Ten households: 2 takes over 3's account, 4 another, 5 died, 6 has more land, 7 less, 8 none, 9 leaves, 11 is new.
    private static async Task<(string Id, string ETag, string Digest)> PaidYearAsync(RunWorld world)
    {
        for (var at = 1; at <= 10; at++)
        {
            await PutAsync(world, Text(at), "1.00", PrivateExamples.Account(at), "clerk");
        }

        var run = await CreateAsync(world, 2024);
        var answer = await world.StepAsync(run.Id, "submit", run.ETag);
        answer = await world.StepAsync(run.Id, "disclose", answer.Headers["ETag"], """{"from":"2025-06-05","noticeDays":20}""");
        answer = await world.StepAsync(
            run.Id, "approve", answer.Headers["ETag"], RunWorld.Approval(run.Digest, "2025-07-01"), "approver");
        answer = await world.StepAsync(run.Id, "pay", answer.Headers["ETag"]);
        Assert.True(answer.Status == 200, answer.Text);
        return run;
    }

    private static async Task ChangeRosterAsync(RunWorld world)
    {
        await PutAsync(world, "2", "1.00", PrivateExamples.Account(3), "clerk");
        await PutAsync(world, "4", "1.00", PrivateExamples.Account(20), "approver");
        await PutAsync(world, "5", "1.00", PrivateExamples.Account(5), "clerk", deceased: "2025-03-01");
        await PutAsync(world, "6", "2.40", PrivateExamples.Account(6), "clerk");
        await PutAsync(world, "7", "0.30", PrivateExamples.Account(7), "clerk");
        await PutAsync(world, "8", "0.00", PrivateExamples.Account(8), "clerk");
        await PutAsync(world, "11", "1.00", account: null, "clerk");
        var left = await world.Service.SendAsync(
            HttpMethod.Delete, $"/v1/organizations/{Village}/households/9?from=2025-01-01", null, ("If-Match", "*"));
        Assert.True(left.Status is 200 or 204, left.Text);
    }

    private static async Task PutAsync(
        RunWorld world, string household, string land, string? account, string user, string? deceased = null)
    {
        var answer = await world.Service.SendAsync(
            HttpMethod.Put, $"/v1/organizations/{Village}/households/{household}", JsonSerializer.Serialize(new
            {
                name = "农户" + household, holdings = new { land },
                validFrom = deceased is null && account is null ? "2025-01-01" : "2024-01-01",
                account = account is null ? null : new { number = account },
                persons = new[] { new { name = "户主" + household, deceased } },
            }), ("X-Linkage-User", user));
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static async Task<(string Id, string ETag, string Digest)> CreateAsync(RunWorld world, int year)
    {
        var created = await world.CreateAsync(
            Village, $$"""{ "scheme": "tangwan-four-tier", "year": {{year}}, "inputs": { "income": "100000.00" } }""", "key-" + year);
        Assert.True(created.Status == 201, created.Text);
        return (
            created.Json.GetProperty("id").GetString()!, created.Headers["ETag"], created.Json.GetProperty("digest").GetString()!);
    }

    private static async Task<Dictionary<string, decimal>> TotalsAsync(RunWorld world, string run) =>
        (await world.GetAsync($"/v1/runs/{run}/statements")).Json.GetProperty("statements").EnumerateArray().ToDictionary(
            each => each.GetProperty("household").GetString()!,
            each => decimal.Parse(each.GetProperty("total").GetString()!, CultureInfo.InvariantCulture));

    private static async Task<JsonElement> ExceptionsAsync(RunWorld world, string run, int percent) =>
        (await world.GetAsync($"/v1/runs/{run}/exceptions?percent={percent}")).Json;

    private static (string Kind, string Household)[] Listed(JsonElement found) => [.. found.GetProperty("exceptions").EnumerateArray()
        .Select(each => (each.GetProperty("kind").GetString()!, each.GetProperty("household").GetString()!))];

    private static async Task<string[]> BlockersAsync(RunWorld world, string run, string act, string user = "chair")
    {
        var found = await AskAsync(world, run, user);
        Assert.Equal(act, found.GetProperty("act").GetString());
        return [.. found.GetProperty("blockers").EnumerateArray().Select(blocker => blocker.GetProperty("code").GetString()!)];
    }

    private static async Task<JsonElement> AskAsync(RunWorld world, string run, string user)
    {
        var answer = await world.Service.SendAsync(HttpMethod.Get, $"/v1/runs/{run}/blockers", null, ("X-Linkage-User", user));
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private static string Seen(string digest, int? percent = null) =>
        JsonSerializer.Serialize(new { exceptions = new { digest, percent } });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
