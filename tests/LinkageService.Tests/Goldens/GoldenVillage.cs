using System.Text.RegularExpressions;
using LinkageService.Engine.Proofs;
using LinkageService.Features.Statements;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Goldens;

/// <summary>
/// The books that goldens are asked of, each time a copy as it was filled, at a clock that stands. <c>tangwan</c> is the village of
/// the OpenAPI document's examples. <c>zhengcun</c> has a past: its year 2024 was paid, found wrong and corrected (0003 had less
/// land, 0005 had left, 0007 was forgotten), and its draft of 2025 settles what the correction left.
/// </summary>
internal sealed partial class GoldenVillage : IAsyncDisposable
{
    private const string Past = "zhengcun";

    // After every date of the examples.
    private static readonly DateTimeOffset Start = new(2026, 6, 15, 1, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<Task<(string Folder, Dictionary<string, string> Names)>> Template = new(FillAsync);

    private readonly SetClock _clock;
    private readonly Dictionary<string, string> _names;
    private readonly string _folder;

    private GoldenVillage(RunningService service, SetClock clock, string folder, Dictionary<string, string> names) =>
        (Service, _clock, _folder, _names) = (service, clock, folder, names);

    public RunningService Service { get; }

    /// <summary>What depends on ids: a run that settles names the corrections, and its digest covers them.</summary>
    public IReadOnlyDictionary<string, string> Known => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [_names["settlingDigest"]] = "{settling digest}",
        [_names["settlingDigest"][..16]] = "{settling digest, begun}",
    };

    /// <summary>A service on a copy of the filled books.</summary>
    public static async Task<GoldenVillage> StartAsync()
    {
        var (template, names) = await Template.Value;
        var folder = Directory.CreateTempSubdirectory("linkage-golden-").FullName;
        foreach (var file in Directory.GetFiles(template))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var clock = new SetClock(Start.AddHours(1));
        var own = new Dictionary<string, string>(names, StringComparer.Ordinal);
        return new GoldenVillage(await StartAsync(clock, folder), clock, folder, own);
    }

    /// <summary>An empty service at the same clock.</summary>
    public static Task<RunningService> StartEmptyAsync(string folder, params string[] settings) =>
        StartAsync(new SetClock(Start), folder, settings);

    /// <summary>Every call is a second after the one before it.</summary>
    public void Tick() => _clock.Now = _clock.Now.AddSeconds(1);

