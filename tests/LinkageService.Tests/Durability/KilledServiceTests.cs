using System.Collections.Concurrent;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>A power cut in the middle of writing: what was acknowledged is there, nothing is there in part.</summary>
public class KilledServiceTests
{
    private static readonly int Kills = Thorough.Of(full: 20, quick: 4);
    private const int Writers = 4;

    [FullRunFact]
    public async Task Kill_At20PointsOfWriting_NoAcknowledgedRunLostAndNoneInPart()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-kill-").FullName;
        var path = "--Storage:Path=" + Path.Combine(folder, "linkage.db");
        var seed = TestSeed.Value;
        var random = new Random(seed);
        var acknowledged = new ConcurrentDictionary<int, string>();
        var key = 0;
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await using var service = await ServiceProcess.StartAsync(path);
                var client = new RunClient(service.Client);
                if (kill == 0)
                {
                    await client.MakeOrganizationAsync();
                }

                // The first write warms up; the kill falls somewhere into those after it, once one to three of them are acknowledged.
                await client.MakeAsync(Interlocked.Increment(ref key));
                using var acknowledgements = new SemaphoreSlim(0);
                var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync()));
                for (var wanted = random.Next(1, 4); wanted > 0; wanted--)
                {
                    Assert.True(await acknowledgements.WaitAsync(TimeSpan.FromMinutes(2)), "no run was acknowledged for two minutes");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(150)) + TimeSpan.FromMicroseconds(random.Next(1000)));
                await service.KillAsync();
                await writing;

                async Task WriteAsync()
                {
                    try
                    {
                        while (true)
                        {
                            var mine = Interlocked.Increment(ref key);
                            var answer = await client.MakeAsync(mine);
                            Assert.Equal(201, answer.Status);
                            acknowledged[mine] = answer.Json.GetProperty("id").GetString()!;
                            acknowledgements.Release();
                        }
                    }
                    catch (HttpRequestException)
                    {
                        // Killed.
                    }
                }
            }

            await CheckAsync(path, acknowledged, key);
            var (code, output) = await ServiceProcess.RunAsync("verify", path);
            Assert.True(code == 0, output);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"TEST_SEED={seed}", exception);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CheckAsync(string path, ConcurrentDictionary<int, string> acknowledged, int lastKey)
    {
        await using var service = await ServiceProcess.StartAsync(path);
        var client = new RunClient(service.Client);
        var visible = (await client.ListAsync()).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(acknowledged.Values.Except(visible, StringComparer.Ordinal));
        Assert.True(acknowledged.Count >= Kills, $"{acknowledged.Count} runs were acknowledged");
        foreach (var run in visible)
        {
            await client.CheckWholeAsync(run);
        }

        // Whoever got no answer asks again with the same key: that is the same run when it was stored, a new one when not.
        foreach (var (made, run) in acknowledged.Take(20))
        {
            Assert.Equal(run, (await client.MakeAsync(made)).Json.GetProperty("id").GetString());
        }

        for (var unsure = lastKey - Writers; unsure <= lastKey; unsure++)
        {
            var first = (await client.MakeAsync(unsure)).Json.GetProperty("id").GetString();
            Assert.Equal(first, (await client.MakeAsync(unsure)).Json.GetProperty("id").GetString());
        }
    }
}
