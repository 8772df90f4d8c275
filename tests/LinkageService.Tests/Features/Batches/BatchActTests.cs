using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using LinkageService.Features.Batches;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Batches;

/// <summary>The runs of a batch handed in, disclosed, approved and paid in one go, by the rules that hold for each of them alone.</summary>
public sealed class BatchActTests
{
    private const int Villages = 60;
    private const string Clerk = "clerk";
    private const string Chair = "chair";

    private static readonly string Meeting = $$"""
        "meeting": { "date": "{{Day(-2)}}", "due": 30, "present": 24, "inFavour": 21, "kind": "members" }
        """;

    [Fact]
    public async Task Acts_FromDraftsToPayment_EachLookedThroughFirstAndByTwoPeople()
    {
        await using var service = await RunningService.StartAsync();
        var (world, batch, runs) = await MadeAsync(service);

        // Looked through, nothing is changed.
        var looked = await world.LookAsync(batch, "submit", Clerk);
        Assert.Equal(("checked", "submit", runs, runs, 0), Of(looked, "ready"));
        Assert.Equal((looked.GetProperty("amount").GetString(), BatchWorld.Count(looked, "households")),
            (await Amount(world, batch), runs * 5));
        Assert.Equal(runs, (await StatesAsync(world, batch))["draft"]);
        Assert.All(
            await world.OrganizationsAsync(batch, "done"),
            row => Assert.Equal("ready", row.GetProperty("act").GetProperty("state").GetString()));

        // Confirmed, it is done; confirmed once more, nothing happens; there is nothing left to look through.
        var id = looked.GetProperty("id").GetString()!;
        var done = await world.ConfirmAsync(batch, "submit", id, Clerk);
        Assert.Equal(("finished", "submit", runs, runs, 0), Of(done, "done"));
        Assert.Equal(runs, (await StatesAsync(world, batch))["submitted"]);
        var again = await world.ActAsync(batch, "submit", $$"""{ "confirm": "{{id}}" }""", Clerk);
        Assert.Equal((200, "finished"), (again.Status, again.Json.GetProperty("act").GetProperty("state").GetString()));
        Assert.Equal("batch_state", (await world.ActAsync(batch, "submit", "", Clerk)).Code);

        // One village alone, then the rest.
        await world.DoneAsync(batch, "disclose", Clerk,
            $$"""{ "from": "{{Day(-20)}}", "noticeDays": 10, "organizations": [ { "id": "village-0001" } ] }""");
        Assert.Equal(1, (await StatesAsync(world, batch))["disclosed"]);
        await world.DoneAsync(batch, "disclose", Clerk, $$"""{ "from": "{{Day(-20)}}", "noticeDays": 10 }""");
        Assert.Equal(runs, (await StatesAsync(world, batch))["disclosed"]);

        // Who made and submitted them approves none.
        var villages = (await world.OrganizationsAsync(batch, "done")).Select(row => row.GetProperty("id").GetString()!).ToArray();
        var ballots = string.Join(", ", villages.Skip(1).Select(village => $$"""{ "id": "{{village}}", {{Meeting}} }"""));
        var own = await world.LookAsync(batch, "approve", Clerk, $$"""{ "organizations": [ {{ballots}} ] }""");
        Assert.Equal((runs - 1, "approver_is_maker"), (BatchWorld.Count(own, "blocked"), Cause(own)));
        var nothing = await world.ConfirmAsync(batch, "approve", own.GetProperty("id").GetString()!, Clerk);
        Assert.Equal(0, BatchWorld.Count(nothing, "done"));

        // Somebody else does, each by its own vote; without one a village is blocked, and stops no other.
        var voted = await world.LookAsync(
            batch, "approve", Chair, $$"""{ "organizations": [ {{ballots}}, { "id": "{{villages[0]}}" } ] }""");
        Assert.Equal(
            (runs - 1, 1, "meeting_invalid"), (BatchWorld.Count(voted, "ready"), BatchWorld.Count(voted, "blocked"), Cause(voted)));
        var approved = await world.ConfirmAsync(batch, "approve", voted.GetProperty("id").GetString()!, Chair);
        Assert.Equal((runs - 1, Chair), (BatchWorld.Count(approved, "done"), approved.GetProperty("confirmedBy").GetString()));

        await world.DoneAsync(batch, "pay", Clerk, $$"""{ "on": "{{Day(-1)}}" }""");
        Assert.Equal((1, runs - 1), ((await StatesAsync(world, batch))["disclosed"], (await StatesAsync(world, batch))["paid"]));
        var run = (await world.OrganizationsAsync(batch, "done"))[5].GetProperty("run").GetString()!;
        var history = (await world.GetAsync($"/v1/runs/{run}/history")).GetProperty("entries").EnumerateArray()
            .Select(entry => (entry.GetProperty("action").GetString()!, entry.GetProperty("actor").GetString()!)).ToArray();
        Assert.Equal(
            [("run.create", Clerk), ("run.submit", Clerk), ("run.disclose", Clerk), ("run.approve", Chair), ("run.pay", Clerk)], history);
        Assert.True((await world.GetAsync("/v1/audit/verification")).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Act_OnRunsThatChangedSince_IsRefusedForThoseAndTriedAlone()
    {
        await using var service = await RunningService.StartAsync();
        var (world, batch, runs) = await MadeAsync(service);
        Assert.Equal("batch_state", (await world.ActAsync(batch, "submit", $$"""{ "confirm": "{{new string('0', 32)}}" }""")).Code);
        var looked = await world.LookAsync(batch, "submit", Clerk);
        var rows = await world.OrganizationsAsync(batch, "done");
        foreach (var row in rows.Take(3))
        {
            using var cancel = new HttpRequestMessage(HttpMethod.Post, $"/v1/runs/{row.GetProperty("run").GetString()}:cancel")
            {
                Content = new StringContent("""{ "reason": "名册有误" }""", System.Text.Encoding.UTF8, "application/json"),
            };
            cancel.Headers.Add("If-Match", "\"1\"");
            using var cancelled = await service.Client.SendAsync(cancel);
            Assert.Equal(System.Net.HttpStatusCode.OK, cancelled.StatusCode);
        }

        var done = await world.ConfirmAsync(batch, "submit", looked.GetProperty("id").GetString()!, Clerk);
        Assert.Equal((runs - 3, 3, "stale_revision"), (BatchWorld.Count(done, "done"), BatchWorld.Count(done, "failed"), Cause(done)));
        var failed = await world.GetAsync($"/v1/batches/{batch}/organizations?actState=failed");
        Assert.Equal(
            rows.Take(3).Select(row => row.GetProperty("id").GetString()),
            failed.GetProperty("organizations").EnumerateArray().Select(row => row.GetProperty("id").GetString()));

        // What is looked through before it can be confirmed is another: the first counts no more. It ends with a cancel.
        var first = await world.LookAsync(batch, "disclose", Clerk);
        var second = await world.LookAsync(batch, "disclose", Clerk, """{ "noticeDays": 30 }""");
        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal("batch_state",
            (await world.ActAsync(batch, "disclose", $$"""{ "confirm": "{{first.GetProperty("id").GetString()}}" }""")).Code);
        var ended = await world.ActAsync(batch, "cancel");
        Assert.Equal(("finished", "cancelled"),
            (ended.Json.GetProperty("state").GetString(), ended.Json.GetProperty("act").GetProperty("state").GetString()));
        Assert.Equal("batch_state",
            (await world.ActAsync(batch, "disclose", $$"""{ "confirm": "{{second.GetProperty("id").GetString()}}" }""")).Code);
        Assert.Equal("unknown_organization",
            (await world.ActAsync(batch, "disclose", """{ "organizations": [ { "id": "elsewhere" } ] }""")).Code);
        Assert.Equal("unknown_batch", (await world.ActAsync(new string('0', 32), "pay")).Code);
    }

    [Fact]
    public async Task Act_ByTwoAtOnceOnTheSameChunk_IsDoneOnceForEachRun()
    {
        await using var service = await RunningService.StartAsync();
        var (world, batch, runs) = await MadeAsync(service);
        var looked = await world.LookAsync(batch, "submit", Clerk);
        var id = looked.GetProperty("id").GetString()!;
        var act = service.Services.GetRequiredService<ActOnRuns>();
        var confirmed = await world.ActAsync(batch, "submit", $$"""{ "confirm": "{{id}}", "exceptionsSeen": true }""", Clerk);
        Assert.Equal(200, confirmed.Status);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => act.HandleAsync(id, 0, default)));
        var done = await world.ActAsync(batch, "submit", $$"""{ "confirm": "{{id}}" }""", Clerk);
        Assert.Equal(("finished", "submit", runs, runs, 0), Of(done.Json.GetProperty("act"), "done"));
        foreach (var row in await world.OrganizationsAsync(batch, "done"))
        {
            var history = await world.GetAsync($"/v1/runs/{row.GetProperty("run").GetString()}/history");
            Assert.Equal(2, history.GetProperty("entries").GetArrayLength());
        }
    }