    /// <summary>
    /// Puts the ids in where a text names them: <c>{paid}</c>, <c>{correction}</c>, <c>{settling}</c>, <c>{objection}</c>,
    /// <c>{linkage}</c> of zhengcun. <c>{run:submitted}</c> is a new run of tangwan in that state; <c>{run}</c>, <c>{etag}</c> and
    /// <c>{digest}</c> are those of the last new one. <c>{payments:prepared}</c> and <c>{payments:sent}</c> are runs of villages of their
    /// own whose payments stand so; a new one each time.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="isJson">Whether quotation marks in it are escaped.</param>
    public async Task<string> NameAsync(string text, bool isJson = false)
    {
        if (NewRun().Match(text) is { Success: true } asked)
        {
            (_names["run"], _names["etag"], _names["digest"]) =
                await new RunWorld(Service).RunAsync("tangwan", asked.Groups["state"].Value);
            text = text.Replace(asked.Value, "{run}", StringComparison.Ordinal);
        }

        if (NewPayments().Match(text) is { Success: true } payments)
        {
            var (world, village) = (new PaymentWorld(Service), Guid.NewGuid().ToString("N"));
            await world.VillageAsync(village);
            _names["payments"] = await world.PreparedAsync(village);
            if (payments.Groups["state"].Value == "sent")
            {
                await world.ActedAsync(_names["payments"], "send", """{ "on": "2026-01-28" }""");
            }

            text = text.Replace(payments.Value, "{payments}", StringComparison.Ordinal);
        }

        return _names.Aggregate(text, (named, name) => named.Replace(
            $"{{{name.Key}}}", isJson ? name.Value.Replace("\"", "\\\"", StringComparison.Ordinal) : name.Value, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<RunningService> StartAsync(SetClock clock, string folder, params string[] settings) => RunningService.StartAsync(
        ["--Storage:Path=" + Path.Combine(folder, "linkage.db"), "--Storage:KeyFile=" + Path.Combine(folder, "linkage.key"), .. settings],
        configure: builder => builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<ProofKeys>(new KnownKeys()));

    private static async Task<(string Folder, Dictionary<string, string> Names)> FillAsync()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-golden-").FullName;
        var clock = new SetClock(Start);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var service = await StartAsync(clock, folder))
        {
            await ExampleData.FillAsync(service);
            await new History(service, clock, names).WriteAsync();
        }

        SqliteConnection.ClearAllPools();
        return (folder, names);
    }

    [GeneratedRegex(@"\{run:(?<state>[a-z]+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewRun();

    [GeneratedRegex(@"\{payments:(?<state>prepared|sent)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NewPayments();

    /// <summary>What happened in zhengcun.</summary>
    // The order of the households in a tree comes from its key.
    private sealed class KnownKeys : ProofKeys
    {
        public override byte[] Make() => new byte[ProofKey.Length];
    }

    private sealed class History(RunningService service, SetClock clock, Dictionary<string, string> names)
    {
        private const string Village = "/v1/organizations/" + Past;

        public async Task WriteAsync()
        {
            await SendAsync(
                HttpMethod.Put, Village, """{ "name": "郑村合作社", "legalForm": "rural_collective", "noticeDays": 10 }""");
            foreach (var (id, land) in new[]
            {
                ("0001", "3.33"), ("0002", "2.70"), ("0003", "1.20"), ("0004", "4.10"), ("0005", "0.95"), ("0006", "1.85"),
            })
            {
                await PutAsync(id, land, "2024-01-01");
            }

            await SendAsync(HttpMethod.Put, Village + "/households/0001", $$"""
                { "name": "农户0001", "members": 2, "holdings": { "land": "3.33" }, "validFrom": "2024-01-01",
                  "account": { "holder": "农户0001", "bank": "农商行", "number": "{{PrivateExamples.Account(1)}}" },
                  "persons": [ { "name": "甲", "idNumber": "{{PrivateExamples.IdNumber(1)}}", "relation": "户主", "head": true },
                               { "name": "乙", "relation": "配偶", "joined": "2024-02-01" } ] }
                """);
            names["linkage"] = Id(await SendAsync(HttpMethod.Post, Village + "/linkages", """
                { "household": "0002", "partner": "某公司", "mode": "land_transfer", "from": "2024-01-01",
                  "terms": { "rent": "600.00" } }
                """));
            names["paid"] = await MakeAsync(2024, "123456.78");
            await PayAsync("paid", hasObjection: true);
            await PutAsync("0003", "1.00", "2024-01-01");
            await SendAsync(HttpMethod.Delete, Village + "/households/0005?from=2024-10-01", null);
            await PutAsync("0007", "0.61", "2024-06-01");
            names["correction"] = Id(await SendAsync(HttpMethod.Post, $"/v1/runs/{names["paid"]}:correct",
                """{ "policy": "settle_next_year", "reason": "土地面积登记有误" }""",
                ("If-Match", "*"), ("Idempotency-Key", "correction")));
            await PayAsync("correction", hasObjection: false);
            names["settling"] = await MakeAsync(2025, "99999.99");
            names["settlingDigest"] = (await service.GetAsync("/v1/runs/" + names["settling"])).Json.GetProperty("digest").GetString()!
                .Split(':')[1];
        }

        private Task PutAsync(string id, string land, string from) => SendAsync(HttpMethod.Put, $"{Village}/households/{id}", $$"""
            { "name": "农户{{id}}", "members": 3, "tags": [{{(id is "0002" or "0005" or "0007" ? "\"registered\"" : "")}}],
              "holdings": { "land": "{{land}}" }, "validFrom": "{{from}}" }
            """);

        private async Task<string> MakeAsync(int year, string income) => Id(await SendAsync(HttpMethod.Post, Village + "/runs", $$"""
            { "scheme": "tangwan-four-tier", "year": {{year}}, "parameters": { "day_wage": "80.00" },
              "inputs": { "income": "{{income}}" } }
            """, ("Idempotency-Key", $"{year}")));

        private async Task PayAsync(string name, bool hasObjection)
        {
            var path = "/v1/runs/" + names[name];
            var digest = (await service.GetAsync(path)).Json.GetProperty("digest").GetString()!;
            await ActAsync(path + ":submit", null);
            await ActAsync(path + ":disclose", """{ "from": "2026-05-04", "noticeDays": 10 }""");
            if (hasObjection)
            {
                var raised = await ActAsync(path + ":objections", """{ "household": "0003", "content": "土地面积应为 1.30 亩" }""");
                names["objection"] = Id(raised);
                await ActAsync(path + ":objections", $$"""{ "id": "{{Id(raised)}}", "resolution": "已现场核对，登记无误" }""");
            }

            await ActAsync(path + ":approve", RunWorld.Approval(digest, "2026-05-20"), "approver");
            await ActAsync(path + ":pay", """{ "on": "2026-05-25" }""");
        }

        private Task<Answer> ActAsync(string path, string? body, string user = "maker") =>
            SendAsync(HttpMethod.Post, path, body, ("If-Match", "*"), ("X-Linkage-User", user));

        private async Task<Answer> SendAsync(HttpMethod method, string path, string? body, params (string, string?)[] headers)
        {
            clock.Now = clock.Now.AddSeconds(1);
            var answer = await service.SendAsync(method, path, body, headers);
            Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Status} {answer.Text}");
            return answer;
        }

        private static string Id(Answer answer) => answer.Json.GetProperty("id").GetString()!;
    }
}
