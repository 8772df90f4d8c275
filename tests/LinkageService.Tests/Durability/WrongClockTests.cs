using System.Globalization;
using System.Text;
using LinkageService.CommandLine;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Durability;

/// <summary>The clock of the machine is three years ahead, three years behind, and right again, while people work.</summary>
public sealed class WrongClockTests
{
    private const string Village = "/v1/organizations/tangwan";

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Clock_ThreeYearsOffAndBack_NothingIsLostAndTheOrderStands(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        var now = TimeProvider.System.GetUtcNow();
        var (admin, year) = (await KeyAsync(storage, "管理员", "administrator"), now.AddYears(1));
        var preparer = await KeyAsync(storage, "制单员", "preparer");
        var ending = await KeyAsync(
            storage, "查询", "viewer", "--expires", year.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var clock = new SetClock(now);
        await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey", .. storage.Settings],
            configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (runs, told, land) = (new List<string>(), new List<string>(), 0);
        var after = "0";
        foreach (var years in new[] { 0, 3, 0, -3, 0, 3, -3, 0 })
        {
            clock.Now = now.AddYears(years).AddMinutes(++land);
            await SendAsync(service, admin, HttpMethod.Put, Village, $$"""{ "name": "村{{land}}", "legalForm": "rural_collective" }""");
            await SendAsync(service, preparer, HttpMethod.Put, Village + "/households/0001",
                $$"""{ "name": "农户0001", "holdings": { "land": "{{land}}.00" }, "validFrom": "2020-01-01" }""");
            var run = await SendAsync(service, preparer, HttpMethod.Post, Village + "/runs",
                RunWorld.Body.Replace("100000.00", $"{100_000 + land}.00", StringComparison.Ordinal)
                    .Replace("2025", "2021", StringComparison.Ordinal),
                ("Idempotency-Key", $"key{land}"));
            runs.Add(run.Json.GetProperty("id").GetString()!);

            // What was stated last counts, whatever the clock said then; the first request still has its run.
            var stands = await SendAsync(service, admin, HttpMethod.Get, Village + "/households/0001");
            Assert.Contains($"\"{land}.00\"", stands.Text, StringComparison.Ordinal);
            var again = await SendAsync(service, preparer, HttpMethod.Post, Village + "/runs",
                RunWorld.Body.Replace("100000.00", "100001.00", StringComparison.Ordinal).Replace("2025", "2021", StringComparison.Ordinal),
                ("Idempotency-Key", "key1"));
            Assert.Equal(runs[0], again.Json.GetProperty("id").GetString());

            // Whoever follows the events gets the new ones, in the order in which they came about.
            var feed = (await SendAsync(service, admin, HttpMethod.Get, $"/v1/events?after={after}&limit=1000")).Json;
            after = feed.GetProperty("next").ToString();
            told.Add(string.Join(' ', feed.GetProperty("events").EnumerateArray().Select(each => each.GetProperty("type").GetString())));
            var status = (await service.SendAsync(HttpMethod.Get, "/v1/organizations", null, ("Authorization", "Bearer " + ending))).Status;
            Assert.Equal(years == 3 ? 401 : 200, status);
        }

        Assert.Equal("organization.created roster.changed run.created", told[0]);
        Assert.All(told.Skip(1), each => Assert.Equal("organization.changed roster.changed run.created", each));
        var listed = (await SendAsync(service, admin, HttpMethod.Get, Village + "/runs?limit=100")).Json.GetProperty("runs");
        Assert.Equal(runs.Order(StringComparer.Ordinal),
            listed.EnumerateArray().Select(each => each.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        var (code, output, errors) = await CommandLineChannel.RunAsync(["verify", .. storage.Settings]);
        Assert.True(code == ExitCode.Ok, Encoding.UTF8.GetString(output) + errors);
    }

    private static async Task<Answer> SendAsync(
        RunningService service, string key, HttpMethod method, string path, string? body = null,
        params (string Name, string? Value)[] headers)
    {
        var tag = method == HttpMethod.Put && path == Village
            ? (await service.SendAsync(HttpMethod.Get, path, null, ("Authorization", "Bearer " + key))).Headers.GetValueOrDefault("ETag")
            : null;
        var answer = await service.SendAsync(method, path, body, [("Authorization", "Bearer " + key), ("If-Match", tag), .. headers]);
        Assert.True(answer.Status is 200 or 201, $"{method} {path}: {answer.Status} {answer.Text}");
        return answer;
    }

    private static async Task<string> KeyAsync(TestStorage storage, string name, string role, params string[] more)
    {
        var (code, output, errors) = await CommandLineChannel.RunAsync(
            ["keys", "create", "--name", name, "--role", role, .. more, .. storage.Settings]);
        Assert.True(code == ExitCode.Ok, errors);
        return Encoding.UTF8.GetString(output).TrimEnd('\n');
    }
}