    [Fact]
    public async Task Archive_OfABatch_HasTheFilesOfEachRunAndASumThatReconciles()
    {
        await using var service = await RunningService.StartAsync();
        var (world, batch, runs) = await MadeAsync(service);
        var rows = await world.OrganizationsAsync(batch, "done");
        await using var bytes = await service.Client.GetStreamAsync(
            $"/v1/batches/{batch}/archive?kinds=statements.csv,notice.html,review.html");
        await using var zip = await ZipArchive.CreateAsync(bytes, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null);
        Assert.Equal((runs * 3) + 1, zip.Entries.Count);
        Assert.Equal(zip.Entries.Count, zip.Entries.Select(entry => entry.FullName).Distinct(StringComparer.Ordinal).Count());
        var first = rows[0].GetProperty("id").GetString()!;
        var own = zip.Entries.First(entry => entry.FullName.Contains(first, StringComparison.Ordinal)
            && entry.Name.EndsWith(".csv", StringComparison.Ordinal));
        Assert.Equal(
            await service.Client.GetStringAsync($"/v1/runs/{rows[0].GetProperty("run").GetString()}/exports/statements.csv"),
            await ReadAsync(own));
        var summary = (await ReadAsync(zip.Entries[^1])).TrimEnd().Split("\r\n");
        Assert.Equal("汇总.csv", zip.Entries[^1].FullName);
        Assert.Equal(runs + 2, summary.Length);
        Assert.EndsWith($",{runs * 5},{await Amount(world, batch)},", summary[^1], StringComparison.Ordinal);
        Assert.Equal(
            decimal.Parse((await Amount(world, batch))!, CultureInfo.InvariantCulture),
            summary[1..^1].Sum(line => decimal.Parse(line.Split(',')[6], CultureInfo.InvariantCulture)));
        using var wrong = await service.Client.GetAsync($"/v1/batches/{batch}/archive?kinds=bundle.zip");
        Assert.Equal("invalid_value", (await Answer.OfAsync(wrong)).Code);
    }

