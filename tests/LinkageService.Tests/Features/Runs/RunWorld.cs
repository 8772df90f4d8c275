using System.Globalization;
using System.Text.Json;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A service with organisations and households, and the calls tests of runs are made of.</summary>
internal sealed class RunWorld(RunningService service) : IAsyncDisposable
{
    /// <summary>Five households of the worked example.</summary>
    public const string Households = """
        [ { "id": "0001", "holdings": { "land": "3.33" } },
          { "id": "0002", "tags": ["registered"], "holdings": { "land": "2.70", "wage_days": "60" } },
          { "id": "0003", "holdings": { "land": "1.85" } },
          { "id": "0004", "holdings": { "land": "4.10" } },
          { "id": "0005", "tags": ["registered"], "holdings": { "land": "0.95" } } ]
        """;

    /// <summary>The body of a run over <see cref="Households"/>.</summary>
    public const string Body = """
        { "scheme": "tangwan-four-tier", "year": 2025, "parameters": { "day_wage": "80.00" }, "inputs": { "income": "100000.00" },
          "households": 
        """ + Households + " }";

    public RunningService Service => service;

    public Database Database => service.Services.GetRequiredService<Database>();

    public static async Task<RunWorld> StartAsync(string provider, params string[] settings) =>
        new(await ServiceDatabases.StartAsync(provider, settings));

    public ValueTask DisposeAsync() => service.DisposeAsync();

    public Task OrganizationAsync(string id, string legalForm, int noticeDays = 7, string region = "") =>
        Database.WriteAsync(new Change("local", DateTimeOffset.UnixEpoch), async session =>
        {
            var row = new OrganizationRow(
                id, "甲村" + id, legalForm, Parent: null, region, noticeDays, Revision: 1, FactsKnownAt: 0, CreatedAt: 0);
            await OrganizationStore.SaveAsync(session, row);
            session.Audit(new AuditDraft("organization.create", "organization/" + id, id) { After = row.Digest() });
            return true;
        });

    /// <summary>States households since 2000, all known at once.</summary>
    public Task HouseholdsAsync(string organization, IEnumerable<CaseHousehold> households) =>
        Database.WriteAsync(new Change("local", DateTimeOffset.UnixEpoch), async session =>
        {
            var held = await OrganizationStore.HoldAsync(session, organization);
            var knownAt = await OrganizationStore.ClaimKnownAtAsync(session, held!);
            foreach (var household in households)
            {
                var data = JsonSerializer.Serialize(
                    new { tags = household.Tags, holdings = household.Holdings, labels = household.Labels });
                await HouseholdStore.AddAsync(session, organization, new HouseholdFact(
                    household.Id, "2000-01-01", knownAt, Present: 1, data, "local", session.Change.Id));
            }

            session.Audit(new AuditDraft("household.import", "import/" + session.Change.Id, organization));
            return true;
        });

    public Task<Answer> CreateAsync(string organization, string body, string key, string user = "maker") => service.SendAsync(
        HttpMethod.Post, $"/v1/organizations/{organization}/runs", body, ("Idempotency-Key", key), ("X-Linkage-User", user));

    public Task<Answer> StepAsync(string run, string step, string? etag, string? body = null, string user = "maker") => service.SendAsync(
        HttpMethod.Post, $"/v1/runs/{run}:{step}", body, ("If-Match", etag), ("X-Linkage-User", user));

    public async Task<Answer> GetAsync(string path)
    {
        var answer = await service.GetAsync(path);
        Assert.True(answer.Status == 200, path + ": " + answer.Text);
        return answer;
    }

    /// <summary>
    /// A new run in a state, made and handed in by "maker", approved by "approver"; unless an income is named, of
    /// another than those made before, which it is paid besides.
    /// </summary>
    public async Task<(string Id, string ETag, string Digest)> RunAsync(
        string organization, string state, string? income = null, int year = 2025)
    {
        income ??= (100_000 + service.NextNumber()).ToString(CultureInfo.InvariantCulture) + ".00";
        var body = Body.Replace("100000.00", income, StringComparison.Ordinal)
            .Replace("2025", year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var created = await CreateAsync(organization, body, Guid.NewGuid().ToString("N"));
        Assert.True(created.Status == 201, created.Text);
        var (id, digest) = (created.Json.GetProperty("id").GetString()!, created.Json.GetProperty("digest").GetString()!);
        var at = created;
        foreach (var (step, content, user) in Path(state, digest))
        {
            at = await StepAsync(id, step, at.Headers["ETag"], content, user);
            Assert.True(at.Status == 200, step + ": " + at.Text);
        }

        Assert.Equal(state, at.Json.GetProperty("state").GetString());
        return (id, at.Headers["ETag"], digest);
    }

    /// <summary>The body of an approval that fits every legal form.</summary>
    public static string Approval(
        string digest, string date = "2026-03-01", int due = 30, int present = 30, int inFavour = 30, string? repeatReason = null) =>
        JsonSerializer.Serialize(new { digest, repeatReason, meeting = new { date, due, present, inFavour, kind = "members" } });

    private static IEnumerable<(string Step, string? Body, string User)> Path(string state, string digest)
    {
        (string Step, string? Body, string User, string After)[] life =
        [
            ("submit", null, "maker", "submitted"),
            ("disclose", """{"from":"2026-01-05","noticeDays":20}""", "maker", "disclosed"),
            ("approve", Approval(digest, "2026-01-26", repeatReason: "分期发放"), "approver", "approved"),
            ("pay", """{"on":"2026-03-05"}""", "maker", "paid"),
            ("close", null, "maker", "closed"),
        ];
        if (state == "cancelled")
        {
            return [("cancel", """{"reason":"重做"}""", "maker")];
        }

        var count = Array.FindIndex(life, step => step.After == state) + 1;
        return life.Take(count).Select(step => (step.Step, step.Body, step.User));
    }
}
