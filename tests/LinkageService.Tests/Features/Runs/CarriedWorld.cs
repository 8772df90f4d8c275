using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A cooperative whose figures go on from year to year, over REST.</summary>
internal sealed class CarriedWorld(RunWorld world) : IAsyncDisposable
{
    public const string Id = "lianxu";

    private int _keys;

    public RunWorld World => world;

    public static async Task<CarriedWorld> StartAsync(string provider, params string[] schemes)
    {
        var carried = new CarriedWorld(await RunWorld.StartAsync(provider));
        await carried.World.OrganizationAsync(Id, "farmer_cooperative");
        foreach (var scheme in schemes)
        {
            var answer = await carried.World.Service.PostAsync("/v1/schemes", scheme, "application/yaml");
            Assert.True(answer.Status == 201, answer.Text);
        }

        return carried;
    }

    public async Task HouseholdAsync(string id, string from, params (string Name, string Value)[] holdings)
    {
        var body = new JsonObject
        {
            ["name"] = "农户" + id, ["members"] = 1, ["validFrom"] = from, ["laterFacts"] = "keep",
            ["holdings"] = new JsonObject(holdings.Select(each => KeyValuePair.Create(each.Name, (JsonNode?)each.Value))),
        };
        var answer = await world.Service.SendAsync(
            HttpMethod.Put, $"/v1/organizations/{Id}/households/{id}", body.ToJsonString());
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    public Task<Answer> CreateAsync(
        string scheme, int year, IReadOnlyDictionary<string, string> inputs, bool preview = false, JsonNode? households = null,
        string? recordDate = null)
    {
        var body = new JsonObject
        {
            ["scheme"] = scheme, ["year"] = year, ["preview"] = preview,
            ["inputs"] = new JsonObject(inputs.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))),
        };
        if (households is not null)
        {
            body["households"] = households;
        }

        if (recordDate is not null)
        {
            body["recordDate"] = recordDate;
        }

        return world.CreateAsync(Id, body.ToJsonString(), NextKey());
    }

    /// <summary>A run of the year in a state.</summary>
    public async Task<Answer> RunAsync(string scheme, int year, string state, params (string Name, string Value)[] inputs)
    {
        var made = await CreateAsync(scheme, year, inputs.ToDictionary(each => each.Name, each => each.Value));
        Assert.True(made.Status == 201, made.Text);
        return await BringAsync(made, state);
    }

    /// <summary>A correction of a run as it stands now, in a state.</summary>
    public async Task<Answer> CorrectAsync(string run, string state, params (string Name, string Value)[] inputs)
    {
        var made = await TryCorrectAsync(run, preview: false, inputs);
        Assert.True(made.Status == 201, made.Text);
        return await BringAsync(made, state);
    }

    public async Task<Answer> TryCorrectAsync(string run, bool preview, params (string Name, string Value)[] inputs)
    {
        var body = new JsonObject
        {
            ["policy"] = "recompute_all", ["reason"] = "账目有误", ["preview"] = preview,
            ["inputs"] = new JsonObject(inputs.Select(each => KeyValuePair.Create(each.Name, (JsonNode?)each.Value))),
        };
        var etag = (await world.GetAsync("/v1/runs/" + run)).Headers["ETag"];
        return await world.Service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:correct", body.ToJsonString(),
            ("Idempotency-Key", NextKey()), ("If-Match", etag), ("X-Linkage-User", "maker"));
    }

    /// <summary>Brings a draft to a state.</summary>
    public async Task<Answer> BringAsync(Answer draft, string state)
    {
        var (id, digest) = (IdOf(draft), draft.Json.GetProperty("digest").GetString()!);
        (string Step, string? Body, string User, string After)[] life =
        [
            ("submit", null, "maker", "submitted"),
            ("disclose", """{"from":"2026-01-05","noticeDays":20}""", "maker", "disclosed"),
            ("approve", RunWorld.Approval(digest, repeatReason: "分期发放"), "approver", "approved"),
            ("pay", """{"on":"2026-03-05"}""", "maker", "paid"),
            ("close", null, "maker", "closed"),
        ];
        var steps = state == "cancelled"
            ? [("cancel", """{"reason":"重做"}""", "maker", "cancelled")]
            : life.Take(Array.FindIndex(life, step => step.After == state) + 1);
        var at = draft;
        foreach (var (step, body, user, _) in steps)
        {
            at = await world.StepAsync(id, step, at.Headers["ETag"], body, user);
            Assert.True(at.Status == 200, step + ": " + at.Text);
        }

        return at;
    }

    public async Task VerifyAsync(params IEnumerable<string> runs)
    {
        foreach (var run in runs)
        {
            var answer = await world.GetAsync($"/v1/runs/{run}/verification");
            Assert.True(answer.Json.GetProperty("matches").GetBoolean(), answer.Text);
        }
    }

    public static string IdOf(Answer run) => run.Json.GetProperty("id").GetString()!;

    public static string InputOf(Answer run, string name) => run.Json.GetProperty("inputs").GetProperty(name).GetString()!;

    public static (string Code, string Severity)[] Checks(Answer run) => run.Json.GetProperty("checks").EnumerateArray()
        .Select(check => (check.GetProperty("code").GetString()!, check.GetProperty("severity").GetString()!)).ToArray();

    public static string Said(Answer run, string code, string language = "zh") => run.Json.GetProperty("checks").EnumerateArray()
        .First(check => check.GetProperty("code").GetString() == code).GetProperty("message").GetProperty(language).GetString()!;

    /// <summary>What a carried account has; null when the scheme has none of the name.</summary>
    public static string? CarriedOf(Answer run, string account) => run.Json.GetProperty("funds").EnumerateArray()
        .Where(fund => fund.GetProperty("name").GetString() == account)
        .Select(fund => fund.GetProperty("amount").GetString()).FirstOrDefault();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private string NextKey() => "carried-" + Interlocked.Increment(ref _keys).ToString(CultureInfo.InvariantCulture);
}
