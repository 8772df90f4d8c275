using LinkageService.Tests.Features.Batches;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>A power cut in the middle of a batch: the service that starts anew goes on with it, and nothing is made twice.</summary>
public sealed class KilledBatchTests
{
    [FullRunFact]
    public async Task Kill_TwiceInTheMiddleOf300_EveryVillageHasExactlyOneRun()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        int failing;
        await using (var seeded = await RunningService.StartAsync(storage.Settings))
        {
            failing = await BatchWorld.FillAsync(seeded, 300, households: 40);
        }

        string? batch = null;
        foreach (var enough in new[] { 20, 120 })
        {
            await using var killed = await ServiceProcess.StartAsync(storage.Settings);
            var world = new BatchWorld(killed.Client);
            batch ??= await world.MadeAsync("county");
            await world.UntilAsync(batch, progress => BatchWorld.Count(progress, "done") >= enough);
            await killed.KillAsync();
        }

        await using (var service = await ServiceProcess.StartAsync(storage.Settings))
        {
            var world = new BatchWorld(service.Client);
            await world.FinishedAsync(batch!);
            await world.ReconcileAsync(batch!, 300 - failing, failing);
        }

        var (code, output) = await ServiceProcess.RunAsync(["verify", .. storage.Settings]);
        Assert.True(code == 0, output);
    }

    [FullRunFact]
    public async Task Kill_WhileRunsAreHandedIn_EachIsHandedInOnce()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (var seeded = await RunningService.StartAsync(storage.Settings))
        {
            await BatchWorld.FillAsync(seeded, 300, households: 40);
        }

        string batch, act;
        await using (var killed = await ServiceProcess.StartAsync(storage.Settings))
        {
            var world = new BatchWorld(killed.Client);
            batch = await world.MadeAsync("county");
            await world.FinishedAsync(batch);
            Assert.Equal(200, (await world.ActAsync(batch, "submit")).Status);
            await world.UntilAsync(batch, progress => BatchWorld.Count(progress.GetProperty("act"), "ready") >= 20);
            await killed.KillAsync();
        }

        await using (var killed = await ServiceProcess.StartAsync(storage.Settings))
        {
            var world = new BatchWorld(killed.Client);
            act = (await world.ActIsAsync(batch, "checked")).GetProperty("id").GetString()!;
            Assert.Equal(200, (await world.ActAsync(batch, "submit", $$"""{ "confirm": "{{act}}" }""")).Status);
            await world.UntilAsync(batch, progress => BatchWorld.Count(progress.GetProperty("act"), "done") >= 20);
            await killed.KillAsync();
        }

        await using (var service = await ServiceProcess.StartAsync(storage.Settings))
        {
            var world = new BatchWorld(service.Client);
            var done = await world.ActIsAsync(batch, "finished");
            Assert.Equal((294, 294, 0), (
                BatchWorld.Count(done, "runs"), BatchWorld.Count(done, "done"), BatchWorld.Count(done, "failed")));
            foreach (var village in await world.OrganizationsAsync(batch, "done"))
            {
                var history = await world.GetAsync($"/v1/runs/{village.GetProperty("run").GetString()}/history");
                Assert.Equal(2, history.GetProperty("entries").GetArrayLength());
            }
        }

        var (code, output) = await ServiceProcess.RunAsync(["verify", .. storage.Settings]);
        Assert.True(code == 0, output);
    }
}
