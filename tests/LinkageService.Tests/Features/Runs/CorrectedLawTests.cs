using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A correction is held against the law as the whole that it leaves, whoever bears it.</summary>
public sealed class CorrectedLawTests
{
    private const string Scheme = """
        id: village-dividend
        version: 1
        title: { zh: 按股分红, en: Dividend by shares }
        parameters:
          reserve: { type: money, title: { zh: 公积公益金, en: Reserve } }
        inputs:
          income: { type: money, title: { zh: 收益, en: Income } }
        holdings:
          shares: { unit: share, decimals: 0, title: { zh: 份额, en: Shares } }
        steps:
          - { id: reserve, kind: take, from: income, amount: reserve, into: "fund:reserve_and_welfare" }
          - { id: share_dividend, kind: allocate, from: income, by: shares }
        """;

    /// <summary>Zhejiang draws 30% of the net income of 100,000.00 at least: 30,000.00 is lawful, a fen less is not.</summary>
    [Fact]
    public async Task Correct_ALawfulYear_IsApprovedOnlyWhereTheWholeStaysLawful()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        Assert.Equal(201, (await world.Service.PostAsync("/v1/schemes", Scheme, "application/yaml")).Status);
        await world.OrganizationAsync("cun", "rural_collective", region: "33");
        var roster = new RosterClient(world.Service, "cun");
        await PutAsync(roster, "0001", "3");
        await PutAsync(roster, "0002", "4");
        var stated = await roster.SendAsync(HttpMethod.Put, "facts/statement", """
            { "year": 2025,
              "statement": { "form": "collective", "status": "closed", "netIncome": "100000.00", "openingUndistributed": "0.00" } }
            """);
        Assert.True(stated.Status == 201, stated.Text);
        var (run, etag) = await PaidAsync(world, await world.CreateAsync("cun", """
            { "scheme": "village-dividend", "year": 2025, "parameters": { "reserve": "30000.00" }, "inputs": { "income": "100000.00" } }
            """, "year"));
        Assert.Empty(await BlockingAsync(world, run));

        // Less reserve, all of it to households.
        var less = await CorrectAsync(world, run, etag, "recompute_all", "29999.99");
        await RefusedAsync(world, less);

        // Someone who was forgotten, at the cost of the reserve: what comes in and what others have stays.
        await PutAsync(roster, "0003", "1");
        var charged = await CorrectAsync(world, run, etag, "charge_fund:reserve_and_welfare", "30000.00");
        Assert.Equal("8750.00", charged.Json.GetProperty("correction").GetProperty("payable").GetString());
        await RefusedAsync(world, charged);

        // At the cost of the others, who give back what they got too much.
        var recomputed = await CorrectAsync(world, run, etag, "recompute_all", "30000.00");
        var (correction, _) = await PaidAsync(world, recomputed);
        Assert.Empty(await BlockingAsync(world, correction));
        var headroom = (await world.GetAsync($"/v1/runs/{correction}/headroom")).Json;
        Assert.Equal(("70000.00", "0.00"), (headroom.GetProperty("members").GetString(), headroom.GetProperty("left").GetString()));
        var envelope = await world.Service.SendAsync(
            HttpMethod.Post, $"/v1/runs/{correction}/payments:prepare", "{}", ("X-Linkage-User", "maker"));
        Assert.True(envelope.Status is 200 or 201, envelope.Text);

        // Noted as paid, and nothing was sent: of the correction, not of the whole.
        var mismatch = (await world.GetAsync($"/v1/runs/{correction}/checks")).Json.GetProperty("checks").EnumerateArray()
            .Single(check => check.GetProperty("code").GetString() == "payment_mismatch")
            .GetProperty("message").GetProperty("zh").GetString();
        Assert.Contains("1 户没有发放记录：0003", mismatch, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(RunWorld world, Answer made)
    {
        Assert.Contains("reserve_out_of_bounds",
            made.Json.GetProperty("legal").GetProperty("found").EnumerateArray().Select(code => code.GetString()));
        var (run, at) = await DisclosedAsync(world, made);
        Assert.Equal(["reserve_out_of_bounds"], await BlockingAsync(world, run));
        var approved = await ApproveAsync(world, run, at);
        Assert.Equal((422, "blocked_by_check"), (approved.Status, approved.Code));
        Assert.Equal(200, (await world.StepAsync(run, "cancel", at.Headers["ETag"], """{ "reason": "重做" }""")).Status);
    }

    private static async Task<Answer> CorrectAsync(RunWorld world, string run, string etag, string policy, string reserve)
    {
        var made = await world.Service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:correct", $$"""
            { "policy": "{{policy}}", "reason": "核对", "parameters": { "reserve": "{{reserve}}" } }
            """, ("If-Match", etag), ("Idempotency-Key", policy + reserve), ("X-Linkage-User", "maker"));
        Assert.True(made.Status == 201, made.Text);
        return made;
    }

    private static async Task<(string Run, string ETag)> PaidAsync(RunWorld world, Answer made)
    {
        var (run, at) = await DisclosedAsync(world, made);
        at = await ApproveAsync(world, run, at);
        Assert.True(at.Status == 200, at.Text);
        at = await world.StepAsync(run, "pay", at.Headers["ETag"], """{ "on": "2026-03-05" }""");
        Assert.True(at.Status == 200, at.Text);
        return (run, at.Headers["ETag"]);
    }

    private static async Task<(string Run, Answer At)> DisclosedAsync(RunWorld world, Answer made)
    {
        Assert.True(made.Status == 201, made.Text);
        var run = made.Json.GetProperty("id").GetString()!;
        var at = await world.StepAsync(run, "submit", made.Headers["ETag"]);
        at = await world.StepAsync(run, "disclose", at.Headers["ETag"], """{ "from": "2026-01-05", "noticeDays": 20 }""");
        Assert.True(at.Status == 200, at.Text);
        return (run, at);
    }

    private static Task<Answer> ApproveAsync(RunWorld world, string run, Answer at) => world.StepAsync(run, "approve", at.Headers["ETag"],
        RunWorld.Approval(at.Json.GetProperty("digest").GetString()!), "approver");

    private static async Task<string[]> BlockingAsync(RunWorld world, string run) =>
    [
        .. (await world.GetAsync($"/v1/runs/{run}/checks")).Json.GetProperty("checks").EnumerateArray()
            .Where(check => check.GetProperty("status").GetString() == "found" && check.GetProperty("severity").GetString() == "block")
            .Select(check => check.GetProperty("code").GetString()!),
    ];

    private static async Task PutAsync(RosterClient roster, string household, string shares)
    {
        var answer = await roster.PutAsync(household, JsonSerializer.Serialize(new
        {
            name = "农户" + household, validFrom = "2020-01-01", holdings = new { shares },
            persons = new[] { new { name = "农户" + household, head = true } },
        }));
        Assert.True(answer.Status == 201, answer.Text);
    }
}
