using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Engine.Checks;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Storage.Runs;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What is stored is what was computed: every worked case, kept and read back, on both databases.</summary>
public sealed class StoredRunTests
{
    private static readonly SchemeLibrary Library = SchemeLibrary.Load();

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_EveryWorkedCaseInlineAndStored_EqualsTheStatelessAnswer(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        var number = 0;
        // Every case on the one database; on the other, where only the columns are stored otherwise, two of each scheme.
        var cases = SchemeCases.All.Where(each => each.Expected.ErrorCode is null);
        foreach (var asked in provider == "sqlite" ? cases : cases.GroupBy(each => each.Scheme).SelectMany(scheme => scheme.Take(2)))
        {
            var organization = $"org-{number++}";
            await world.OrganizationAsync(organization, LegalForm(asked.Scheme));
            await world.HouseholdsAsync(organization, asked.Households);
            var body = Encoding.UTF8.GetString(CaseRequests.Json(asked));
            var computed = await world.Service.PostAsync("/v1/calculations", body);
            Assert.True(computed.Status == 200, asked + computed.Text);

            var inline = await world.CreateAsync(organization, body, "inline");
            await EqualsAsync(world, inline, computed, "inline", asked);
            await world.StepAsync(inline.Json.GetProperty("id").GetString()!, "cancel", "\"1\"", """{"reason":"改用名册"}""");
            var withoutRoster = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(body)!;
            withoutRoster.Remove("households");
            var stored = await world.CreateAsync(organization, JsonSerializer.Serialize(withoutRoster), "stored");
            await EqualsAsync(world, stored, computed, "stored", asked);
        }

        Assert.True(number > 40, $"{number} cases");
    }

