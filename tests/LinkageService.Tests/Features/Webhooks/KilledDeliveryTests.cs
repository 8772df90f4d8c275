using System.Net.Http.Json;
using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Webhooks;

/// <summary>Whatever ends a service in the middle of delivering, every event comes, and in its order.</summary>
public sealed class KilledDeliveryTests
{
    private const int Events = 40;

    [FullRunTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Kill_InTheMiddle_AnotherServiceGoesOn(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        string[] settings = [.. storage.Settings, WebhookWorld.Allowed];
        using var reached = new SemaphoreSlim(0);
        receiver.Answer = _ =>
        {
            if (receiver.All.Count == Events / 3)
            {
                reached.Release();
            }

            return 204;
        };
        await using (var first = await ServiceProcess.StartAsync(settings))
        {
            (await first.Client.PostAsJsonAsync("/v1/webhooks", new { url = receiver.Url })).EnsureSuccessStatusCode();
            for (var at = 0; at < Events; at++)
            {
                await PutAsync(first.Client, at);
            }

            Assert.True(await reached.WaitAsync(TimeSpan.FromMinutes(1)));
            await first.KillAsync();
        }

        await using var second = await ServiceProcess.StartAsync(settings);
        await receiver.UntilAsync(all => all.DistinctBy(each => each.Id).Count() == Events);
        RequireOrder(receiver);
    }

    [FullRunFact]
    public async Task TwoServices_OnOneDatabase_DeliverOnceAndInOrder()
    {
        using var storage = await TestStorage.CreateAsync("postgres");
        await using var receiver = await WebhookReceiver.StartAsync();
        string[] settings = [.. storage.Settings, WebhookWorld.Allowed];
        await using var first = await ServiceProcess.StartAsync(settings);
        await using var second = await ServiceProcess.StartAsync(settings);
        (await first.Client.PostAsJsonAsync("/v1/webhooks", new { url = receiver.Url })).EnsureSuccessStatusCode();
        for (var at = 0; at < Events; at++)
        {
            await PutAsync(at % 2 == 0 ? first.Client : second.Client, at);
        }

        await receiver.UntilAsync(all => all.DistinctBy(each => each.Id).Count() == Events);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(Events, receiver.All.Count);
        RequireOrder(receiver);

        // The one that delivers is gone: the other takes over.
        await first.KillAsync();
        await PutAsync(second.Client, Events);
        await receiver.UntilAsync(all => all.DistinctBy(each => each.Id).Count() == Events + 1);
    }

    private static async Task PutAsync(HttpClient client, int at)
    {
        using var answer = await client.PutAsJsonAsync("/v1/organizations/a", new { name = $"甲村{at}", legalForm = "rural_collective" });
        answer.EnsureSuccessStatusCode();
    }

    // What comes twice comes again from where it was cut off: never an earlier one after a later one that was new.
    private static void RequireOrder(WebhookReceiver receiver)
    {
        var firsts = receiver.All.DistinctBy(each => each.Id).Select(each => each.Sequence).ToArray();
        Assert.Equal(firsts.Order(), firsts);
    }
}
