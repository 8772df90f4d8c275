using System.Globalization;
using LinkageService.CommandLine;
using LinkageService.Tests.Access;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>
/// A power cut during every kind of change: what was acknowledged is in the audit log and the books verify. <c>KILLS</c> says how many.
/// </summary>
public sealed class KilledChangesTests
{
    private static readonly int Kills =
        int.TryParse(Environment.GetEnvironmentVariable("KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 12;

    private static readonly string[] ByCommand = ["key.create", "key.rotate"];

    // Of no organisation: counted for all villages together.
    private static readonly string[] OfNone = ["scheme.create", "batch.create"];

    [FullRunFact]
    public async Task Kill_DuringEveryKindOfChange_NothingAcknowledgedIsLost()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (seed, random) = (TestSeed.Value, new Random(TestSeed.Value));
        var lives = new List<EveryChange>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var service = await ServiceProcess.StartAsync(storage.Settings);
            await MakeKeyAsync(storage, kill);
            // The kills stand evenly over the changes, each some moments after an answer: while the next one is made. The last comes
            // after all of them.
            var life = new EveryChange(service.Client, string.Create(CultureInfo.InvariantCulture, $"village-{kill}"));
            lives.Add(life);
            var point = kill == Kills - 1
                ? EveryChange.Count
                : 1 + (((kill * EveryChange.Count) + random.Next(EveryChange.Count)) / Kills);
            var killing = Task.CompletedTask;
            await life.LiveAsync(count =>
            {
                if (count == point)
                {
                    var wait = TimeSpan.FromMicroseconds(random.Next(25_000));
                    killing = Task.Run(async () =>
                    {
                        await Task.Delay(wait);
                        await service.KillAsync();
                    });
                }

                return Task.CompletedTask;
            });
            await killing;
        }

        await using (var service = await ServiceProcess.StartAsync(storage.Settings))
        {
            // One that nobody kills, after all that was.
            var last = new EveryChange(service.Client, "last");
            lives.Add(last);
            await last.LiveAsync(_ => Task.CompletedTask);
            Assert.Equal(EveryChange.Count, last.Acknowledged.Count);
            var lost = new List<string>();
            foreach (var life in lives)
            {
                lost.AddRange((await LostAsync(service, life)).Select(action => $"{life.Village}: {action}"));
            }

            foreach (var action in OfNone)
            {
                var answered = lives.Sum(life => life.Acknowledged.Count(each => each == action));
                lost.AddRange((await ActionsAsync(service, "action=" + action)).Count < answered ? [action] : []);
            }

            foreach (var action in ByCommand)
            {
                var noted = await ActionsAsync(service, "action=" + action);
                // The key that takes the place of one is made too.
                Assert.Equal(action == "key.create" ? Kills + (Kills / 2) : Kills / 2, noted.Count);
            }

            Assert.True(lost.Count == 0, $"TEST_SEED={seed}\n" + string.Join('\n', lost));
        }

        // Kinds that were answered before a kill, not only by the last one.
        var never = EveryChange.Actions.Except(lives.SkipLast(1).SelectMany(life => life.Acknowledged), StringComparer.Ordinal).ToArray();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"TEST_SEED={seed}: {Kills} kills, {lives.Sum(life => life.Acknowledged.Count)} acknowledged changes of "
            + $"{EveryChange.Actions.Count() + ByCommand.Length} kinds"));
        Assert.True(never.Length == 0, $"TEST_SEED={seed}: never acknowledged: {string.Join(", ", never)}");
        var (code, output) = await ServiceProcess.RunAsync(["verify", .. storage.Settings]);
        Assert.True(code == 0, output);
    }

    // Every second one is rotated too.
    private static async Task MakeKeyAsync(TestStorage storage, int number)
    {
        var key = (await ApiKeysTests.CreateAsync(storage, $"key {number}", "viewer")).Id;
        if (number % 2 == 1)
        {
            Assert.Equal(ExitCode.Ok, (await ApiKeysTests.KeysAsync(storage, "rotate", key, "--overlap", "1h")).Code);
        }
    }

    // Acknowledged more often than the log has it.
    private static async Task<IEnumerable<string>> LostAsync(ServiceProcess service, EveryChange life)
    {
        var noted = (await ActionsAsync(service, "organization=" + life.Village))
            .CountBy(action => action, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return life.Acknowledged.Where(action => !OfNone.Contains(action)).CountBy(action => action, StringComparer.Ordinal)
            .Where(each => noted.GetValueOrDefault(each.Key) < each.Value).Select(each => each.Key);
    }

    private static async Task<List<string>> ActionsAsync(ServiceProcess service, string query)
    {
        using var answer = await service.Client.GetAsync($"/v1/audit?{query}&limit=1000");
        var json = (await Answer.OfAsync(answer)).Json;
        return json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!).ToList();
    }
}
