using System.Text.Json;
using LinkageService.Features.Audit;
using LinkageService.Features.Demo;
using LinkageService.Storage;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Demo;

/// <summary>The demo villages of the first start.</summary>
public sealed class DemoTests
{
    private static readonly string[] WithDemo = ["--Demo:Enabled=true"];

    [Fact]
    public async Task Start_EmptyDatabase_FiveVillagesWithRunsAtEveryStage()
    {
        await using var service = await RunningService.StartAsync(WithDemo);
        Assert.Single(service.Log.Messages, line => line.Contains("Five demo villages are in", StringComparison.Ordinal));
        var organizations = (await service.GetAsync("/v1/organizations")).Json.GetProperty("organizations").EnumerateArray().ToArray();
        Assert.Equal(["huangjinlin", "liangping", "qinglong", "tangwan", "yanzhai"],
            organizations.Select(each => each.GetProperty("id").GetString()));
        var states = new List<string>();
        foreach (var village in DemoVillage.All)
        {
            var runs = (await service.GetAsync($"/v1/organizations/{village.Id}/runs")).Json.GetProperty("runs").EnumerateArray().ToArray();
            Assert.Equal([village.EndsAs, "closed"], runs.Select(run => run.GetProperty("state").GetString()));
            Assert.All(runs, run => Assert.DoesNotContain(run.GetProperty("checks").EnumerateArray(),
                check => check.GetProperty("severity").GetString() == "block"));
            states.AddRange(runs.Select(run => run.GetProperty("state").GetString()!));
            var statement = await service.GetAsync($"/v1/runs/{runs[0].GetProperty("id").GetString()}/statements/0002");
            Assert.Equal(200, statement.Status);
        }

        Assert.Equal(["approved", "closed", "disclosed", "draft", "paid", "submitted"], states.Distinct().Order(StringComparer.Ordinal));
        var entries = (await service.GetAsync("/v1/audit?limit=1000")).Json.GetProperty("entries").EnumerateArray().Skip(1).ToArray();
        var moments = entries.Select(entry => entry.GetProperty("at").GetString()!).ToArray();
        Assert.Equal(moments.Order(StringComparer.Ordinal), moments);
        await VerifiesAsync(service);
    }

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-02-14")]
    [InlineData("2026-02-15")]
    [InlineData("2028-02-29")]
    public async Task Start_OnAnyDay_EverythingIsInThePast(string day)
    {
        var now = new DateTimeOffset(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).ToDateTime(default), default);
        await using var service = await RunningService.StartAsync(
            WithDemo, configure: builder => builder.Services.AddSingleton<TimeProvider>(new SetClock(now)));
        var entries = (await service.GetAsync("/v1/audit?limit=1000")).Json.GetProperty("entries").EnumerateArray().ToArray();
        Assert.True(entries.Length > 50);
        Assert.All(entries, entry => Assert.True(
            string.CompareOrdinal(entry.GetProperty("at").GetString(), now.AddDays(1).ToString("yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture)) < 0, entry.GetRawText()));
    }

    [Fact]
    public async Task Start_SecondTimeOrNotWanted_NothingIsAdded()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (var empty = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=false"]))
        {
            Assert.Equal(0, Organizations(await empty.GetAsync("/v1/organizations")));
            using var content = new StringContent("""{ "name": "村", "legalForm": "company" }""", null, "application/json");
            using var made = await empty.Client.PutAsync("/v1/organizations/mine", content);
            Assert.Equal(201, (int)made.StatusCode);
        }

        await using var again = await RunningService.StartAsync([.. storage.Settings, .. WithDemo]);
        Assert.Equal(1, Organizations(await again.GetAsync("/v1/organizations")));
    }

    [Fact]
    public async Task Start_EmptyPostgres_NoDemo()
    {
        using var storage = await TestStorage.CreateAsync("postgres");
        await using var service = await RunningService.StartAsync([.. storage.Settings, .. WithDemo]);
        Assert.Equal(0, Organizations(await service.GetAsync("/v1/organizations")));
    }

    private static int Organizations(Answer answer) => answer.Json.GetProperty("organizations") is { ValueKind: JsonValueKind.Array } list
        ? list.GetArrayLength()
        : -1;

    private static async Task VerifiesAsync(RunningService service)
    {
        var findings = new FindingList();
        await new VerifyDatabase().HandleAsync(
            service.Services.GetRequiredService<Database>(), numbers: null, kept: null, findings, CancellationToken.None);
        Assert.Empty(findings.Kept);
    }
}
