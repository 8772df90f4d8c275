using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>The same over REST.</summary>
internal sealed class RestRunsApi(RunningService service) : IRunsApi
{
    public Task MakeOrganizationAsync(string organization) => SendAsync(HttpMethod.Put, "/v1/organizations/" + organization,
        new JsonObject { ["name"] = "示范村", ["legalForm"] = "rural_collective" });

    public Task PutHouseholdAsync(string organization, string household, string land, bool isRegistered, string from) => SendAsync(
        HttpMethod.Put, $"/v1/organizations/{organization}/households/{household}", new JsonObject
        {
            ["name"] = "农户" + household,
            ["tags"] = new JsonArray(isRegistered ? ["registered"] : []),
            ["holdings"] = new JsonObject { ["land"] = land },
            ["validFrom"] = from,
        });

    public Task RemoveHouseholdAsync(string organization, string household, string from) =>
        SendAsync(HttpMethod.Delete, $"/v1/organizations/{organization}/households/{household}?from={from}");

    public async Task<ShownRun> MakeAsync(string organization, int year, long incomeFen, string key) => Run((await SendAsync(
        HttpMethod.Post, $"/v1/organizations/{organization}/runs", new JsonObject
        {
            ["scheme"] = NaiveVillage.Scheme,
            ["year"] = year,
            ["parameters"] = new JsonObject { ["collective_rate"] = NaiveVillage.Rate },
            ["inputs"] = new JsonObject { ["income"] = Yuan(incomeFen) },
        }, key: key)).Json);

    public Task<ShownRun> SubmitAsync(string user, ShownRun run) => StepAsync(user, run, "submit", body: null);

    public Task<ShownRun> DiscloseAsync(string user, ShownRun run, DateOnly from) =>
        StepAsync(user, run, "disclose", new JsonObject { ["from"] = Date(from), ["noticeDays"] = 10 });

    public Task<ShownRun> ApproveAsync(string user, ShownRun run, DateOnly? meeting) => StepAsync(user, run, "approve", new JsonObject
    {
        ["digest"] = run.Digest,
        ["meeting"] = meeting is { } date
            ? new JsonObject { ["date"] = Date(date), ["due"] = 9, ["present"] = 8, ["inFavour"] = 7 }
            : null,
    });

    public Task<ShownRun> PayAsync(string user, ShownRun run) => StepAsync(user, run, "pay", body: null);

    public Task<ShownRun> CancelAsync(string user, ShownRun run) =>
        StepAsync(user, run, "cancel", new JsonObject { ["reason"] = "年度数写错" });

    public async Task<ShownCorrection> CorrectAsync(ShownRun run, string policy, string key, bool isPreview)
    {
        var answer = await SendAsync(HttpMethod.Post, $"/v1/runs/{run.Id}:correct",
            new JsonObject { ["policy"] = policy, ["reason"] = "土地面积登记有误", ["preview"] = isPreview },
            key: isPreview ? null : key, etag: isPreview ? null : run.ETag);
        Assert.Equal(isPreview ? 200 : 201, answer.Status);
        var correction = answer.Json.GetProperty("correction");
        return new ShownCorrection(
            Run(answer.Json), answer.IsReplayed, Fen(correction, "payable"), Fen(correction, "arrears"), Fen(correction, "recoveries"),
            answer.Json.TryGetProperty("comparison", out var comparison) ? Comparison(comparison) : null);
    }

    public async Task<ShownSettlement> SettleAsync(string organization, string key, params IReadOnlyList<Claim> claims)
    {
        var answer = await SendAsync(HttpMethod.Post, $"/v1/organizations/{organization}/settlements", new JsonObject
        {
            ["payer"] = "集体公益金账户",
            ["reason"] = "更正少发，农户已退出",
            ["balances"] = new JsonArray(claims.Select(claim => (JsonNode)new JsonObject
            {
                ["household"] = claim.Household,
                ["correction"] = claim.Correction,
                ["amount"] = new Engine.Amounts.Money(claim.Fen).ToString(),
                ["payee"] = claim.Heir is null ? null : new JsonObject
                {
                    ["name"] = claim.Heir.Name, ["relation"] = "heir", ["account"] = claim.Heir.Account,
                    ["evidence"] = claim.Heir.Evidence,
                },
            }).ToArray()),
        }, key: key);
        return new ShownSettlement(Run(answer.Json), answer.IsReplayed, answer.Json.GetProperty("settlement").GetProperty("payees")
            .EnumerateArray().Select(payee => new ShownPayee(
                payee.GetProperty("household").GetString()!, payee.GetProperty("name").GetString()!,
                payee.GetProperty("relation").GetString()!, TextOf(payee, "account"), TextOf(payee, "evidence"))).ToArray());
    }

    public async Task<IReadOnlyList<ShownStatement>> StatementsAsync(string run)
    {
        var found = new List<ShownStatement>();
        for (var cursor = ""; ;)
        {
            var page = (await SendAsync(HttpMethod.Get, $"/v1/runs/{run}/statements?limit=3&cursor={cursor}")).Json;
            found.AddRange(page.GetProperty("statements").EnumerateArray()
                .Select(statement => Statement(run, statement.GetProperty("household").GetString()!, statement)));
            if (page.GetProperty("next").GetString() is not { } next)
            {
                return found;
            }

            cursor = next;
        }
    }

