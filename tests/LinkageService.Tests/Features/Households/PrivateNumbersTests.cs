using System.Text;
using LinkageService.Storage;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Households;

/// <summary>ID and account numbers: masked, encrypted, shown only for a purpose that is noted.</summary>
public class PrivateNumbersTests
{
    private static readonly string Id = PrivateExamples.IdNumber(7);
    private static readonly string Account = PrivateExamples.Account(7);
    private const string Phone = "0771-7654321转8（儿子）";
    private static readonly string Body = $$"""
        { "account": { "holder": "持卡人柒", "number": "{{Account}}" }, "phone": "{{Phone}}", "remark": "备注柒",
          "persons": [ { "name": "村民柒", "idNumber": "{{Id}}" } ] }
        """;

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Planted_Values_AreInNoAnswerLogAuditNorFile(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        var answers = new StringBuilder();
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            var roster = await new RosterClient(service).MakeAsync();
            answers.Append((await roster.PutAsync("0007", Body)).Text);
            answers.Append((await roster.PutAsync(
                "0008", Body.Replace(Id, Id[..17] + (Id[17] == '1' ? '2' : '1'), StringComparison.Ordinal))).Text);
            answers.Append((await roster.ImportAsync($"户编号,账号,姓名,身份证号\n0009,{Account},村民柒,{Id}\n0010,{Account}1x,村民柒,1{Id}\n")).Text);
            answers.Append((await roster.ImportAsync($"户编号,账号,姓名,身份证号\n0009,{Account},村民柒,{Id}\n")).Text);
            answers.Append((await roster.SendAsync(HttpMethod.Post, "households:find", $$"""{ "idNumber": "{{Id}}" }""")).Text);
            foreach (var path in new[] { "households/0007", "households", "households/0007/history", "households:export" })
            {
                answers.Append((await roster.GetAsync(path)).Text);
            }

            var audit = await service.Services.GetRequiredService<Database>().ReadAsync(session =>
                session.ListAsync<string>("SELECT action || subject || details FROM audit"));
            var told = string.Join('\n', audit) + string.Join('\n', service.Log.Messages);
            Assert.DoesNotContain(Id, answers + told, StringComparison.Ordinal);
            Assert.DoesNotContain(Account, answers + told, StringComparison.Ordinal);
            Assert.DoesNotContain("765432", answers + told, StringComparison.Ordinal);
            Assert.DoesNotContain("柒", told, StringComparison.Ordinal);
            Assert.Contains($"{Id[..6]}********{Id[^4..]}", answers.ToString(), StringComparison.Ordinal);
            Assert.Contains($"****{Account[^4..]}", answers.ToString(), StringComparison.Ordinal);
            Assert.Contains("\"****3218\"", answers.ToString(), StringComparison.Ordinal);
            var facts = await service.Services.GetRequiredService<Database>().ReadAsync(session =>
                session.ListAsync<string>("SELECT data FROM household_fact"));
            Assert.Equal(2, facts.Count);
            Assert.All(facts, fact => Assert.DoesNotContain(Id, fact, StringComparison.Ordinal));
            Assert.All(facts, fact => Assert.DoesNotContain("7654321", fact, StringComparison.Ordinal));
        }

        foreach (var file in provider == "sqlite" ? Directory.GetFiles(storage.Folder, "linkage.db*") : [])
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Id)) < 0, file);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Account)) < 0, file);
        }
    }

    [Fact]
    public async Task Get_WithAPurpose_ShowsAllAndTheLogNotesIt()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0007", Body);
        var why = ("X-Linkage-Purpose", Uri.EscapeDataString("核对一卡通"));
        var who = ("X-Linkage-User", Uri.EscapeDataString("会计"));
        using var shown = await roster.RawAsync(HttpMethod.Get, "households/0007", null, "", why, who);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        var text = await shown.Content.ReadAsStringAsync();
        Assert.Contains(Id, text, StringComparison.Ordinal);
        Assert.Contains(Account, text, StringComparison.Ordinal);
        Assert.Contains(Id, (await roster.GetAsync("households", why)).Text, StringComparison.Ordinal);
        Assert.Contains(Id, Encoding.UTF8.GetString(await roster.ExportAsync("", why)), StringComparison.Ordinal);
        var noted = await service.Services.GetRequiredService<Database>().ReadAsync(session => session.ListAsync<string>(
            "SELECT actor || ' ' || subject || ' ' || details FROM audit WHERE action = 'household.reveal' ORDER BY seq"));
        Assert.Equal(
            [
                """会计 household/tangwan/0007 {"purpose":"核对一卡通","households":1}""",
                """local households/tangwan {"purpose":"核对一卡通","households":1}""",
                """local households/tangwan {"purpose":"核对一卡通"}""",
            ], noted);
    }

    [Fact]
    public async Task Put_AsItWasShown_KeepsTheNumbers()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0007", Body);
        var masked = Body.Replace(Id, $"{Id[..6]}********{Id[^4..]}", StringComparison.Ordinal)
            .Replace(Account, "****" + Account[^4..], StringComparison.Ordinal).Replace(Phone, "****3218", StringComparison.Ordinal);
        Assert.Equal(200, (await roster.PutAsync("0007", masked)).Status);
        var shown = await roster.GetAsync("households/0007", ("X-Linkage-Purpose", "test"));
        Assert.Contains(Id, shown.Text, StringComparison.Ordinal);
        Assert.Contains(Account, shown.Text, StringComparison.Ordinal);
        Assert.Contains(Phone, shown.Text, StringComparison.Ordinal);

        // Also from a date on which the household was not there yet; never those of another household.
        Assert.Equal(201, (await roster.PutAsync("0007", masked.Replace("{ \"account\"", "{ \"validFrom\": \"2020-01-01\", \"account\"",
            StringComparison.Ordinal))).Status);
        var refused = await roster.PutAsync("0008", masked);
        Assert.Equal(
            [("invalid_value", "account.number"), ("invalid_value", "persons[0].idNumber"), ("invalid_value", "phone")],
            refused.Errors.Order().ToArray());
    }

    [Fact]
    public async Task Find_ByNumber_OnlyWhoHasItToday()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0007", Body);
        await roster.PutAsync("0008", "{ \"persons\": [ { \"name\": \"另一人\" } ] }");
        Assert.Equal("0007", await FindAsync(roster, $$"""{ "idNumber": "{{Id.ToLowerInvariant()}}" }"""));
        Assert.Equal("0007", await FindAsync(roster, $$"""{ "account": "{{Account[..4]}} {{Account[4..]}}" }"""));
        Assert.Equal("", await FindAsync(roster, $$"""{ "account": "{{PrivateExamples.Account(8)}}" }"""));
        await roster.PutAsync("0007", "{}");
        Assert.Equal("", await FindAsync(roster, $$"""{ "idNumber": "{{Id}}" }"""));
        Assert.Equal(400, (await roster.SendAsync(HttpMethod.Post, "households:find", """{ "idNumber": "1" }""")).Status);
    }

    private static async Task<string> FindAsync(RosterClient roster, string body) => string.Join(
        ',', (await roster.SendAsync(HttpMethod.Post, "households:find", body)).Json.GetProperty("households").EnumerateArray()
            .Select(household => household.GetProperty("id").GetString()));
}
