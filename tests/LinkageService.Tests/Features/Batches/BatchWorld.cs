using System.Globalization;
using System.Text.Json;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Batches;

/// <summary>A county of villages, and the calls tests of batches are made of.</summary>
internal sealed class BatchWorld(HttpClient http)
{
    /// <summary>The organisation all villages stand below.</summary>
    public const string County = "county";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>A batch of the county, its figures for all of them.</summary>
    public const string Body = """
        { "year": 2025, "scheme": "tangwan-four-tier", "parameters": { "day_wage": "80.00" }, "inputs": { "income": "100000.00" },
          "parent": "county" }
        """;

    public static string Village(int number) => string.Create(CultureInfo.InvariantCulture, $"village-{number:D4}");

    /// <summary>
    /// The county and its villages. Every village whose number ends in 33 is a company, which the scheme is not for; every one whose
    /// number ends in 66 has no roster.
    /// </summary>
    /// <returns>How many of them fail.</returns>
    public static async Task<int> FillAsync(RunningService service, int villages, int households = 5)
    {
        var database = service.Services.GetRequiredService<Database>();
        await MakeAsync(database, County, parent: null, "rural_collective", households: 0);
        var failing = 0;
        for (var village = 0; village < villages; village++)
        {
            var (isCompany, isEmpty) = (village % 100 == 33, village % 100 == 66);
            failing += isCompany || isEmpty ? 1 : 0;
            await MakeAsync(
                database, Village(village), County, isCompany ? "company" : "rural_collective", isEmpty ? 0 : households, village);
        }

        return failing;
    }

    /// <summary>States the roster of a village.</summary>
    public static Task RosterAsync(Database database, string organization, int households, int seed) =>
        database.WriteAsync(new Change("local", DateTimeOffset.UnixEpoch), async session =>
        {
            var held = await OrganizationStore.HoldAsync(session, organization);
            await HouseholdsAsync(
                session, organization, await OrganizationStore.ClaimKnownAtAsync(session, held!), households, seed);
            return true;
        });

    private static Task MakeAsync(
        Database database, string id, string? parent, string legalForm, int households, int seed = 0) =>
        database.WriteAsync(new Change("local", DateTimeOffset.UnixEpoch), async session =>
        {
            var row = new OrganizationRow(
                id, "甲村" + id, legalForm, parent, "500113", NoticeDays: 7, Revision: 1, FactsKnownAt: 0, CreatedAt: 0);
            await OrganizationStore.SaveAsync(session, row);
            session.Audit(new AuditDraft("organization.create", "organization/" + id, id) { After = row.Digest() });
            if (households > 0)
            {
                await HouseholdsAsync(session, id, await OrganizationStore.ClaimKnownAtAsync(session, row), households, seed);
            }

            return true;
        });

    private static async Task HouseholdsAsync(WriteSession session, string organization, long knownAt, int households, int seed)
    {
        var facts = new List<HouseholdFact>();
        for (var household = 1; household <= households; household++)
        {
            var land = ((seed * 7) + (household * 13)) % 900;
            var data = JsonSerializer.Serialize(new
            {
                tags = household % 5 == 0 ? ["registered"] : Array.Empty<string>(),
                holdings = new Dictionary<string, string>
                {
                    ["land"] = string.Create(CultureInfo.InvariantCulture, $"{1 + (land / 100)}.{land % 100:D2}"),
                },
            });
            var id = household.ToString("D4", CultureInfo.InvariantCulture);
            facts.Add(new HouseholdFact(id, "2000-01-01", knownAt, Present: 1, data, "local", session.Change.Id));
            await HouseholdStore.AddAsync(session, organization, facts[^1]);
        }

        session.Audit(new AuditDraft("household.import", "import/" + session.Change.Id, organization)
        {
            After = HouseholdFact.Digest(organization, facts),
        });
    }

    /// <summary>Makes a batch.</summary>
    public Task<Answer> CreateAsync(string key, string body = Body, string? user = null) =>
        SendAsync(HttpMethod.Post, "/v1/batches", body, key, user);

    /// <summary>Makes a batch and gives its id.</summary>
    public async Task<string> MadeAsync(string key, string body = Body)
    {
        var made = await CreateAsync(key, body);
        Assert.True(made.Status == 201, made.Text);
        return made.Json.GetProperty("id").GetString()!;
    }