    public async Task<ShownStatement> StatementAsync(string run, string household) =>
        Statement(run, household, (await SendAsync(HttpMethod.Get, $"/v1/runs/{run}/statements/{household}")).Json);

    public async Task<IReadOnlyList<ShownStatement>> YearsAsync(string organization, string household)
    {
        var found = new List<ShownStatement>();
        for (var cursor = ""; ;)
        {
            var page = (await SendAsync(
                HttpMethod.Get, $"/v1/organizations/{organization}/households/{household}/statements?limit=2&cursor={cursor}")).Json;
            found.AddRange(page.GetProperty("statements").EnumerateArray()
                .Select(statement => Statement(statement.GetProperty("run").GetString()!, household, statement)));
            if (page.GetProperty("next").GetString() is not { } next)
            {
                return found;
            }

            cursor = next;
        }
    }

    public async Task<ShownVerification> VerifyAsync(string run)
    {
        var json = (await SendAsync(HttpMethod.Get, $"/v1/runs/{run}/verification")).Json;
        Assert.Equal(0, json.GetProperty("blocks").GetProperty("damaged").GetArrayLength());
        return new ShownVerification(json.GetProperty("matches").GetBoolean(), json.GetProperty("digest").GetString()!,
            json.GetProperty("recomputed").GetString(), json.GetProperty("fromFacts").GetString());
    }

    public async Task<ShownComparison> CompareAsync(string run, string with) =>
        Comparison((await SendAsync(HttpMethod.Get, $"/v1/runs/{run}/comparison?with={with}")).Json);

    public async Task<ShownComparison> CompareRateAsync(string run, string rate) => Comparison((await SendAsync(
        HttpMethod.Post, $"/v1/runs/{run}/comparison",
        new JsonObject { ["parameters"] = new JsonObject { ["collective_rate"] = rate } })).Json);

    private async Task<ShownRun> StepAsync(string user, ShownRun run, string step, JsonObject? body) =>
        Run((await SendAsync(HttpMethod.Post, $"/v1/runs/{run.Id}:{step}", body, user: user, etag: run.ETag)).Json);

    private async Task<RestAnswer> SendAsync(
        HttpMethod method, string path, JsonObject? body = null, string user = "maker", string? key = null, string? etag = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Linkage-User", user);
        if (!string.IsNullOrEmpty(etag))
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var response = await service.Client.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        return response.IsSuccessStatusCode
            ? new RestAnswer(answer.Status, answer.Json, response.Headers.Contains("Idempotency-Replayed"))
            : throw new RefusedByServiceException(answer.Code ?? "?", answer.Text);
    }

    private static ShownRun Run(JsonElement json)
    {
        var isStored = json.TryGetProperty("id", out var id);
        var households = Fen(json.GetProperty("totals"), "households");
        return new ShownRun(
            isStored ? id.GetString()! : "",
            isStored ? $"\"{json.GetProperty("revision").GetInt64()}\"" : "", isStored ? json.GetProperty("state").GetString()! : "",
            json.GetProperty("digest").GetString()!, households,
            json.TryGetProperty("settled", out var settled) ? Fen(settled, "payable") : households);
    }

    private static ShownStatement Statement(string run, string household, JsonElement json)
    {
        Assert.Equal(Fen(json, "total"), json.GetProperty("lines").EnumerateArray().Sum(line => Fen(line, "amount")));
        return new ShownStatement(
            run, household, Fen(json, "total"), FenOrNull(json, "payable"), FenOrNull(json, "carried"),
            json.TryGetProperty("settlements", out var settlements)
                ? settlements.EnumerateArray().Select(row => (row.GetProperty("correction").GetString()!, Fen(row, "amount"))).ToArray()
                : []);
    }

    private static ShownComparison Comparison(JsonElement json)
    {
        var groups = json.GetProperty("groups").EnumerateArray().ToArray();
        return new ShownComparison(
            groups.Sum(group => group.GetProperty("gainers").GetInt32()), groups.Sum(group => group.GetProperty("losers").GetInt32()),
            groups.Sum(group => Fen(group, "gained")), groups.Sum(group => Fen(group, "lost")),
            groups.Sum(group => group.GetProperty("households").GetInt32()))
        {
            Deltas = json.GetProperty("households").EnumerateArray()
                .Select(row => (row.GetProperty("household").GetString()!, Fen(row, "delta"))).ToArray(),
        };
    }

    private static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:D2}");

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? TextOf(JsonElement of, string name) => of.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static long? FenOrNull(JsonElement of, string name) => of.TryGetProperty(name, out _) ? Fen(of, name) : null;

    private static long Fen(JsonElement of, string name) =>
        long.Parse(of.GetProperty(name).GetString()!.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private sealed record RestAnswer(int Status, JsonElement Json, bool IsReplayed);
}