    private static async Task<string> ReadAsync(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync());
        return await reader.ReadToEndAsync();
    }

    // A finished batch of a county, and how many runs it has.
    private static async Task<(BatchWorld World, string Batch, int Runs)> MadeAsync(RunningService service)
    {
        var world = new BatchWorld(service.Client);
        var failing = await BatchWorld.FillAsync(service, Villages);
        var made = await world.CreateAsync("county", BatchWorld.Body, Clerk);
        Assert.True(made.Status == 201, made.Text);
        var batch = made.Json.GetProperty("id").GetString()!;
        await world.FinishedAsync(batch);
        return (world, batch, Villages - failing);
    }

    private static async Task<Dictionary<string, int>> StatesAsync(BatchWorld world, string batch) =>
        (await world.OrganizationsAsync(batch, "done")).CountBy(row => row.GetProperty("runState").GetString()!)
        .ToDictionary(StringComparer.Ordinal);

    private static async Task<string?> Amount(BatchWorld world, string batch) =>
        (await world.GetAsync("/v1/batches/" + batch)).GetProperty("amount").GetString();

    private static (string? State, string? Act, int Runs, int Those, int Failed) Of(JsonElement act, string those) => (
        act.GetProperty("state").GetString(), act.GetProperty("act").GetString(), BatchWorld.Count(act, "runs"),
        BatchWorld.Count(act, those), BatchWorld.Count(act, "failed"));

    private static string? Cause(JsonElement act) => act.GetProperty("problems")[0].GetProperty("code").GetString();

    private static string Day(int days) =>
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime).AddDays(days)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
