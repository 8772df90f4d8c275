using System.Text.Json;
using LinkageService.Tests.Features.Exports;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A run warns of payees who died, and of one person or account in two households, by what is known at each step.</summary>
public sealed class PayeeChecksTests
{
    private const string Organization = "tangwan";
    private const string Body = """{ "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "100000.00" } }""";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Run_WithADeadPayeeAndOnePersonInTwoHouseholds_WarnsNamingHouseholdsAndNoNumber(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync(Organization, "rural_collective");
        var roster = new RosterClient(world.Service, Organization);
        var (id, account) = (PrivateExamples.IdNumber(7_137), PrivateExamples.Account(7_654_321));
        await PutAsync(roster, "0001", [Person("户甲", PrivateExamples.IdNumber(9_001), deceased: "2024-06-01")]);
        await PutAsync(roster, "0002", [Person("户乙", id), Person("户丙", null)], account);
        await PutAsync(roster, "0003", [Person("户乙", id)], account);

        // Died, but somebody is left; moved here from a household that says so; came back to an account that was another's.
        await PutAsync(roster, "0004", [Person("户丁", null, deceased: "2024-06-01"), Person("户戊", null)]);
        await PutAsync(roster, "0005", [Person("户己", PrivateExamples.IdNumber(9_002), left: "2025-03-01"), Person("户庚", null)]);
        await PutAsync(roster, "0006", [Person("户己", PrivateExamples.IdNumber(9_002))]);
        await PutAsync(roster, "0007", [Person("户辛", null)]);

        var preview = await world.CreateAsync(Organization, Body.Replace("{ \"scheme\"", "{ \"preview\": true, \"scheme\""), "");
        var created = await world.CreateAsync(Organization, Body, "key");
        Assert.Equal(201, created.Status);
        Assert.Equal(Checks(preview), Checks(created));
        Assert.Equal(
            ["payee_deceased: 0001（2024-06-01）", "duplicate_payee: 0002、0003", "shared_account: 0002、0003"],
            Checks(created).Select(check => check.Code + ": " + check.Zh.Split('：')[1].Split('。')[0]));
        Assert.DoesNotContain(id, created.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(account, created.Text, StringComparison.Ordinal);

        // What becomes known afterwards is said at the next step; what was put right is no longer.
        await PutAsync(roster, "0007", [Person("户辛", null, deceased: "2025-12-31")]);
        await PutAsync(roster, "0003", [Person("户乙", id)], PrivateExamples.Account(1_234_567));
        var run = created.Json.GetProperty("id").GetString()!;
        var submitted = await world.StepAsync(run, "submit", created.Headers["ETag"]);
        Assert.Equal(["payee_deceased", "duplicate_payee"], Checks(submitted).Select(check => check.Code));
        Assert.Contains("0007（2025-12-31）", Checks(submitted)[0].Zh, StringComparison.Ordinal);
        await PutAsync(roster, "0003", [Person("户乙", null)], PrivateExamples.Account(1_234_567));
        var disclosed = await world.StepAsync(run, "disclose", submitted.Headers["ETag"], """{"from":"2026-01-05","noticeDays":20}""");
        var approved = await world.StepAsync(run, "approve", disclosed.Headers["ETag"],
            RunWorld.Approval(created.Json.GetProperty("digest").GetString()!), "approver");
        Assert.Equal(["notice_before_submission", "payee_deceased"], Checks(approved).Select(check => check.Code));

        using var printed = await world.Service.Client.GetAsync($"/v1/runs/{run}/exports/payout-sheet.html");
        var rows = PrintedRows.Of(await printed.Content.ReadAsByteArrayAsync());
        var remarks = rows.Where(row => row.Count > 4 && row[1].StartsWith("000", StringComparison.Ordinal))
            .ToDictionary(row => row[1], row => row[^1]);
        Assert.Equal(("已故，2024年6月1日", "", "已故，2025年12月31日"), (remarks["0001"], remarks["0002"], remarks["0007"]));
    }

    // Papers of an heir answer the question who is paid, unless the charter says that shares end with a death.
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("公证书 2024-12", null, false)]
    [InlineData("公证书 2024-12", "static", false)]
    [InlineData("公证书 2024-12", "dynamic", true)]
    public async Task Run_OfAHouseholdWhoseMembersDied_WantsPapersOfTheHeir(string? heirDocument, string? shares, bool isFound)
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync(Organization, "rural_collective");
        var roster = new RosterClient(world.Service, Organization);
        await PutAsync(roster, "0001", [new { name = "户甲", deceased = "2024-06-01", legal = new { heirDocument } }]);
        await PutAsync(roster, "0002", [Person("户乙", null)]);
        if (shares is not null)
        {
            var put = await world.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{Organization}/facts/charter",
                $$"""{ "validFrom": "2020-01-01", "charter": { "shareManagement": "{{shares}}" } }""");
            Assert.True(put.Status == 201, put.Text);
        }

        var created = await world.CreateAsync(Organization, Body, "key");
        Assert.True(created.Status == 201, created.Text);
        Assert.Equal(isFound, Checks(created).Any(check => check.Code == "payee_deceased"));
        var legal = created.Json.GetProperty("legal").GetProperty(isFound ? "found" : "passed");
        Assert.Contains(legal.EnumerateArray(), code => code.GetString() == "payee_deceased");
    }

    [Fact]
    public async Task Run_WithARosterOfItsOwn_KnowsNobodyOfTheOrganisation()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync(Organization, "rural_collective");
        await PutAsync(
            new RosterClient(world.Service, Organization), "0001", [Person("户甲", null, deceased: "2024-06-01")]);
        Assert.Empty(Checks(await world.CreateAsync(Organization, RunWorld.Body, "key")));
    }

    private static object Person(string name, string? idNumber, string? deceased = null, string? left = null) =>
        new { name, idNumber, deceased, left };

    private static async Task PutAsync(RosterClient roster, string id, object[] persons, string? account = null)
    {
        var answer = await roster.PutAsync(id, JsonSerializer.Serialize(new
        {
            name = "农户" + id, persons, holdings = new { land = "1.00" }, validFrom = "2020-01-01",
            account = account is null ? null : new { number = account },
        }));
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static (string Code, string Zh)[] Checks(Answer answer) => answer.Json.GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("severity").GetString() != "info")
        .Select(check => (check.GetProperty("code").GetString()!, check.GetProperty("message").GetProperty("zh").GetString()!)).ToArray();
}
