using System.Globalization;
using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Corrections and comparisons of runs whose roster came with them, and what is refused.</summary>
public sealed class InlineCorrectionTests
{
    private const string Settle = """
        { "policy": "settle_next_year", "reason": "土地面积有误", "households": HOUSEHOLDS, "preview": PREVIEW }
        """;

    [Fact]
    public async Task Correct_RosterCameWithTheRun_TheNewRosterComesWithTheCorrection()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, etag, _) = await world.RunAsync("tangwan", "paid", "100000.00");
        var households = RunWorld.Households.Replace("1.85", "2.85", StringComparison.Ordinal);
        var body = Settle.Replace("HOUSEHOLDS", households, StringComparison.Ordinal);

        var preview = await CorrectAsync(world, run, etag: null, key: null, body.Replace("PREVIEW", "true", StringComparison.Ordinal));
        var made = await CorrectAsync(world, run, etag, "c1", body.Replace("PREVIEW", "false", StringComparison.Ordinal));

        Assert.Equal((200, 201), (preview.Status, made.Status));
        Assert.Equal(preview.Json.GetProperty("digest").GetString(), made.Json.GetProperty("digest").GetString());
        var totals = made.Json.GetProperty("totals");
        Assert.Equal(Fen(totals, "sources"), Fen(totals, "households") + Fen(totals, "funds") + Fen(totals, "carriedForward"));
        var correction = made.Json.GetProperty("correction");
        Assert.Equal(0, Fen(correction, "payable"));
        Assert.Equal(Fen(totals, "households"), Fen(correction, "arrears") + Fen(correction, "recoveries"));
        var verification = (await world.GetAsync($"/v1/runs/{made.Json.GetProperty("id").GetString()}/verification")).Json;
        Assert.True(verification.GetProperty("matches").GetBoolean(), verification.ToString());
        Assert.False(verification.TryGetProperty("fromFacts", out _));
        var explained = await world.Service.GetAsync($"/v1/runs/{made.Json.GetProperty("id").GetString()}/statements/0003?explain=true");
        Assert.Equal("invalid_value", explained.Code);
    }

    [Theory]
    [InlineData("recompute_all", "{}")]
    [InlineData("settle_next_year", "{}")]
    [InlineData("charge_fund:public_posts", """{ "income": "99000.00" }""")]
    public async Task Correct_NothingDiffersUnderThePolicy_IsRefusedAndBlocksNoOther(string policy, string inputs)
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, etag, _) = await world.RunAsync("tangwan", "paid", "100000.00");
        var body = $$"""{ "policy": "{{policy}}", "reason": "核对", "inputs": {{inputs}}, "preview": PREVIEW }""";
        var made = await CorrectAsync(world, run, etag, "c1", body.Replace("PREVIEW", "false", StringComparison.Ordinal));
        Assert.Equal((422, "nothing_to_correct"), (made.Status, made.Code));
        var preview = await CorrectAsync(world, run, etag: null, key: null, body.Replace("PREVIEW", "true", StringComparison.Ordinal));
        Assert.Equal(200, preview.Status);
        const string right = """{ "policy": "recompute_all", "reason": "漏记收入", "inputs": { "income": "100500.00" } }""";
        Assert.Equal(201, (await CorrectAsync(world, run, etag, "c2", right)).Status);
    }

    [Fact]
    public async Task Correct_OnlyTheIncomeWasWrong_TheKeptRosterIsComputedAgain()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, _, _) = await world.RunAsync("tangwan", "closed", "100000.00");
        const string body = """
            { "policy": "recompute_all", "reason": "漏记收入", "inputs": { "income": "100500.00" }, "preview": true }
            """;

        var preview = await CorrectAsync(world, run, etag: null, key: null, body);

        Assert.Equal(500_00, Fen(preview.Json.GetProperty("totals"), "sources"));
        Assert.Equal(5, preview.Json.GetProperty("comparison").GetProperty("groups").EnumerateArray()
            .Sum(group => group.GetProperty("gainers").GetInt32()));
    }

    [Theory]
    [InlineData("draft", """{ "policy": "recompute_all", "reason": "x" }""", "run_state")]
    [InlineData("approved", """{ "policy": "recompute_all", "reason": "x" }""", "run_state")]
    [InlineData("paid", """{ "policy": "recompute_all" }""", "missing_field")]
    [InlineData("paid", """{ "reason": "x" }""", "missing_field")]
    [InlineData("paid", """{ "policy": "forgive", "reason": "x" }""", "invalid_value")]
    [InlineData("paid", """{ "policy": "recompute_all", "reason": "x", "knownAt": "yesterday" }""", "invalid_value")]
    [InlineData("paid", """{ "policy": "recompute_all", "reason": "x", "households": [] }""", "empty_roster")]
    [InlineData("paid", """{ "policy": "recompute_all", "reason": "x", "households": {} }""", "wrong_type")]
    [InlineData("paid",
        """{ "policy": "charge_fund:public_posts", "reason": "x", "inputs": { "income": "9999999.00" } }""", "fund_shortfall")]
    public async Task Correct_WhatCannotBe_IsRefusedWithItsCode(string state, string body, string code)
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, etag, _) = await world.RunAsync("tangwan", state);

        var answer = await CorrectAsync(world, run, etag, "c1", body);

        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Compare_PagesAndAnotherScheme_EveryHouseholdOnceAndTheSumsAgree()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, _, _) = await world.RunAsync("tangwan", "draft", "100000.00");
        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await world.Service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}/comparison?limit=2&cursor={cursor}",
                """{ "scheme": "huangjinlin-land-cooperative", "parameters": { "collective_rate": "0%" } }""");
            Assert.Equal(200, page.Status);
            seen.AddRange(page.Json.GetProperty("households").EnumerateArray().Select(row => row.GetProperty("household").GetString()!));
            var groups = page.Json.GetProperty("groups").EnumerateArray().ToArray();
            Assert.Equal(100_000_00 + 4_800_00, groups.Sum(group => Fen(group, "after")));
            Assert.Equal(
                groups.Sum(group => Fen(group, "after") - Fen(group, "before")),
                groups.Sum(group => Fen(group, "gained") - Fen(group, "lost")));
            if (page.Json.GetProperty("next").GetString() is not { } next)
            {
                break;
            }

            cursor = next;
        }

        Assert.Equal(["0001", "0002", "0003", "0004", "0005"], seen);
        Assert.Equal("missing_field", (await world.Service.GetAsync($"/v1/runs/{run}/comparison")).Code);
        Assert.Equal("unknown_run", (await world.Service.GetAsync($"/v1/runs/{run}/comparison?with=0")).Code);
    }

    private static Task<Answer> CorrectAsync(RunWorld world, string run, string? etag, string? key, string body) => world.Service.SendAsync(
        HttpMethod.Post, $"/v1/runs/{run}:correct", body, ("If-Match", etag), ("Idempotency-Key", key));

    private static long Fen(JsonElement of, string name) =>
        long.Parse(of.GetProperty(name).GetString()!.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
