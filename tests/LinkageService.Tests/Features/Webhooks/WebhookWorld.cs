using System.Text.Json;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Webhooks;

/// <summary>A service that may tell receivers on this machine, with a clock that a test sets.</summary>
internal sealed class WebhookWorld(RunningService service, SetClock clock) : IAsyncDisposable
{
    public const string Allowed = "--Webhooks:AllowedHosts=127.0.0.0/8";

    public RunningService Service => service;

    public SetClock Clock => clock;

    public static async Task<WebhookWorld> StartAsync(params string[] settings)
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        return new WebhookWorld(await RunningService.StartAsync(
            [Allowed, .. settings], configure: builder => builder.Services.AddSingleton<TimeProvider>(clock)), clock);
    }

    /// <summary>Makes an address.</summary>
    /// <returns>Its own address in the API, and its secret.</returns>
    public async Task<(string Path, string Secret)> CreateAsync(string url, string more = "")
    {
        var made = await service.PostAsync("/v1/webhooks", $$"""{ "url": "{{url}}"{{more}} }""");
        Assert.True(made.Status == 201, made.Text);
        return (made.Headers["Location"], made.Json.GetProperty("secret").GetString()!);
    }

    /// <summary>Makes or changes an organisation, which is an event.</summary>
    public async Task OrganizationAsync(string id, string name = "甲村")
    {
        var made = await service.SendAsync(
            HttpMethod.Put, "/v1/organizations/" + id, $$"""{ "name": "{{name}}", "legalForm": "rural_collective" }""");
        Assert.True(made.Status is 200 or 201, made.Text);
    }

    /// <summary>The deliveries of an address, the first first.</summary>
    public async Task<JsonElement[]> DeliveriesAsync(string path, string query = "") =>
        [.. (await service.GetAsync(path + "/deliveries" + query)).Json.GetProperty("deliveries").EnumerateArray().Reverse()];

    /// <summary>Waits until the deliveries of an address are as they should be.</summary>
    public async Task UntilAsync(string path, Func<JsonElement[], bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await DeliveriesAsync(path) is var all && !isSo(all))
        {
            Assert.False(patience.IsCancellationRequested, string.Join('\n', all));
            await Task.Delay(100, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();
}
