using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>An import is kept and can be taken back as a whole: undone, kept because changed since, not possible and why.</summary>
public sealed class TakeBackImportTests
{
    private const string Terms = """
        { "scheme": "asset-income", "year": 2025, "inputs": { "income": "52000.00", "operating_cost": "16000.00" } }
        """;

    private static readonly string[] Ids = ["1", "2", "3", "10", "11"];
    private static readonly string[] Days = [.. Enumerable.Range(1, 8).Select(day => $"2025-01-0{day}")];

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task TakeBack_ARunStandsOnIt_NotPossibleUntilItIsCancelled(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0001", """{ "holdings": { "asset_shares": "5" }, "validFrom": "2025-01-01" }""");
        var file = Encoding.UTF8.GetBytes("户编号,户主,asset_shares\n0001,农户0001,1\n0002,农户0002,2\n0003,农户0003,3\n");
        var imported = await roster.ImportAsync(file, "?validFrom=2025-01-01&fileName=名册.csv");
        var id = imported.Json.GetProperty("import").GetString()!;

        var row = (await roster.GetAsync("imports")).Json.GetProperty("imports")[0];
        Assert.Equal((id, "file", "名册.csv", 3L, 2L, 1L), (
            row.GetProperty("id").GetString(), row.GetProperty("kind").GetString(), row.GetProperty("fileName").GetString(),
            row.GetProperty("households").GetInt64(), row.GetProperty("added").GetInt64(), row.GetProperty("changed").GetInt64()));
        Assert.Equal(
            "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)),
            row.GetProperty("fileDigest").GetString());

        // One is changed since, a draft stands on the rest.
        await roster.PutAsync("0003", """{ "name": "农户0003", "holdings": { "asset_shares": "4" }, "validFrom": "2025-03-01" }""");
        var made = await roster.SendAsync(HttpMethod.Post, "runs", Terms, ("Idempotency-Key", "1"));
        Assert.True(made.Status == 201, made.Text);
        var run = made.Json.GetProperty("id").GetString()!;
        var held = (await TakeBackAsync(roster, id)).Json;
        Assert.Equal((0, 1, 2), Buckets(held));
        Assert.Equal(run, held.GetProperty("notPossible")[0].GetProperty("run").GetString());
        Assert.Contains(
            "作废那份草稿", held.GetProperty("notPossible")[0].GetProperty("reason").GetProperty("zh").GetString()!,
            StringComparison.Ordinal);
        Assert.False((await roster.GetAsync("imports/" + id)).Json.TryGetProperty("takenBack", out _));

        var cancelled = await service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:cancel", """{ "reason": "名册导错了" }""",
            ("If-Match", made.Headers["ETag"]));
        Assert.True(cancelled.Status == 200, cancelled.Text);
        Assert.Equal((2, 1, 0), Buckets((await TakeBackAsync(roster, id, "?dryRun=true")).Json));
        Assert.Equal((2, 1, 0), Buckets((await TakeBackAsync(roster, id)).Json));
        Assert.Equal("{\"asset_shares\":\"5\"}", (await roster.GetAsync("households/0001")).Json.GetProperty("holdings").GetRawText());
        Assert.Equal(404, (await roster.GetAsync("households/0002")).Status);
        Assert.Equal("{\"asset_shares\":\"4\"}", (await roster.GetAsync("households/0003")).Json.GetProperty("holdings").GetRawText());

        // Again there is nothing left; the history and the audit log say what was done, and it is what is stored.
        var again = (await TakeBackAsync(roster, id)).Json;
        Assert.Equal((0, 1, 0), Buckets(again));
        Assert.Equal(2, again.GetProperty("undoneBefore").GetInt32());
        var sum = (await roster.GetAsync("imports/" + id)).Json.GetProperty("takenBack");
        Assert.Equal((2, 1, 0), (sum.GetProperty("undone").GetInt64(), sum.GetProperty("kept").GetInt64(),
            sum.GetProperty("notPossible").GetInt64()));
        var acts = (await service.GetAsync("/v1/audit?organization=tangwan&limit=100")).Json.GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("action").GetString()).ToArray();
        Assert.Single(acts, "roster.take_back");
        Assert.Single(acts, "household.take_back");
        Assert.Equal((404, "unknown_import"), Fault(await TakeBackAsync(roster, new string('0', 32))));
        await new RosterClient(service, "other").MakeAsync();
        Assert.Equal(404, (await new RosterClient(service, "other").GetAsync("imports/" + id)).Status);
        Assert.True((await service.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Change_SeveralHouseholds_AllOrNoneAndTakenBack()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        await roster.ImportAsync("户编号,户主,标签,土地,电话\n1,农户1,建档立卡户,1,13900000001\n2,农户2,,2,\n", "?validFrom=2025-01-01");
        const string body = """
            { "validFrom": "2025-02-01", "changes": [
              { "households": ["1", "2"], "fields": { "tags.monitored": "true", "remark": "外出务工" } },
              { "households": ["1"], "fields": { "tags.registered": "false", "holdings.land": "1.5", "members": "4" } } ] }
            """;
        var tried = await roster.SendAsync(
            HttpMethod.Post, "households:change",
            body.Replace("{ \"validFrom\"", "{ \"dryRun\": true, \"validFrom\"", StringComparison.Ordinal));
        Assert.True(tried.Status == 200, tried.Text);
        Assert.Equal(2, tried.Json.GetProperty("changed").GetInt32());
        Assert.Equal("", (await roster.GetAsync("households/2")).Json.GetProperty("tags").GetRawText().Trim('[', ']'));
        var report = (await roster.SendAsync(HttpMethod.Post, "households:change", body)).Json;
        Assert.Equal(
            ["members →4", "tags registered→monitored", "holdings.land 1→1.5", "remark →外出务工"],
            report.GetProperty("changes")[0].GetProperty("fields").EnumerateArray().Select(change =>
                $"{change.GetProperty("field").GetString()} {Text(change, "from")}→{Text(change, "to")}"));
        var first = (await roster.GetAsync("households/1?asOf=2025-02-01")).Json;
        Assert.Equal("****0001", first.GetProperty("phone").GetString());
        Assert.Equal(4, first.GetProperty("members").GetInt32());
        Assert.Equal("[\"monitored\"]", first.GetProperty("tags").GetRawText());

        // Every mistake at once, and nothing of it is stored.
        var bad = await roster.SendAsync(HttpMethod.Post, "households:change", """
            { "changes": [
              { "households": ["1", "9"], "fields": { "holdings.land": "-1", "account": "1", "members": "四", "tags.a": "ja" } } ] }
            """);
        Assert.Equal(
            ["changes[0].fields.account unknown_field", "changes[0].fields.members not_a_number",
                "changes[0].fields.holdings.land negative_amount", "changes[0].fields.tags.a invalid_value"],
            bad.Errors.Select(error => $"{error.Item2} {error.Item1}"));
        var unknown = await roster.SendAsync(HttpMethod.Post, "households:change", """
            { "changes": [ { "households": ["1", "9"], "fields": { "remark": "x" } } ] }
            """);
        Assert.Equal((404, "unknown_household"), Fault(unknown));
        Assert.Equal("外出务工", (await roster.GetAsync("households/1")).Json.GetProperty("remark").GetString());
        Assert.Equal("duplicate_field", Fault(await roster.SendAsync(HttpMethod.Post, "households:change", """
            { "changes": [ { "households": ["1"], "fields": { "remark": "x" } }, { "households": ["１"], "fields": { "remark": "y" } } ] }
            """)).Code);

        var taken = (await TakeBackAsync(roster, report.GetProperty("import").GetString()!)).Json;
        Assert.Equal((2, 0, 0), Buckets(taken));
        Assert.Equal("[\"registered\"]", (await roster.GetAsync("households/1")).Json.GetProperty("tags").GetRawText());
        Assert.True((await service.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task TakeBack_ActsByChance_AsANaiveModelSays()
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        await using var service = await RunningService.StartAsync();
        for (var turn = 0; turn < 6; turn++)
        {
            var organization = string.Create(CultureInfo.InvariantCulture, $"o{turn}");
            var roster = await new RosterClient(service, organization).MakeAsync();
            var model = new Model();
            var said = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"TEST_SEED={seed}, turn {turn}");
            for (var step = 0; step < 25; step++)
            {
                await ActAsync(random, roster, model, said);
                foreach (var day in Days)
                {
                    var listed = (await roster.GetAsync("households?asOf=" + day)).Json.GetProperty("households").EnumerateArray()
                        .ToDictionary(each => each.GetProperty("id").GetString()!, each => Text(each.GetProperty("holdings"), "land"));
                    foreach (var id in Ids)
                    {
                        Assert.True(model.On(id, day) == listed.GetValueOrDefault(id), $"{said}{id} on {day}: {model.On(id, day)} wanted");
                    }
                }
            }
        }

        Assert.True((await service.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean());
    }

    private static async Task ActAsync(Random random, RosterClient roster, Model model, StringBuilder said)
    {
        var (id, day, land) = (Ids[random.Next(Ids.Length)], Days[random.Next(Days.Length)],
            random.Next(1, 4).ToString(CultureInfo.InvariantCulture));
        switch (random.Next(6))
        {
            case 0:
                said.AppendLine(CultureInfo.InvariantCulture, $"put {id} {land} from {day}");
                var put = await roster.PutAsync(id, $$"""{ "holdings": { "land": "{{land}}" }, "validFrom": "{{day}}" }""");
                Assert.True(put.Status is 200 or 201, said + put.Text);
                model.Say(id, day, land);
                break;
            case 1 when model.On(id, day) is not null:
                said.AppendLine(CultureInfo.InvariantCulture, $"remove {id} from {day}");
                Assert.Equal(200, (await roster.SendAsync(HttpMethod.Delete, $"households/{id}?from={day}")).Status);
                model.Say(id, day, null);
                break;
            case 2 when model.Batches.Count > 0:
                await TakeBackAsync(roster, model, model.Batches[random.Next(model.Batches.Count)], said);
                break;
            default:
                var ids = Ids.Where(_ => random.Next(2) == 0).DefaultIfEmpty(id).ToArray();
                said.AppendLine(CultureInfo.InvariantCulture, $"import {string.Join(' ', ids)} {land} from {day}");
                var report = (await roster.ImportAsync(
                    "户编号,土地\n" + string.Concat(ids.Select(each => $"{each},{land}\n")), "?validFrom=" + day)).Json;
                var changed = ids.Where(each => model.On(each, day) != land).ToArray();
                Assert.True(changed.Length > 0 == report.TryGetProperty("import", out var import), said.ToString());
                if (changed.Length > 0)
                {
                    model.Import(import.GetString()!, changed, day, land);
                }

                break;
        }
    }

    private static async Task TakeBackAsync(RosterClient roster, Model model, Batch batch, StringBuilder said)
    {
        said.AppendLine(CultureInfo.InvariantCulture, $"take back {string.Join(' ', batch.Before.Keys)} of {batch.Id}");
        var (undone, kept, done) = (new List<string>(), new List<string>(), 0);
        foreach (var id in batch.Before.Keys.Order(StringComparer.Ordinal))
        {
            var now = model.Every(id);
            if (now.SequenceEqual(batch.Before[id], StringComparer.Ordinal))
            {
                done++;
            }
            else if (now.SequenceEqual(batch.After[id], StringComparer.Ordinal))
            {
                undone.Add(id);
                model.Restore(id, batch.Before[id]);
            }
            else
            {
                kept.Add(id);
            }
        }

        var answer = (await TakeBackAsync(roster, batch.Id)).Json;
        Assert.True(
            undone.SequenceEqual(answer.GetProperty("undone").EnumerateArray().Select(each => each.GetString()!)),
            said + answer.GetRawText());
        Assert.Equal(kept, answer.GetProperty("kept").EnumerateArray().Select(each => each.GetProperty("household").GetString()!));
        Assert.Equal(done, answer.GetProperty("undoneBefore").GetInt32());
    }

    private static Task<Answer> TakeBackAsync(RosterClient roster, string import, string query = "") =>
        roster.SendAsync(HttpMethod.Post, $"imports/{import}:takeBack{query}");

    private static (int Undone, int Kept, int NotPossible) Buckets(JsonElement answer) => (
        answer.GetProperty("undoneCount").GetInt32(), answer.GetProperty("keptCount").GetInt32(),
        answer.GetProperty("notPossibleCount").GetInt32());

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static (int Status, string Code) Fault(Answer answer) => (answer.Status, answer.Json.GetProperty("code").GetString()!);

    // Every day of the window written out, what each said day by day; a fact lasts until the next day of which something was said.
    private sealed class Model
    {
        private readonly Dictionary<string, SortedDictionary<string, string?>> _said =
            Ids.ToDictionary(id => id, _ => new SortedDictionary<string, string?>(StringComparer.Ordinal), StringComparer.Ordinal);

        public List<Batch> Batches { get; } = [];

        public string? On(string id, string day) =>
            _said[id].LastOrDefault(each => string.CompareOrdinal(each.Key, day) <= 0).Value;

        public string?[] Every(string id) => [.. Days.Select(day => On(id, day))];

        public void Say(string id, string day, string? land) => _said[id][day] = land;

        public void Restore(string id, string?[] every)
        {
            foreach (var (day, at) in Days.Select((day, at) => (day, at)))
            {
                if (_said[id].ContainsKey(day))
                {
                    _said[id][day] = every[at];
                }
            }
        }

        public void Import(string import, string[] ids, string day, string land)
        {
            var before = ids.ToDictionary(id => id, Every, StringComparer.Ordinal);
            foreach (var id in ids)
            {
                Say(id, day, land);
            }

            Batches.Add(new Batch(import, before, ids.ToDictionary(id => id, Every, StringComparer.Ordinal)));
        }
    }

    private sealed record Batch(string Id, Dictionary<string, string?[]> Before, Dictionary<string, string?[]> After);
}
