namespace LinkageService.Tests.Features.Runs;

/// <summary>Columns with the names that villages give them, from the stored roster to the statement.</summary>
public sealed class ChineseNamesTests
{
    [Fact]
    public async Task Run_StoredRosterWithChineseColumns_IsComputedAndVerified()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", """
            id: zh-names
            version: 1
            title: 土地分红
            inputs: { 收益: { type: money } }
            holdings: { 入股土地: { unit: 亩 } }
            steps:
              - { id: 分红, kind: allocate, from: 收益, by: 入股土地 }
            """);
        await world.HouseholdAsync("0001", "2025-01-01", ("入股土地", "1.50"));
        await world.HouseholdAsync("0002", "2025-01-01", ("入股土地", "2.50"));

        var run = await world.RunAsync("zh-names", 2025, "paid", ("收益", "1000.00"));
        var statement = await world.World.GetAsync($"/v1/runs/{CarriedWorld.IdOf(run)}/statements/0002");
        Assert.Equal("625.00", statement.Json.GetProperty("total").GetString());
        await world.VerifyAsync(CarriedWorld.IdOf(run));
    }
}
