using System.Text;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// A scheme in a village's own words, from its sheet to its slips: what an import keeps under another name is found, and a slip says how
/// an amount in whole tens came about, for groups by formula too.
/// </summary>
public sealed class OwnWordsTests
{
    private const string Scheme = """
        id: own-words
        version: 1
        title: 自己写的方案
        inputs:
          收入: { type: money }
          慰问金: { type: money, pool: false }
          单价: { type: price, per: 人 }
        holdings:
          股份: { unit: 股 }
          田: { unit: 亩 }
        groups:
          监测: { tag: 监测户 }
          人多: { formula: members / 田, above: 1 人 / 1 亩 }
        steps:
          - { id: 慰问, kind: pay, from: payer:镇政府, amount: 慰问金, to: 监测 }
          - { id: 人口补, kind: pay, from: 收入, amount: (members - members(age < 18) * 0.5) * 单价, to: 人多 }
          - { id: 股分红, kind: allocate, from: 收入, by: 股份, unit: 10.00 }
          - { id: 余额, kind: split, from: 收入, into: { carry:结转: remaining } }
        """;

    private const string Sheet = """
        户编号,户主,股份,田,人员类别,姓名,出生日期,与户主关系
        1,农户1,3,1.5,监测户,农户1,1980-01-02,户主
        1,,,,,农户1之妻,1982-01-02,配偶
        1,,,,,农户1之子,2015-01-02,子
        2,农户2,2,4,,农户2,1970-01-02,户主
        3,农户3,2.5,0.5,困难户,农户3,1960-01-02,户主
        """;

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Run_OfASchemeInOwnWords_FindsWhatTheImportKeptAndPrintsIt(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        var service = world.Service;
        await world.OrganizationAsync("own", "rural_collective");
        var stored = await service.PostAsync("/v1/schemes", Scheme, "application/yaml");
        Assert.True(stored.Status == 201, stored.Text);
        using var sheet = new StringContent(Sheet, Encoding.UTF8, "text/csv");
        using var imported = await service.Client.PostAsync(
            new Uri("/v1/organizations/own/households:import?validFrom=2025-01-01", UriKind.Relative), sheet);
        Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var household = (await world.GetAsync("/v1/organizations/own/households/1")).Text;
        Assert.All(["\"monitored\"", "\"shares\"", "\"田\""], word => Assert.Contains(word, household, StringComparison.Ordinal));

        var created = await world.CreateAsync("own", """
            { "scheme": "own-words", "year": 2025, "recordDate": "2025-12-31",
              "inputs": { "收入": "1000.00", "慰问金": "200.00", "单价": "100.00" } }
            """, "own-1");
        Assert.True(created.Status == 201, created.Text);
        var run = created.Json.GetProperty("id").GetString();

        // 200 + 250 + 260 (3 of 7.5 shares of 650.00 or so, in tens), and so on: the totals by hand.
        string Total(string id) => world.GetAsync($"/v1/runs/{run}/statements/{id}").Result.Json.GetProperty("total").GetString()!;
        Assert.Equal(["710.00", "170.00", "320.00"], [Total("1"), Total("2"), Total("3")]);
        foreach (var (lang, wanted) in new[]
        {
            ("zh", new[] { "舍到 10.00 元的整数倍", "再补 10.00 元", "3 股" }), ("en", ["cut to a whole multiple of 10.00 yuan", "3 "]),
        })
        {
            var slips = (await world.GetAsync($"/v1/runs/{run}/exports/household-statements.html?lang={lang}")).Text;
            Assert.All(wanted, word => Assert.Contains(word, slips, StringComparison.Ordinal));
            Assert.DoesNotContain("1 人</td>", slips, StringComparison.Ordinal);
        }

        var notice = (await world.GetAsync($"/v1/runs/{run}/exports/notice.html?lang=zh")).Text;
        Assert.Contains("舍到 10.00 元的整数倍", notice, StringComparison.Ordinal);
    }
}