    [Fact]
    public async Task Create_EveryRefusedCase_IsRefusedWithTheSameCodeAndStoresNothing()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        foreach (var asked in SchemeCases.All.Where(each => each.Expected.ErrorCode is not null))
        {
            var organization = "org-" + LegalForm(asked.Scheme).Replace('_', '-');
            await world.OrganizationAsync(organization, LegalForm(asked.Scheme));
            var answer = await world.CreateAsync(organization, Encoding.UTF8.GetString(CaseRequests.Json(asked)), "key");
            Assert.Equal((asked.ToString(), asked.Expected.ErrorCode), (asked.ToString(), answer.Code));
            Assert.Equal(0, (await world.GetAsync($"/v1/organizations/{organization}/runs")).Json.GetProperty("runs").GetArrayLength());
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Statements_OfARunOverSeveralBlocks_AreTheSameByCursorByKeyAndByExplanation(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var body = Large(households: 2600);
        var computed = await world.Service.PostAsync("/v1/calculations", body);
        var wanted = computed.Json.GetProperty("statements").EnumerateArray().Select(each => each.GetRawText()).ToArray();
        var run = (await world.CreateAsync("tangwan", body, "large")).Json.GetProperty("id").GetString();
        foreach (var limit in new[] { 1000, 513, 512, 511, 97 })
        {
            Assert.Equal(wanted, await AllAsync(world, run!, limit));
        }

        foreach (var household in new[] { 0, 1, 511, 512, 513, 1023, 1024, 2598, 2599 })
        {
            var id = computed.Json.GetProperty("statements")[household].GetProperty("household").GetString();
            var one = await world.GetAsync($"/v1/runs/{run}/statements/{Uri.EscapeDataString(id!)}");
            Assert.Equal(wanted[household], one.Text);
        }

        foreach (var absent in new[] { "0", "户", "户00012", "~", "zzz" })
        {
            Assert.Equal("unknown_household", (await world.Service.GetAsync($"/v1/runs/{run}/statements/{absent}")).Code);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Statement_Explained_EqualsTheExplanationOfTheCalculation(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        foreach (var asked in SchemeCases.All.Where(each => each.Expected.ErrorCode is null).DistinctBy(each => each.Scheme))
        {
            var organization = asked.Scheme;
            await world.OrganizationAsync(organization, LegalForm(asked.Scheme));
            var created = await world.CreateAsync(organization, Encoding.UTF8.GetString(CaseRequests.Json(asked)), "k");
            var run = created.Json.GetProperty("id");
            var computed = await world.Service.PostAsync("/v1/calculations", CaseRequests.Json(asked, explain: true));
            foreach (var statement in computed.Json.GetProperty("statements").EnumerateArray().Take(20))
            {
                var id = Uri.EscapeDataString(statement.GetProperty("household").GetString()!);
                var explained = await world.GetAsync($"/v1/runs/{run.GetString()}/statements/{id}?explain=true");
                var stored = JsonNode.Parse(explained.Text)!.AsObject();
                var nothing = (stored["zeroLines"]?.AsArray() ?? []).Select(line => (string)line!["step"]!).ToArray();
                stored.Remove("zeroLines");
                var money = JsonNode.Parse(computed.Json.GetProperty("moneySteps").GetRawText());
                Assert.True(JsonNode.DeepEquals(money, stored["moneySteps"]), explained.Text);
                stored.Remove("moneySteps");
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(statement.GetRawText()), stored), explained.Text);

                // Each step that pays households stands in one of the two.
                var paid = stored["lines"]!.AsArray().Select(line => (string)line!["step"]!).ToArray();
                var scheme = Library.Versions(asked.Scheme)[^1];
                Assert.Equal(
                    scheme.Steps.Where(step => step.PaysHouseholds).Select(step => step.Id).Order(StringComparer.Ordinal),
                    nothing.Concat(paid.Where(step => scheme.Steps.Any(known => known.Id == step && known.PaysHouseholds)))
                        .Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Blocks_OfEveryWorkedCase_AddUpToTheFiguresForReports()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        foreach (var asked in SchemeCases.All.Where(each => each.Expected.ErrorCode is null).DistinctBy(each => each.Scheme))
        {
            await world.OrganizationAsync(asked.Scheme, LegalForm(asked.Scheme));
            var run = (await world.CreateAsync(asked.Scheme, Encoding.UTF8.GetString(CaseRequests.Json(asked)), "k")).Json
                .GetProperty("id").GetString()!;
            await world.Database.ReadAsync(async session =>
            {
                var row = await RunStore.FindAsync(session, run);
                var distribution = await RunRecomputation.AgainAsync(session, StoredRun.Of(row!), CancellationToken.None);
                var benefits = await RunStore.BenefitsAsync(session, run);
                Assert.Equal(distribution.HouseholdsTotal.Fen, benefits.Sum(benefit => benefit.AmountFen));
                var registered = Enumerable.Range(0, distribution.Roster.Count).Where(distribution.Roster.Registered.Contains)
                    .Sum(household => distribution.Total(household).Fen);
                Assert.Equal(registered, benefits.Sum(benefit => benefit.RegisteredAmountFen));

                var blocks = new List<RunBlockRow>();
                await foreach (var block in RunBlockStore.RowsAsync(session, run))
                {
                    Assert.Equal(
                        RunBlockRow.DigestOf(run, block.Part, block.FirstHousehold, block.Households, block.Payload), block.Digest);
                    blocks.Add(block);
                }

                Assert.Equal(row!.BlocksDigest, RunBlockRow.DigestOf(blocks));
                return true;
            });
        }
    }

    [Fact]
    public async Task Preview_OfStoredHouseholds_AnswersAllAndStoresNothing()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var body = RunWorld.Body.Replace("\"year\"", "\"preview\": true, \"year\"", StringComparison.Ordinal);
        var preview = await world.Service.PostAsync("/v1/organizations/tangwan/runs", body);
        var computed = await world.Service.PostAsync("/v1/calculations", RunWorld.Body);
        Assert.Equal(200, preview.Status);
        Assert.Equal(computed.Json.GetProperty("statements").GetRawText(), preview.Json.GetProperty("statements").GetRawText());
        Assert.Equal(computed.Json.GetProperty("digest").GetString(), preview.Json.GetProperty("digest").GetString());
        Assert.False(preview.Json.TryGetProperty("id", out _));
        Assert.Equal(0, (await world.GetAsync("/v1/organizations/tangwan/runs")).Json.GetProperty("runs").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_ByYearStateAndCursor_GivesLaterYearsAndLaterRunsFirst(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var made = new List<(int Year, string Id)>();
        foreach (var year in new[] { 2025, 2024, 2025, 2023, 2024 })
        {
            var body = RunWorld.Body.Replace("2025", $"{year}", StringComparison.Ordinal)
                .Replace("100000.00", $"10000{made.Count}.00", StringComparison.Ordinal);
            made.Add((year, (await world.CreateAsync("tangwan", body, $"key-{made.Count}")).Json.GetProperty("id").GetString()!));
        }

        await world.StepAsync(made[0].Id, "cancel", "\"1\"", """{"reason":"重做"}""");
        var wanted = made.OrderByDescending(run => run.Year).ThenByDescending(run => run.Id, StringComparer.Ordinal).Select(run => run.Id);
        Assert.Equal(wanted, await IdsAsync("?limit=2"));
        Assert.Equal(wanted, await IdsAsync("?limit=1"));
        Assert.Equal([made[4].Id, made[1].Id], await IdsAsync("?year=2024&limit=1"));
        Assert.Equal([made[0].Id], await IdsAsync("?state=cancelled"));
        Assert.Equal("invalid_value", (await world.Service.GetAsync("/v1/organizations/tangwan/runs?state=lost")).Code);
        Assert.Equal("invalid_value", (await world.Service.GetAsync("/v1/organizations/tangwan/runs?cursor=!")).Code);
        Assert.Equal("unknown_organization", (await world.Service.GetAsync("/v1/organizations/none/runs")).Code);

        async Task<List<string>> IdsAsync(string query)
        {
            var ids = new List<string>();
            string? next = null;
            do
            {
                var page = await world.GetAsync($"/v1/organizations/tangwan/runs{query}{(next is null ? "" : "&cursor=" + next)}");
                ids.AddRange(page.Json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("id").GetString()!));
                next = page.Json.GetProperty("next").GetString();
            }
            while (next is not null);
            return ids;
        }
    }

    private static async Task EqualsAsync(RunWorld world, Answer created, Answer computed, string roster, SchemeCase asked)
    {
        Assert.True(created.Status == 201, asked + created.Text);
        var id = created.Json.GetProperty("id").GetString()!;
        Assert.Equal($"/v1/runs/{id}", created.Headers["Location"]);
        var read = await world.GetAsync($"/v1/runs/{id}");
        Assert.Equal(created.Text, read.Text);
        Assert.StartsWith("\"1-", read.Headers["ETag"], StringComparison.Ordinal);
        Assert.Equal(roster, read.Json.GetProperty("roster").GetString());
        foreach (var field in computed.Json.EnumerateObject().Where(field => field.Name is not ("statements" or "checks")))
        {
            Assert.Equal((asked.Title, field.Value.GetRawText()), (asked.Title, read.Json.GetProperty(field.Name).GetRawText()));
        }

        // A stored roster serves several schemes: that it has more than one of them reads is nothing to note.
        string[] ofWhatWasSent = roster == "stored" ? ["columns_not_read", "tags_not_read"] : [];
        Assert.Equal(
            computed.Json.GetProperty("checks").EnumerateArray()
                .Where(check => !ofWhatWasSent.Contains(check.GetProperty("code").GetString())).Select(check => check.GetRawText()),
            read.Json.GetProperty("checks").EnumerateArray()
                .Where(check => check.GetProperty("code").GetString() != "nothing_carried") // a run looks for last year's
                .Where(check => LegalChecks.Find(check.GetProperty("code").GetString()!) is null) // and is held against the law
                .Select(check => check.GetRawText()));

        Assert.Equal(
            computed.Json.GetProperty("statements").EnumerateArray().Select(each => each.GetRawText()),
            await AllAsync(world, id, limit: 3));
    }

    private static async Task<List<string>> AllAsync(RunWorld world, string run, int limit)
    {
        var all = new List<string>();
        string? next = null;
        do
        {
            var page = await world.GetAsync($"/v1/runs/{run}/statements?limit={limit}{(next is null ? "" : "&cursor=" + next)}");
            all.AddRange(page.Json.GetProperty("statements").EnumerateArray().Select(each => each.GetRawText()));
            next = page.Json.GetProperty("next").GetString();
        }
        while (next is not null);
        return all;
    }

    private static string LegalForm(string scheme) =>
        Library.Versions(scheme)[^1].LegalForms is { Count: > 0 } forms ? forms[0] : "rural_collective";

    private static string Large(int households) => JsonSerializer.Serialize(new
    {
        scheme = "tangwan-four-tier",
        year = 2025,
        inputs = new { income = "1234567.89" },
        households = Enumerable.Range(1, households).Select(number => new
        {
            id = $"户{number * 7:D5}",
            tags = number % 9 == 0 ? new[] { "registered" } : [],
            holdings = new { land = $"{number % 13}.{number % 100:D2}" },
        }),
    });
}
