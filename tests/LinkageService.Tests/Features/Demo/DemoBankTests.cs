using System.Text.Json;
using LinkageService.Configuration;
using LinkageService.Hosting;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Webhooks;
using LinkageService.Tests.Support;
using StandardWebhooks;

namespace LinkageService.Tests.Features.Demo;

/// <summary>
/// An integrator sends payments over REST; the demo's bank answers, a villager objects, and the feed of events tells of both.
/// </summary>
public sealed class DemoBankTests
{
    [Fact]
    public async Task Payments_Sent_AreAnsweredByTheEndOfTheirAccounts()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true", "--Demo:Bank=true", WebhookWorld.Allowed]);
        var world = new PaymentWorld(service);
        await using var receiver = await WebhookReceiver.StartAsync();
        var hooked = await service.PostAsync("/v1/webhooks", $$"""{ "url": "{{receiver.Url}}" }""");
        Assert.True(hooked.Status == 201, hooked.Text);
        await world.VillageAsync("payers");
        await world.PutHouseholdAsync("payers", "0006", "1.20", PaymentWorld.AccountOf("0006"));
        var run = await world.PreparedAsync("payers");
        await world.ActedAsync(run, "send", "{}");
        await UntilAsync(async () => await StateAsync(world, run, "0006") == "paid");
        Assert.Equal("returned", await StateAsync(world, run, "0001"));
        Assert.Equal("name_mismatch", await ReasonAsync(world, run, "0001"));
        Assert.Equal("account_unknown", await ReasonAsync(world, run, "0002"));
        Assert.Equal("account_blocked", await ReasonAsync(world, run, "0003"));
        Assert.Equal("sent", await StateAsync(world, run, "0004"));
        Assert.Equal("to_pay", await StateAsync(world, run, "0005"));

        // What came back is sent to another account.
        await world.ActedAsync(run, "reissue", """
            { "household": "0001", "channel": "bank", "account": { "holder": "农户0001", "bank": "某农商行", "number": "1034000000000055" } }
            """);
        var again = await LastAsync(world, run, "0001");
        await world.ActedAsync(run, "confirm", JsonSerializer.Serialize(
            new { household = "0001", endToEndId = again.GetProperty("endToEndId").GetString() }), "approver");
        await world.ActedAsync(run, "send", """{ "households": ["0001"] }""");
        await UntilAsync(async () => await StateAsync(world, run, "0001") == "paid");
        var types = await TypesAsync(world, run);
        Assert.Equal(
            [
                "payments.sent", "payments.recorded", "payments.returned", "payments.reissued", "payments.sent", "payments.recorded",
            ],
            types.Where(type => type is not ("payments.prepared" or "payments.funded"))
                .Where(type => type.StartsWith("payments.", StringComparison.Ordinal)));

        // Whoever is told gets the same, of the bank's acts too, signed and in order.
        await receiver.UntilAsync(all => all.Count(each => each.Body.Contains(run, StringComparison.Ordinal)) == types.Length);
        var told = receiver.All.Where(each => each.Body.Contains(run, StringComparison.Ordinal)).ToArray();
        Assert.Equal(types, told.Select(each => each.Type));
        var secret = new StandardWebhook(hooked.Json.GetProperty("secret").GetString()!);
        Assert.All(told, each => secret.Verify(each.Body, each.Headers));
    }

    [Fact]
    public async Task Notice_WithAHouseholdThatEndsIn9_GetsOneObjection()
    {
        await using var service = await RunningService.StartAsync(["--Demo:Enabled=true", "--Demo:Bank=true", WebhookWorld.Allowed]);
        var world = new PaymentWorld(service);
        await using var receiver = await WebhookReceiver.StartAsync();
        Assert.Equal(201, (await service.PostAsync(
            "/v1/webhooks", $$"""{ "url": "{{receiver.Url}}", "types": ["run.objected"] }""")).Status);
        await world.VillageAsync("objectors");
        await world.PutHouseholdAsync("objectors", "0009", "1.20", account: null);
        var (run, _) = await world.RunAsync("objectors", "disclosed");
        var objections = Array.Empty<JsonElement>();
        await UntilAsync(async () =>
        {
            objections = [.. (await world.GetAsync($"/v1/runs/{run}/objections")).GetProperty("objections").EnumerateArray()];
            return objections.Length > 0;
        });
        Assert.Equal("0009", objections[0].GetProperty("household").GetString());
        Assert.Contains("run.objected", await TypesAsync(world, run));
        await receiver.UntilAsync(all => all.Any(each =>
            each.Type == "run.objected" && each.Body.Contains(run, StringComparison.Ordinal)));
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.Single((await world.GetAsync($"/v1/runs/{run}/objections")).GetProperty("objections").EnumerateArray());
    }

    [Fact]
    public async Task Bank_WhereTheDatabaseDidNotBeginAsTheDemo_DoesNothing()
    {
        var refused = Assert.Throws<BadSettingException>(() => ServiceHost.Build(["--Demo:Enabled=false", "--Demo:Bank=true"]));
        Assert.Contains("Demo:Bank", refused.Message, StringComparison.Ordinal);
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (var first = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=false"]))
        {
            await new PaymentWorld(first).VillageAsync("real");
        }

        await using var service = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true", "--Demo:Bank=true"]);
        var world = new PaymentWorld(service);
        var run = await world.PreparedAsync("real");
        await world.ActedAsync(run, "send", "{}");
        await Task.Delay(TimeSpan.FromSeconds(7));
        Assert.Equal("sent", await StateAsync(world, run, "0001"));
    }

    private static async Task<string?> StateAsync(PaymentWorld world, string run, string household) =>
        (await world.PaymentAsync(run, household)).GetProperty("state").GetString();

    private static async Task<string?> ReasonAsync(PaymentWorld world, string run, string household) =>
        (await LastAsync(world, run, household)).GetProperty("return").GetProperty("reason").GetString();

    private static async Task<JsonElement> LastAsync(PaymentWorld world, string run, string household) =>
        (await world.PaymentAsync(run, household)).GetProperty("attempts").EnumerateArray()
        .MaxBy(attempt => attempt.GetProperty("attempt").GetInt64());

    private static async Task<string[]> TypesAsync(PaymentWorld world, string run)
    {
        var events = (await world.GetAsync("/v1/events?after=0&limit=1000")).GetProperty("events").EnumerateArray();
        return [.. events.Where(each => each.GetRawText().Contains(run, StringComparison.Ordinal))
            .Select(each => each.GetProperty("type").GetString()!)];
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            Assert.False(patience.IsCancellationRequested, "it did not come about within a minute");
            await Task.Delay(200, CancellationToken.None);
        }
    }
}
