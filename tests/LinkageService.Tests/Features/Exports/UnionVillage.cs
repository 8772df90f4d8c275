using System.Globalization;
using System.Text.Json.Nodes;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Exports;

/// <summary>A union whose households belong to villages and teams; neighbours by number are of different villages.</summary>
internal sealed class UnionVillage(CarriedWorld world) : IAsyncDisposable
{
    public const string LongName = "塘湾镇金银湖东岸片区第三股份经济合作联合社";

    public const string Scheme = """
        id: union
        version: 1
        title: { zh: 联社分红, en: Dividend of the union }
        inputs: { profit: { type: money, title: { zh: 联社收益, en: Profit of the union } } }
        holdings: { shares: { unit: 股, title: { zh: 股份, en: Shares } }, land: { unit: 亩, title: { zh: 土地, en: Land } } }
        labels: { village: { title: { zh: 村, en: Village } }, team: { title: { zh: 小组, en: Team } } }
        steps:
          - id: villages
            kind: split
            title: { zh: 分到各村, en: To the villages }
            from: profit
            within: village
            by: shares
            into: { fund:village_reserve: 30%, land_part: 20%, own: remaining }
          - { id: rent, kind: allocate, title: { zh: 土地分红, en: For land }, from: land_part, within: village, by: land, ifEmpty: keep }
          - { id: dividend, kind: allocate, title: { zh: 股份分红, en: For shares }, from: own, within: village, by: shares }
          - { id: rest, kind: split, from: land_part, within: village, into: { carry:village_rest: remaining } }
        """;

    public static IReadOnlyList<string> Two { get; } = ["东岸村", "西岸村"];

    /// <summary>The last has one household.</summary>
    public static IReadOnlyList<string> Five { get; } = ["东岸村", "西岸村", LongName, "南山村", "独户村"];

    public RunWorld World => world.World;

    public CarriedWorld Carried => world;

    public static async Task<UnionVillage> StartAsync(IReadOnlyList<string> villages, int households, string scheme = Scheme)
    {
        var union = new UnionVillage(await CarriedWorld.StartAsync("sqlite", scheme));
        var csv = new System.Text.StringBuilder("户编号,户主,成员数,村,小组,shares,land\n");
        for (var at = 0; at < households; at++)
        {
            var village = villages.Count < 5 ? at % villages.Count : at == 7 ? 4 : at % 4;
            csv.Append(CultureInfo.InvariantCulture, $"{at + 1:0000},农户{at + 1:0000},{(at % 6) + 1},{villages[village]},");
            csv.AppendLine(CultureInfo.InvariantCulture, $"{(at % 3) + 1}组,{(at % 5) + 1},{at * 7 % 40}.{at % 10}5");
        }

        var answer = await union.World.Service.PostAsync(
            $"/v1/organizations/{CarriedWorld.Id}/households:import?validFrom=2024-01-01", csv.ToString(), "text/csv");
        Assert.True(answer.Status == 200, answer.Text);
        return union;
    }

    public async Task<Answer> RunAsync(string state = "draft", int year = 2025) =>
        await world.RunAsync("union", year, state, ("profit", "123456.79"));

    /// <summary>States a household's village and shares anew.</summary>
    public async Task PutAsync(string id, string village, string shares)
    {
        var body = new JsonObject
        {
            ["name"] = "农户" + id, ["members"] = 2, ["validFrom"] = "2024-01-01", ["laterFacts"] = "keep",
            ["holdings"] = new JsonObject { ["shares"] = shares, ["land"] = "1.00" },
            ["labels"] = new JsonObject { ["village"] = village, ["team"] = "1组" },
        };
        var answer = await World.Service.SendAsync(
            HttpMethod.Put, $"/v1/organizations/{CarriedWorld.Id}/households/{id}", body.ToJsonString());
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    public async Task<byte[]> ExportAsync(string run, string kind, string query = "")
    {
        using var response = await World.Service.Client.GetAsync($"/v1/runs/{run}/exports/{kind}{query}");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True((int)response.StatusCode == 200, $"{kind}: {System.Text.Encoding.UTF8.GetString(bytes)}");
        return bytes;
    }

    /// <summary>The subtotals of the villages: name, households, amount, funds.</summary>
    public static string[] Subtotals(Answer run) => [.. run.Json.GetProperty("labels")[0].GetProperty("values").EnumerateArray()
        .Select(value => string.Join(' ',
        [
            value.GetProperty("value").GetString()!, value.GetProperty("households").GetInt32().ToString(CultureInfo.InvariantCulture),
            value.GetProperty("amount").GetString()!,
            .. value.GetProperty("funds").EnumerateArray().Select(fund => fund.GetProperty("amount").GetString()!),
        ]))];

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
