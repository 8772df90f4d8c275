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
}
