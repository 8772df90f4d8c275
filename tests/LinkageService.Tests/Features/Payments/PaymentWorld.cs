using System.Globalization;
using System.Text.Json;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Payments;

/// <summary>A village with accounts on its roster, and the calls tests of payments are made of. 0005 is paid in cash.</summary>
internal sealed class PaymentWorld(RunningService service)
{
    private readonly RunWorld _runs = new(service);

    public RunningService Service => service;

    /// <summary>The account of a household on the roster.</summary>
    public static string AccountOf(string household) => "103400000000" + household;

    /// <summary>A village of five households.</summary>
    public async Task VillageAsync(string organization)
    {
        await _runs.OrganizationAsync(organization, "rural_collective");
        foreach (var (id, land) in new[] { ("0001", "3.33"), ("0002", "2.70"), ("0003", "1.85"), ("0004", "4.10"), ("0005", "0.95") })
        {
            await PutHouseholdAsync(organization, id, land, id == "0005" ? null : AccountOf(id));
        }
    }

    /// <summary>States how a household stands.</summary>
    public async Task PutHouseholdAsync(string organization, string id, string land, string? account, string user = "maker")
    {
        var bank = account is null
            ? ""
            : $$""", "account": { "holder": "农户{{id}}", "bank": "某农商行", "number": "{{account}}" }""";
        var answer = await service.SendAsync(HttpMethod.Put, $"/v1/organizations/{organization}/households/{id}",
            $$"""{ "name": "农户{{id}}", "holdings": { "land": "{{land}}" }, "validFrom": "2020-01-01"{{bank}} }""",
            ("X-Linkage-User", user));
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    /// <summary>A run of the village's roster in a state of its life.</summary>
    public async Task<(string Id, string ETag)> RunAsync(string organization, string state)
    {
        var income = (100_000 + service.NextNumber()).ToString(CultureInfo.InvariantCulture);
        var at = await _runs.CreateAsync(organization,
            $$"""
            { "scheme": "tangwan-four-tier", "year": 2025, "parameters": { "day_wage": "80.00" }, "inputs": { "income": "{{income}}" } }
            """,
            Guid.NewGuid().ToString("N"));
        Assert.True(at.Status == 201, at.Text);
        var (id, digest) = (at.Json.GetProperty("id").GetString()!, at.Json.GetProperty("digest").GetString()!);
        (string Step, string? Body, string User, string State)[] life =
        [
            ("submit", null, "maker", "submitted"), ("disclose", """{"from":"2026-01-05","noticeDays":20}""", "maker", "disclosed"),
            ("approve", RunWorld.Approval(digest, "2026-01-26", repeatReason: "分期发放"), "approver", "approved"),
            ("pay", """{"on":"2026-03-05"}""", "maker", "paid"), ("close", null, "maker", "closed"),
        ];
        foreach (var (step, body, user, _) in life.TakeWhile(each => at.Json.GetProperty("state").GetString() != state))
        {
            at = await _runs.StepAsync(id, step, at.Headers["ETag"], body, user);
            Assert.True(at.Status == 200, step + ": " + at.Text);
        }

        return (id, at.Headers["ETag"]);
    }

    /// <summary>A paid run with its payments prepared and, where wanted, its money seen.</summary>
    public async Task<string> PreparedAsync(string organization, bool hasFunds = true)
    {
        var (run, _) = await RunAsync(organization, "paid");
        await ActedAsync(run, "prepare");
        if (hasFunds)
        {
            await ActedAsync(run, "fund", """{ "reference": "农商行对公账户尾号 6606" }""");
        }

        return run;
    }

    /// <summary>A step of the run's life.</summary>
    public Task<Answer> StepAsync(string run, string step, string? etag, string? body = null, string user = "maker") =>
        _runs.StepAsync(run, step, etag, body, user);

    /// <summary>An act on the payments.</summary>
    public Task<Answer> ActAsync(string run, string act, string? body = null, string user = "maker") => service.SendAsync(
        HttpMethod.Post, $"/v1/runs/{run}/payments:{act}", body, ("X-Linkage-User", user));

    /// <summary>An act that must be taken.</summary>
    public async Task<JsonElement> ActedAsync(string run, string act, string? body = null, string user = "maker")
    {
        var answer = await ActAsync(run, act, body, user);
        Assert.True(answer.Status == 200, act + ": " + answer.Text);
        return answer.Json;
    }

    /// <summary>The summary of the payments.</summary>
    public async Task<JsonElement> SummaryAsync(string run) => (await _runs.GetAsync($"/v1/runs/{run}/payments:summary")).Json;

    /// <summary>Something read.</summary>
    public async Task<JsonElement> GetAsync(string path) => (await _runs.GetAsync(path)).Json;

    /// <summary>The payment of a household.</summary>
    public async Task<JsonElement> PaymentAsync(string run, string household) =>
        (await _runs.GetAsync($"/v1/runs/{run}/payments/{household}")).Json;
}
