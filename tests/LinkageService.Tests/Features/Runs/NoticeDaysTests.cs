using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A notice and a meeting lie where the run they are about can have been seen; a mistyped year fulfils no period.</summary>
public sealed class NoticeDaysTests
{
    [Theory]
    [InlineData("1999-01-01")]
    [InlineData("2016-01-05")]
    [InlineData("2024-12-30")]
    public async Task Disclose_MoreThanAYearBeforeTheRecordDate_IsRefusedAndNothingChanges(string from)
    {
        await using var service = await RunningService.StartAsync();
        var world = new RunWorld(service);
        await world.OrganizationAsync("cun", "rural_collective");
        var (run, etag, _) = await world.RunAsync("cun", "submitted");
        var refused = await world.StepAsync(run, "disclose", etag, $$"""{ "from": "{{from}}" }""");
        Assert.Equal((400, ("invalid_value", "from")), (refused.Status, Assert.Single(refused.Errors)));
        Assert.Equal("submitted", (await world.GetAsync("/v1/runs/" + run)).Json.GetProperty("state").GetString());
    }

    [Theory]
    // On the last day that is not impossible, and on the last before the record date.
    [InlineData("2024-12-31", "notice_too_short", "found")]
    [InlineData("2025-12-30", "notice_too_short", "found")]
    // On paper before it was entered here: a warning, and the check is passed.
    [InlineData("2026-01-05", "notice_before_submission", "passed")]
    // By the day of the submission there is nothing to say.
    [InlineData(null, null, "passed")]
    public async Task Disclose_BeforeTheFiguresStood_IsSaid(string? from, string? code, string status)
    {
        await using var service = await RunningService.StartAsync();
        var world = new RunWorld(service);
        await world.OrganizationAsync("cun", "rural_collective");
        var (run, etag, _) = await world.RunAsync("cun", "submitted");
        var body = from is null ? """{ "noticeDays": 20 }""" : $$"""{ "from": "{{from}}", "noticeDays": 20 }""";
        var disclosed = await world.StepAsync(run, "disclose", etag, body);
        Assert.True(disclosed.Status == 200, disclosed.Text);
        Assert.Equal(
            code, disclosed.Json.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("code").GetString())
                .SingleOrDefault(each => each!.StartsWith("notice_", StringComparison.Ordinal)));
        var checks = (await world.GetAsync($"/v1/runs/{run}/checks")).Json.GetProperty("checks").EnumerateArray();
        Assert.Equal(status, checks.Single(check => check.GetProperty("code").GetString() == "notice_too_short")
            .GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("notifiedOn")]
    [InlineData("partyDiscussedOn")]
    public async Task Approve_OnADayThatIsMoreThanAYearBeforeTheMeeting_IsRefused(string field)
    {
        await using var service = await RunningService.StartAsync();
        var world = new RunWorld(service);
        await world.OrganizationAsync("cun", "rural_collective");
        var (run, etag, digest) = await world.RunAsync("cun", "disclosed");
        string Body(string day) => JsonSerializer.Serialize(new
        {
            digest,
            meeting = new Dictionary<string, object>
            {
                ["date"] = "2026-01-26", ["due"] = 30, ["present"] = 30, ["inFavour"] = 30, [field] = day,
            },
        });
        var refused = await world.StepAsync(run, "approve", etag, Body("2016-01-10"), "approver");
        Assert.Equal((422, ("meeting_invalid", "meeting." + field)), (refused.Status, Assert.Single(refused.Errors)));
        var taken = await world.StepAsync(run, "approve", etag, Body("2026-01-10"), "approver");
        Assert.True(taken.Status == 200, taken.Text);
    }

    [Theory]
    [InlineData(null, "2025-12-31", 2025, false)]
    [InlineData(2025, "2026-01-15", 2025, false)]
    [InlineData(2026, "2025-12-31", 2026, true)]
    [InlineData(2019, "2025-12-31", 2019, true)]
    [InlineData(2024, "2026-01-15", 2024, true)]
    [InlineData(2030, null, 2030, false)]
    public async Task Run_ItsYear_IsThatOfTheRecordDateAndSaidWhereTheyAreApart(int? year, string? recordDate, int stored, bool isSaid)
    {
        await using var service = await RunningService.StartAsync();
        var world = new RunWorld(service);
        await world.OrganizationAsync("cun", "rural_collective");
        var body = RunWorld.Body.Replace("\"year\": 2025,", (year is null ? "" : $"\"year\": {year},")
            + (recordDate is null ? "" : $"\"recordDate\": \"{recordDate}\","), StringComparison.Ordinal);
        var made = await world.CreateAsync("cun", body, "a");
        Assert.True(made.Status == 201, made.Text);
        Assert.Equal((stored, recordDate ?? $"{stored}-12-31"),
            (made.Json.GetProperty("year").GetInt32(), made.Json.GetProperty("recordDate").GetString()));
        Assert.Equal(isSaid, made.Json.GetProperty("checks").EnumerateArray()
            .Any(check => check.GetProperty("code").GetString() == "year_apart_from_record_date"));

        // The same request once more is the same run.
        Assert.Equal("true", (await world.CreateAsync("cun", body, "a")).Headers["Idempotency-Replayed"]);
    }
}
