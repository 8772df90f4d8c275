using CloudNative.CloudEvents.SystemTextJson;
using LinkageService.Tests.Support;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace LinkageService.Tests.Features.Webhooks;

/// <summary>Events come to those who want them: signed, in order, at least once, whatever the receiver answers meanwhile.</summary>
public sealed class WebhookDeliveryTests
{
    private const int MaxBodyBytes = 20_000;

    [Fact]
    public async Task Delivery_AnEvent_IsSignedAndACloudEventAndTheOneOfTheFeed()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await world.OrganizationAsync("before");
        var (path, secret) = await world.CreateAsync(receiver.Url);
        await world.OrganizationAsync("after");
        await receiver.UntilAsync(all => all.Count == 1);
        var received = receiver.All[0];

        // Both libraries read it.
        new StandardWebhook(secret).Verify(received.Body, received.Headers);
        Assert.Throws<WebhookVerificationException>(() => new StandardWebhook(secret).Verify(received.Body + " ", received.Headers));
        var read = new JsonEventFormatter().DecodeStructuredModeMessage(
            System.Text.Encoding.UTF8.GetBytes(received.Body), new System.Net.Mime.ContentType("application/cloudevents+json"), []);
        Assert.True(read.IsValid);
        Assert.Equal(("organization.created", "after", received.Id), (read.Type, received.Organization, read.Id));
        Assert.Equal("application/cloudevents+json; charset=utf-8", received.Headers["Content-Type"].ToString());
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(received.Body) < MaxBodyBytes);
        var feed = (await world.Service.GetAsync("/v1/events")).Json.GetProperty("events").EnumerateArray().ToArray();
        Assert.Equal(received.Body, feed[^1].GetRawText());
        Assert.Equal(["before", "after"], feed.Select(each => each.GetProperty("data").GetProperty("organization").GetString()));
        await world.UntilAsync(path, all => all is [var only] && only.GetProperty("state").GetString() == "delivered");
    }

    [Fact]
    public async Task Delivery_AReceiverThatFails_KeepsTheOrderOfEachOrganisationAndHoldsUpNoOther()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var (path, secret) = await world.CreateAsync(receiver.Url);
        receiver.Answer = message => message.Organization == "slow" ? 503 : 204;
        foreach (var name in new[] { "一", "二", "三" })
        {
            await world.OrganizationAsync("slow", name);
            await world.OrganizationAsync("quick", name);
        }

        await receiver.UntilAsync(all => all.Count(each => each.Organization == "quick") == 3);
        Assert.Equal(
            ["organization.created", "organization.changed", "organization.changed"],
            receiver.All.Where(each => each.Organization == "quick").Select(each => each.Type));

        // The first of the slow one was tried, and those behind it were not.
        await world.UntilAsync(path, all => all.Count(each => each.TryGetProperty("error", out _)) == 1);
        var first = Assert.Single(receiver.All, each => each.Organization == "slow");
        receiver.Answer = _ => 204;
        world.Clock.Now += TimeSpan.FromSeconds(10);
        await receiver.UntilAsync(all => all.Count(each => each.Organization == "slow") == 4);
        var slow = receiver.All.Where(each => each.Organization == "slow").ToArray();
        Assert.Equal(first.Id, slow[1].Id);
        Assert.Equal(slow[1..].Select(each => each.Sequence).Order(), slow[1..].Select(each => each.Sequence));
        Assert.All(receiver.All, each => new StandardWebhook(secret).Verify(each.Body, each.Headers));
        await world.UntilAsync(path, all => all.All(each => each.GetProperty("state").GetString() == "delivered"));
    }

    [Fact]
    public async Task Delivery_ThatFailsTenTimes_IsDeadUntilSomebodySendsItAgain()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var (path, _) = await world.CreateAsync(receiver.Url);
        receiver.Answer = _ => 500;
        await world.OrganizationAsync("a");
        var began = world.Clock.Now;
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await world.UntilAsync(path, all => all is [var only] && only.GetProperty("attempts").GetInt32() == attempt);
            var waiting = (await world.DeliveriesAsync(path))[0];
            if (waiting.TryGetProperty("nextAt", out var next))
            {
                Assert.Equal("pending", waiting.GetProperty("state").GetString());
                Assert.Equal((1, 0), await NotArrivedAsync(world));
                world.Clock.Now = next.GetDateTimeOffset();
            }
        }

        Assert.InRange((world.Clock.Now - began).TotalHours, 75, 85);
        Assert.Equal((10, "failed", 500), (
            receiver.All.Count, (await world.DeliveriesAsync(path))[0].GetProperty("error").GetString(),
            (await world.DeliveriesAsync(path))[0].GetProperty("status").GetInt32()));
        var dead = Assert.Single(await world.DeliveriesAsync(path, "?state=dead"));
        Assert.Equal((0, 1), await NotArrivedAsync(world));

        // What comes after it is not held up any more.
        receiver.Answer = _ => 204;
        await world.OrganizationAsync("a", "乙村");
        await receiver.UntilAsync(all => all.Count == 11);
        var again = await world.Service.SendAsync(
            HttpMethod.Post, $"{path}/deliveries/{dead.GetProperty("id").GetString()}:resend");
        Assert.Equal((200, "pending"), (again.Status, again.Json.GetProperty("state").GetString()));
        await receiver.UntilAsync(all => all.Count == 12);
        Assert.Equal((receiver.All[0].Id, 204), (receiver.All[11].Id, receiver.All[11].Status));
        Assert.Empty(await world.DeliveriesAsync(path, "?state=dead"));
        Assert.Equal((0, 0), await NotArrivedAsync(world));
        var none = await world.Service.SendAsync(HttpMethod.Post, $"{path}/deliveries/1-9:resend");
        Assert.Equal((404, "unknown_webhook"), (none.Status, none.Code));
    }

    private static async Task<(int Retrying, int Dead)> NotArrivedAsync(WebhookWorld world)
    {
        var listed = (await world.Service.GetAsync("/v1/webhooks")).Json.GetProperty("webhooks")[0];
        return (listed.GetProperty("retrying").GetInt32(), listed.GetProperty("dead").GetInt32());
    }

    [Fact]
    public async Task Rotation_BothSecretsSignUntilTheOldOneEnds()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var (path, old) = await world.CreateAsync(receiver.Url);
        var rotated = await world.Service.SendAsync(HttpMethod.Post, path + ":rotate?keepHours=1");
        var secret = rotated.Json.GetProperty("secret").GetString()!;
        Assert.Equal((2, true), (rotated.Json.GetProperty("secrets").GetInt32(), secret != old));
        await world.OrganizationAsync("a");
        await receiver.UntilAsync(all => all.Count == 1);
        foreach (var each in new[] { old, secret })
        {
            new StandardWebhook(each).Verify(receiver.All[0].Body, receiver.All[0].Headers);
        }

        Assert.Equal(2, receiver.All[0].Headers["webhook-signature"].ToString().Split(' ').Distinct().Count());
        var now = await world.Service.SendAsync(HttpMethod.Post, path + ":rotate?keepHours=0");
        await world.OrganizationAsync("b");
        await receiver.UntilAsync(all => all.Count == 2);
        new StandardWebhook(now.Json.GetProperty("secret").GetString()!).Verify(receiver.All[1].Body, receiver.All[1].Headers);
        foreach (var each in new[] { old, secret })
        {
            Assert.Throws<WebhookVerificationException>(
                () => new StandardWebhook(each).Verify(receiver.All[1].Body, receiver.All[1].Headers));
        }

        // Shown once, and stored sealed.
        var shown = await world.Service.GetAsync(path);
        Assert.False(shown.Json.TryGetProperty("secret", out _));
        Assert.Equal(1, shown.Json.GetProperty("secrets").GetInt32());
    }

    [Fact]
    public async Task Gone_StopsUntilItIsMadeActiveAgain()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var (path, _) = await world.CreateAsync(receiver.Url);
        receiver.Answer = _ => 410;
        await world.OrganizationAsync("a");
        await receiver.UntilAsync(all => all.Count == 1);
        await StateAsync(world, path, "gone");
        await world.OrganizationAsync("a", "乙村");
        receiver.Answer = _ => 204;
        world.Clock.Now += TimeSpan.FromHours(1);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Single(receiver.All);
        var log = await world.Service.GetAsync("/v1/audit?action=webhook.stop");
        Assert.Single(log.Json.GetProperty("entries").EnumerateArray());

        // Nothing of the time between is lost.
        var active = await world.Service.SendAsync(HttpMethod.Put, path, $$"""{ "url": "{{receiver.Url}}", "state": "active" }""");
        Assert.Equal(200, active.Status);
        await receiver.UntilAsync(all => all.Count == 3);
        Assert.Equal(["organization.created", "organization.changed"], receiver.Taken);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        var (path, _) = await world.CreateAsync(receiver.Url);
        receiver.Answer = _ => 307;
        var tried = await world.Service.SendAsync(HttpMethod.Post, path + ":test");
        Assert.Equal((200, false, 307, "redirect"), (
            tried.Status, tried.Json.GetProperty("taken").GetBoolean(), tried.Json.GetProperty("status").GetInt32(),
            tried.Json.GetProperty("error").GetString()));
        Assert.Equal(("/hooks", "webhook.test"), (Assert.Single(receiver.All).Path, receiver.All[0].Type));
        receiver.Answer = _ => 204;
        Assert.True((await world.Service.SendAsync(HttpMethod.Post, path + ":test")).Json.GetProperty("taken").GetBoolean());
        Assert.Empty(await world.DeliveriesAsync(path));
    }

    [Fact]
    public async Task Types_AndOrganisation_OnlyWhatIsWantedComes()
    {
        await using var world = await WebhookWorld.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await world.OrganizationAsync("a");
        await world.OrganizationAsync("b");
        await world.CreateAsync(receiver.Url, """, "organization": "a", "types": ["roster.changed"] """);
        foreach (var organization in new[] { "b", "a" })
        {
            await world.OrganizationAsync(organization, "丙村");
            var put = await world.Service.SendAsync(
                HttpMethod.Put, $"/v1/organizations/{organization}/households/0001", """{ "name": "农户0001", "validFrom": "2025-01-01" }""");
            Assert.True(put.Status == 201, put.Text);
        }

        await receiver.UntilAsync(all => all.Count == 1);
        Assert.Equal(("roster.changed", "a", "0001"), (
            receiver.All[0].Type, receiver.All[0].Organization,
            receiver.All[0].Event.GetProperty("data").GetProperty("household").GetString()));
    }

    private static async Task StateAsync(WebhookWorld world, string path, string wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await world.Service.GetAsync(path)).Json.GetProperty("state").GetString() is var state && state != wanted)
        {
            Assert.False(patience.IsCancellationRequested, state);
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
