using System.Globalization;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Http;

/// <summary>Whoever keeps a copy asks for what changed since: all of that, nothing else, in the order of the list.</summary>
public sealed class UpdatedSinceTests
{
    [Fact]
    public async Task Lists_UpdatedSince_HaveWhatChangedFromThen()
    {
        var clock = new SetClock(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        await using var service = await RunningService.StartAsync(
            configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var world = new RunWorld(service);
        foreach (var id in new[] { "a", "b", "c" })
        {
            await OrganizationAsync(service, id, "某村");
        }

        foreach (var id in new[] { "0001", "0002", "0003" })
        {
            await HouseholdAsync(service, id, "1.00");
        }

        var first = await world.CreateAsync("a", RunWorld.Body, "1");
        await world.CreateAsync("a", RunWorld.Body.Replace("2025", "2024", StringComparison.Ordinal), "2");
        clock.Now += TimeSpan.FromHours(1);
        var since = clock.Now.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Assert.Empty(await IdsAsync(service, $"/v1/organizations?updatedSince={since}", "organizations"));
        await OrganizationAsync(service, "c", "乙村");
        await OrganizationAsync(service, "b", "丙村");
        await HouseholdAsync(service, "0002", "2.00");
        var run = first.Json.GetProperty("id").GetString()!;
        Assert.Equal(200, (await world.StepAsync(run, "submit", first.Headers["ETag"])).Status);
        Assert.Equal(["b", "c"], await IdsAsync(service, $"/v1/organizations?updatedSince={since}", "organizations"));
        Assert.Equal(["0002"], await IdsAsync(service, $"/v1/organizations/a/households?updatedSince={since}", "households"));
        Assert.Equal([run], await IdsAsync(service, $"/v1/organizations/a/runs?updatedSince={since}", "runs"));
        Assert.Equal(2, (await IdsAsync(service, "/v1/organizations/a/runs?updatedSince=2026-01-05T08:00:00Z", "runs")).Length);
        var wrong = await service.GetAsync("/v1/organizations?updatedSince=yesterday");
        Assert.Equal((400, ("invalid_value", "updatedSince")), (wrong.Status, wrong.Errors.First()));
        using var api = new GrpcApi(service.GrpcAddress);
        var runs = await api.CallAsync("linkage.v1.Runs/ListRuns", new ListRunsRequest { Organization = "a", UpdatedSince = since });
        Assert.Equal([run], ListRunsResponse.Parser.ParseFrom(runs.Messages.Single()).Runs.Select(each => each.Id));
        var villages = await api.CallAsync(
            "linkage.v1.Organizations/ListOrganizations", new ListOrganizationsRequest { UpdatedSince = since });
        Assert.Equal(
            ["b", "c"], ListOrganizationsResponse.Parser.ParseFrom(villages.Messages.Single()).Organizations.Select(each => each.Id));
    }

    private static async Task<string[]> IdsAsync(RunningService service, string path, string list)
    {
        var page = await service.GetAsync(path);
        Assert.True(page.Status == 200, page.Text);
        return [.. page.Json.GetProperty(list).EnumerateArray().Select(each => each.GetProperty("id").GetString()!)];
    }

    private static async Task OrganizationAsync(RunningService service, string id, string name)
    {
        var put = await service.SendAsync(
            HttpMethod.Put, "/v1/organizations/" + id, $$"""{ "name": "{{name}}", "legalForm": "rural_collective" }""");
        Assert.True(put.Status is 200 or 201, put.Text);
    }

    private static async Task HouseholdAsync(RunningService service, string id, string land)
    {
        var put = await service.SendAsync(HttpMethod.Put, "/v1/organizations/a/households/" + id,
            $$"""{ "name": "农户{{id}}", "holdings": { "land": "{{land}}" }, "validFrom": "2025-01-01" }""");
        Assert.True(put.Status is 200 or 201, put.Text);
    }
}
