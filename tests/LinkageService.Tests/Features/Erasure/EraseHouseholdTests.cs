using System.Text;
using LinkageService.Features.Audit;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Erasure;

/// <summary>
/// What identifies people is taken out upon request, once nothing is owed any more; amounts, digests, proofs and the audit chain verify
/// as before.
/// </summary>
public sealed class EraseHouseholdTests
{
    private const string Village = OwedVillage.Id;
    private const string Gone = OwedVillage.Gone;
    private const string Asked = """{ "requestedBy": "本人", "reason": "已迁出，要求删除" }""";
    private static readonly string Id = PrivateExamples.IdNumber(7);
    private static readonly string Persons = $$"""
        , "phone": "0771-7654321", "remark": "备注柒",
          "persons": [ { "name": "村民柒", "idNumber": "{{Id}}", "head": true }, { "name": "村民捌", "birthDate": "1999-01-02" } ]
        """;

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Erase_AfterAllIsPaid_NothingIdentifiesAnybodyAndAllVerifies(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var api = new RestRunsApi(service);
        var (correction, owed, _) = await OwedVillage.MakeAsync(service, api, Persons);
        var roster = new RosterClient(service, Village);
        var imported = await roster.ImportAsync($"户编号,户主,账号,姓名,身份证号\n0777,农户0777,{OwedVillage.Account},村民柒,{Id}\n0778,农户0778,,,\n");
        Assert.True(imported.Status == 200, imported.Text);

        // On the roster; with a balance that is open; with a run that is not paid.
        Assert.Equal("household_needed", (await EraseAsync(roster, OwedVillage.There)).Code);
        Assert.Equal("household_needed", (await EraseAsync(roster, Gone)).Code);
        var run = (await api.SettleAsync(Village, "s1", new Claim(Gone, correction, owed))).Run;
        Assert.Equal("household_needed", (await EraseAsync(roster, Gone)).Code);
        var disclosed = await api.DiscloseAsync("maker", await api.SubmitAsync("maker", run), Today.AddDays(-3));
        await api.PayAsync("cashier", await api.ApproveAsync("checker", disclosed, meeting: null));
        var before = await PapersAsync(service);
        var found = await roster.SendAsync(HttpMethod.Post, "households:find", $$"""{ "idNumber": "{{Id}}" }""");
        Assert.Equal("0777", found.Json.GetProperty("households")[0].GetProperty("id").GetString());

        Assert.Equal(400, (await roster.SendAsync(HttpMethod.Post, $"households/{Gone}:erase", """{ "requestedBy": "本人" }""")).Status);
        var erased = await EraseAsync(roster, Gone);
        Assert.True(erased.Status == 200, erased.Text);
        Assert.True(erased.Json.GetProperty("runs").GetInt32() >= 2, erased.Text);
        Assert.Equal($"{Today.Year + 30}-12-31", erased.Json.GetProperty("keptUntil").GetString());
        Assert.Equal(0, (await EraseAsync(roster, Gone)).Json.GetProperty("facts").GetInt32());

        // One of an import that others came with, and that no run has: its name goes too.
        await api.RemoveHouseholdAsync(Village, "0777", Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var never = await EraseAsync(roster, "0777");
        Assert.True(never.Status == 200, never.Text);
        Assert.False(never.Json.TryGetProperty("keptUntil", out _));

        Assert.Equal(before, await PapersAsync(service));
        var database = service.Services.GetRequiredService<Database>();
        var facts = string.Join('\n', await database.ReadAsync(session => session.ListAsync<string>(
            "SELECT data FROM household_fact WHERE household_id IN ('0003', '0777')")));
        foreach (var gone in new[] { "村民", "备注柒", "****", "某农商行", "农户0777", "idNumber", "born", "account", "phone" })
        {
            Assert.DoesNotContain(gone, facts, StringComparison.Ordinal);
        }

        Assert.Contains("农户0003", facts, StringComparison.Ordinal);
        Assert.Contains("\"land\":\"2.20\"", facts, StringComparison.Ordinal);
        Assert.Empty(await database.ReadAsync(session => session.ListAsync<string>(
            "SELECT household_id FROM household_lookup WHERE household_id IN ('0003', '0777')")));
        Assert.Empty((await roster.SendAsync(HttpMethod.Post, "households:find", $$"""{ "idNumber": "{{Id}}" }""")).Json
            .GetProperty("households").EnumerateArray());
        var noted = await database.ReadAsync(session => session.ListAsync<string>(
            "SELECT details FROM audit WHERE action = 'household.erase' AND subject = 'household/zhengcun/0003' ORDER BY seq"));
        Assert.StartsWith("""{"requestedBy":"本人","reason":"已迁出，要求删除","facts":""", noted[0], StringComparison.Ordinal);
        await VerifiesAsync(service, database);
    }

    // Every run verified, its statements and the proof of the household.
    private static async Task<string> PapersAsync(RunningService service)
    {
        var text = new StringBuilder();
        var runs = (await service.GetAsync($"/v1/organizations/{Village}/runs")).Json.GetProperty("runs");
        foreach (var run in runs.EnumerateArray().Select(run => run.GetProperty("id").GetString()))
        {
            foreach (var path in new[] { "", "/statements", "/verification", $"/proofs/{Gone}" })
            {
                var answer = await service.GetAsync($"/v1/runs/{run}{path}");
                Assert.True(answer.Status == 200, answer.Text);
                text.AppendLine(answer.Text);
            }
        }

        return text.ToString();
    }

    private static async Task VerifiesAsync(RunningService service, Database database)
    {
        var findings = new FindingList();
        await new VerifyDatabase().HandleAsync(
            database, service.Services.GetRequiredService<PrivateNumbers>(), kept: null, findings, CancellationToken.None);
        Assert.Empty(findings.Kept);

        // The facts that were rewritten are held to what the audit log says of them.
        var change = new Change("somebody", TimeProvider.System.GetUtcNow()) { IsNote = true };
        await database.WriteAsync(change, session => session.ListAsync<long>(
            "UPDATE household_fact SET data = '{}' WHERE household_id = '0003' AND present = 1"));
        await new VerifyDatabase().HandleAsync(
            database, service.Services.GetRequiredService<PrivateNumbers>(), kept: null, findings, CancellationToken.None);
        Assert.Contains(findings.Kept, finding => finding.Subject == "household/zhengcun/0003");
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(8));

    private static Task<Answer> EraseAsync(RosterClient roster, string household) =>
        roster.SendAsync(HttpMethod.Post, $"households/{household}:erase", Asked);
}
