using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Batches;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Batches;

/// <summary>Many villages settled in one go: each once, failures listed and tried again alone, sums that are those of the runs.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Batch_300Villages_EachOnceAndFailuresMendedAlone()
    {
        await using var service = await RunningService.StartAsync();
        var world = new BatchWorld(service.Client);
        var failing = await BatchWorld.FillAsync(service, 300);
        var made = await world.CreateAsync("county-1");
        Assert.Equal((201, "running", 300), (made.Status, Text(made.Json, "state"), BatchWorld.Count(made.Json, "organizations")));
        var batch = Text(made.Json, "id");

        // Whoever watches hears of it until it is finished.
        var events = await service.Client.GetStringAsync($"/v1/batches/{batch}/events");
        Assert.StartsWith("event: progress\ndata: {", events, StringComparison.Ordinal);
        var last = events[events.LastIndexOf("data: ", StringComparison.Ordinal)..];
        Assert.Contains("\"state\":\"finished\"", last, StringComparison.Ordinal);
        await world.ReconcileAsync(batch, 300 - failing, failing);
        var finished = await world.GetAsync("/v1/batches/" + batch);
        Assert.Equal(
            [("empty_roster", 3), ("scheme_not_for_legal_form", 3)],
            finished.GetProperty("failures").EnumerateArray().Select(cause => (Text(cause, "code"), BatchWorld.Count(cause, "count"))));
        var failed = await world.OrganizationsAsync(batch, "failed");
        Assert.Equal(BatchWorld.Village(33), Text(failed[0], "id"));
        Assert.Equal("scheme", Text(failed[0].GetProperty("problems")[0], "field"));

        // The same request once more is the same batch; another under its key is refused.
        var again = await world.CreateAsync("county-1");
        Assert.Equal((201, batch, "true"), (again.Status, Text(again.Json, "id"), again.Headers["Idempotency-Replayed"]));
        var other = await world.CreateAsync("county-1", BatchWorld.Body.Replace("100000.00", "1.00", StringComparison.Ordinal));
        Assert.Equal("idempotency_key_reused", other.Code);

        // Mended, they are tried alone: with figures of its own, or as they are.
        var database = service.Services.GetRequiredService<Database>();
        foreach (var village in new[] { 66, 166, 266 })
        {
            await BatchWorld.RosterAsync(database, BatchWorld.Village(village), 4, village);
        }

        var one = await world.ActAsync(
            batch, "retry", """{ "organizations": [ { "id": "village-0066", "inputs": { "income": "5.00" } } ] }""");
        Assert.True(one.Status == 200, one.Text);
        await world.FinishedAsync(batch);
        await world.ReconcileAsync(batch, 295, 5);
        Assert.Equal(200, (await world.ActAsync(batch, "retry")).Status);
        await world.FinishedAsync(batch);
        await world.ReconcileAsync(batch, 297, 3);
        var notFailed = await world.ActAsync(batch, "retry", """{ "organizations": [ { "id": "village-0001" } ] }""");
        Assert.Equal("unknown_organization", notFailed.Code);
        Assert.Equal("batch_state", (await world.ActAsync(batch, "pause")).Code);
        var listed = Assert.Single((await world.GetAsync("/v1/batches")).GetProperty("batches").EnumerateArray());
        Assert.Equal((batch, 297), (Text(listed, "id"), BatchWorld.Count(listed, "done")));
    }

    [FullRunFact]
    public async Task Batch_PausedAndCancelled_BeginsNothingMore()
    {
        await using var service = await RunningService.StartAsync();
        var world = new BatchWorld(service.Client);
        var failing = await BatchWorld.FillAsync(service, 600);
        var batch = await world.MadeAsync("a");
        Assert.Equal("paused", Text((await world.ActAsync(batch, "pause")).Json, "state"));
        Assert.Equal("paused", Text((await world.ActAsync(batch, "pause")).Json, "state"));
        await Task.Delay(1000);
        var paused = await world.GetAsync("/v1/batches/" + batch);
        Assert.True(BatchWorld.Count(paused, "waiting") > 0, paused.GetRawText());
        await Task.Delay(500);
        Assert.Equal(BatchWorld.Count(paused, "waiting"), BatchWorld.Count(await world.GetAsync("/v1/batches/" + batch), "waiting"));
        Assert.Equal("running", Text((await world.ActAsync(batch, "resume")).Json, "state"));
        await world.FinishedAsync(batch);
        await world.ReconcileAsync(batch, 600 - failing, failing);

        var ended = await world.MadeAsync("b", BatchWorld.Body.Replace("\"100000.00\"", "\"7.00\"", StringComparison.Ordinal));
        Assert.Equal("cancelled", Text((await world.ActAsync(ended, "cancel")).Json, "state"));
        await Task.Delay(500);
        Assert.True(BatchWorld.Count(await world.GetAsync("/v1/batches/" + ended), "waiting") > 0);
        Assert.Equal("batch_state", (await world.ActAsync(ended, "resume")).Code);
        Assert.Equal("batch_state", (await world.ActAsync(ended, "retry")).Code);
    }

    [FullRunTheory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Batch_ServiceStoppedInTheMiddle_GoesOnAtTheNextStart(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        string batch;
        int failing;
        await using (var stopped = await RunningService.StartAsync(storage.Settings))
        {
            failing = await BatchWorld.FillAsync(stopped, 400);
            var world = new BatchWorld(stopped.Client);
            batch = await world.MadeAsync("a");
            await world.UntilAsync(batch, progress => BatchWorld.Count(progress, "done") >= 20);
        }

        await using var service = await RunningService.StartAsync(storage.Settings);
        var again = new BatchWorld(service.Client);
        await again.FinishedAsync(batch);
        await again.ReconcileAsync(batch, 400 - failing, failing);
    }

    [FullRunTheory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Batch_StoredAndNeverHandedOver_IsTakenUpAtTheNextStart(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        int failing;
        string batch;
        await using (var ended = await RunningService.StartAsync(storage.Settings))
        {
            // As one that was killed in between leaves it, and one that was restored.
            failing = await BatchWorld.FillAsync(ended, 80);
            batch = await StoredAsync(ended, 80);
        }

        await using var service = await RunningService.StartAsync(storage.Settings);
        var world = new BatchWorld(service.Client);
        await world.FinishedAsync(batch);
        await world.ReconcileAsync(batch, 80 - failing, failing);
    }

    [FullRunTheory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Chunk_DoneTwiceAtOnceAndAgainLater_MakesNothingTwice(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var failing = await BatchWorld.FillAsync(service, 150);
        var batch = await StoredAsync(service, 150);
        var make = service.Services.GetRequiredService<MakeBatchRuns>();

        // As when whoever had the chunk was frozen until another took it, and woke.
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => make.HandleAsync(batch, 0, CancellationToken.None))));
        await make.HandleAsync(batch, 0, CancellationToken.None);
        await new BatchWorld(service.Client).ReconcileAsync(batch, 150 - failing, failing);
        var database = service.Services.GetRequiredService<Database>();
        Assert.Equal(150L - failing, await database.ReadAsync(session => session.FirstAsync<long>("SELECT COUNT(*) FROM run")));
        Assert.Equal(1L, await database.ReadAsync(session =>
            session.FirstAsync<long>("SELECT COUNT(*) FROM audit WHERE action = 'batch.finish'")));
    }

    [Fact]
    public async Task DryRun_ComputesWithChecksAndHeadroom_StoresNoRun()
    {
        await using var service = await RunningService.StartAsync();
        var world = new BatchWorld(service.Client);
        await BatchWorld.FillAsync(service, 3);
        const string dry = """
            { "year": 2025, "scheme": "tangwan-four-tier", "parameters": { "day_wage": "80.00" }, "dryRun": true,
              "organizations": [ { "id": "village-0000", "inputs": { "income": "1000.00" } }, { "id": "village-0001" } ] }
            """;
        var batch = await world.MadeAsync("dry", dry);
        var finished = await world.FinishedAsync(batch);
        Assert.Equal(
            (1, 1, "0.00"), (BatchWorld.Count(finished, "done"), BatchWorld.Count(finished, "failed"), Text(finished, "difference")));
        var done = Assert.Single(await world.OrganizationsAsync(batch, "done"));
        Assert.NotEqual("0.00", Text(done, "amount"));
        Assert.NotEmpty(Text(done, "binding"));
        Assert.NotEqual(0, done.GetProperty("checks").GetArrayLength());
        var failed = Assert.Single(await world.OrganizationsAsync(batch, "failed"));
        Assert.Equal("missing_input", Text(failed.GetProperty("problems")[0], "code"));
        Assert.Empty((await world.GetAsync("/v1/organizations/village-0000/runs")).GetProperty("runs").EnumerateArray());

        // Nobody has a run of the year before to go on by.
        var last = await world.MadeAsync("last", """{ "year": 2025, "lastYear": true, "region": "5001" }""");
        Assert.Equal(("unknown_run", 3), (await world.FinishedAsync(last)).GetProperty("failures").EnumerateArray()
            .Select(cause => (Text(cause, "code"), BatchWorld.Count(cause, "count"))).Single());
    }

    [Fact]
    public async Task Batch_AsLastYear_TakesWhatWasStatedThenAndBeforeItWhatIsStatedNow()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true"]);
        var world = new BatchWorld(service.Client);
        var last = (await world.GetAsync("/v1/organizations/tangwan/runs")).GetProperty("runs")[0];
        var before = await world.GetAsync("/v1/runs/" + Text(last, "id"));
        var batch = await world.MadeAsync("again", $$"""
            { "year": {{last.GetProperty("year").GetInt32() + 1}}, "lastYear": true,
              "organizations": [ { "id": "tangwan" }, { "id": "huangjinlin", "inputs": { "income": "300000.00" } } ] }
            """);
        var finished = await world.FinishedAsync(batch);
        Assert.Equal((2, "0.00"), (BatchWorld.Count(finished, "done"), Text(finished, "difference")));
        var again = (await world.GetAsync("/v1/organizations/tangwan/runs")).GetProperty("runs")[0];
        var other = (await world.GetAsync("/v1/organizations/huangjinlin/runs")).GetProperty("runs")[0];
        foreach (var part in new[] { "scheme", "parameters", "inputs" })
        {
            Assert.Equal(before.GetProperty(part).GetRawText(),
                (await world.GetAsync("/v1/runs/" + Text(again, "id"))).GetProperty(part).GetRawText());
        }

        var stated = await world.GetAsync("/v1/runs/" + Text(other, "id"));
        Assert.Equal(("300000.00", "90.00"), (
            Text(stated.GetProperty("inputs"), "income"), Text(stated.GetProperty("parameters"), "day_wage")));
    }

    [Fact]
    public async Task Batch_OrganizationsOfOthers_AreNotThere()
    {
        await using var service = await RunningService.StartAsync();
        await BatchWorld.FillAsync(service, 2);
        var (create, find) = (service.Services.GetRequiredService<CreateBatch>(), service.Services.GetRequiredService<FindBatches>());
        var own = new Caller("甲", Role.Preparer, BatchWorld.Village(0));
        CreateBatchRequest Asked(string village) => new()
        {
            Year = 2025, Scheme = "tangwan-four-tier", IdempotencyKey = "k", IsDryRun = true,
            Organizations = [new BatchMember(village, null, new Dictionary<string, string>(), new Dictionary<string, string>())],
        };
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => create.HandleAsync(own, Asked(BatchWorld.Village(1)), CancellationToken.None));
        Assert.Equal(("unknown_organization", "organizations[0].id"),
            (refused.Failure.Code.Name, refused.Failure.Problems[0].Field));
        var county = new Caller("乙", Role.Preparer, BatchWorld.County);
        var made = await create.HandleAsync(county, Asked(BatchWorld.Village(1)), CancellationToken.None);
        var unknown = await Assert.ThrowsAsync<RefusedException>(
            () => find.GetAsync(own, made.Progress.Row.Id, CancellationToken.None));
        Assert.Equal("unknown_batch", unknown.Failure.Code.Name);
        Assert.Empty((await find.ListAsync(own, new PageRequest(), CancellationToken.None)).Items);
        Assert.Single((await find.ListAsync(county, new PageRequest(), CancellationToken.None)).Items);
    }

    // A batch that nobody works on yet.
    private static async Task<string> StoredAsync(RunningService service, int villages)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var terms = new BatchTerms("tangwan-four-tier", null, null, LastYear: false,
            new OrderedDictionary<string, string> { ["day_wage"] = "80.00" },
            new OrderedDictionary<string, string> { ["income"] = "100000.00" });
        var row = new BatchRow(
            id, BatchWorld.County, 2025, DryRun: 0, terms.Text(), [1], villages, 200, BatchStates.Running, 0, 0, 0, 1, "maker", 1, 1);
        await service.Services.GetRequiredService<Database>().WriteAsync(new Change("maker", DateTimeOffset.UnixEpoch), async session =>
        {
            await BatchStore.AddAsync(session, row, [.. Enumerable.Range(0, villages).Select(place => new BatchEntryRow(
                id, place, BatchWorld.Village(place), "", "maker", 1, BatchEntryStates.Waiting, "", "", 0, 0, 1))], "{}");
            return true;
        });
        return id;
    }

    private static string Text(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