    /// <summary>Pauses it and the like.</summary>
    public Task<Answer> ActAsync(string batch, string act, string body = "", string? user = null) =>
        SendAsync(HttpMethod.Post, $"/v1/batches/{batch}:{act}", body, key: null, user);

    /// <summary>Has its runs looked through for an act, and gives the act when that is over.</summary>
    public async Task<JsonElement> LookAsync(string batch, string act, string user, string body = "")
    {
        var asked = await ActAsync(batch, act, body, user);
        Assert.True(asked.Status == 200, asked.Text);
        return await ActIsAsync(batch, "checked");
    }

    /// <summary>Has an act carried out that was looked through, and gives it when that is over.</summary>
    public async Task<JsonElement> ConfirmAsync(string batch, string act, string id, string user)
    {
        var asked = await ActAsync(batch, act, $$"""{ "confirm": "{{id}}" }""", user);
        Assert.True(asked.Status == 200, asked.Text);
        return await ActIsAsync(batch, "finished");
    }

    /// <summary>Has an act looked through and carried out, which is refused for no run.</summary>
    public async Task DoneAsync(string batch, string act, string user, string body = "")
    {
        var looked = await LookAsync(batch, act, user, body);
        var done = await ConfirmAsync(batch, act, looked.GetProperty("id").GetString()!, user);
        Assert.Equal(Count(done, "runs"), Count(done, "done"));
    }

    /// <summary>The act on its runs as soon as it is in a state.</summary>
    public async Task<JsonElement> ActIsAsync(string batch, string state) =>
        (await UntilAsync(batch, progress => progress.GetProperty("act").GetProperty("state").GetString() == state)).GetProperty("act");

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await http.GetAsync(path);
        var answer = await Answer.OfAsync(response);
        Assert.True(answer.Status == 200, path + ": " + answer.Text);
        return answer.Json;
    }

    /// <summary>The batch as soon as it is so.</summary>
    public async Task<JsonElement> UntilAsync(string batch, Func<JsonElement, bool> isSo)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var progress = await GetAsync("/v1/batches/" + batch);
            if (isSo(progress))
            {
                return progress;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, progress.GetRawText());
            await Task.Delay(20);
        }
    }

    /// <summary>The batch when it is finished.</summary>
    public Task<JsonElement> FinishedAsync(string batch) =>
        UntilAsync(batch, progress => progress.GetProperty("state").GetString() == "finished");

    /// <summary>Every organisation of a batch in a state.</summary>
    public async Task<IReadOnlyList<JsonElement>> OrganizationsAsync(string batch, string state)
    {
        var found = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = await GetAsync($"/v1/batches/{batch}/organizations?state={state}&limit=100&cursor={cursor}");
            found.AddRange(page.GetProperty("organizations").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next)
            {
                return found;
            }

            cursor = Uri.EscapeDataString(next);
        }
    }

    /// <summary>
    /// Holds a finished batch to its word: every organisation that is done has exactly one run, and the runs, read one by one, add up to
    /// its total and to that of its end.
    /// </summary>
    public async Task ReconcileAsync(string batch, int done, int failed)
    {
        var progress = await GetAsync("/v1/batches/" + batch);
        Assert.Equal(
            (done, failed, 0, "0.00"),
            (Count(progress, "done"), Count(progress, "failed"), Count(progress, "waiting"),
                progress.GetProperty("difference").GetString()));
        var (sum, households) = (0m, 0);
        foreach (var organization in await OrganizationsAsync(batch, "done"))
        {
            var runs = (await GetAsync($"/v1/organizations/{organization.GetProperty("id").GetString()}/runs")).GetProperty("runs");
            var run = Assert.Single(runs.EnumerateArray());
            Assert.Equal(organization.GetProperty("run").GetString(), run.GetProperty("id").GetString());
            Assert.Equal("draft", run.GetProperty("state").GetString());
            sum += Yuan(run.GetProperty("totals").GetProperty("households"));
            households += run.GetProperty("householdCount").GetInt32();
        }

        Assert.Equal(
            (sum, sum, households),
            (Yuan(progress.GetProperty("amount")), Yuan(progress.GetProperty("finishedAmount")), Count(progress, "households")));
    }

    public static int Count(JsonElement progress, string name) => progress.GetProperty(name).GetInt32();

    private static decimal Yuan(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private async Task<Answer> SendAsync(HttpMethod method, string path, string body, string? key, string? user)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body.Length == 0 ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (user is not null)
        {
            request.Headers.Add("X-Linkage-User", user);
        }

        using var response = await http.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
