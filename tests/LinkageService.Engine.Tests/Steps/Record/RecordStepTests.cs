using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Steps.Record;

/// <summary>Records are listed and never posted.</summary>
public sealed class RecordStepTests
{
    [Fact]
    public void Run_IncomeAndCostOutside_ListedOutsideEveryTotal()
    {
        // own sales 2 jin × 1.255 = 2.51 (half up); a cost may be negative: −0.005 goes away from zero
        var distribution = Trial.Of("""
            holdings: { sold: { unit: jin } }
            groups: { growers: { holding: sold, above: 0 } }
            steps:
              - { id: own_sales, kind: record, amount: sold * 1.255 yuan / 1 jin, to: growers }
              - { id: seed_cost, kind: record, amount: -0.005 yuan, to: growers }
              - { id: bonus, kind: pay, from: payer:x, amount: 1 yuan, when: { group: growers } }
            """).Roster("id sold\na 2\nb 0").Run();

        Assert.Equal(("2.00", "0.00", "0.00"),
            (distribution.HouseholdsTotal.ToString(), distribution.FundsTotal.ToString(), distribution.CarriedForward.ToString()));
        var statement = distribution.Statement(0);
        Assert.Equal("own_sales 2.51, seed_cost -0.01",
            string.Join(", ", statement.Records.Select(line => $"{line.Step.Id} {line.Amount}")));
        Assert.Equal("1.00", statement.Total.ToString());
        Assert.Empty(distribution.Statement(1).Records);
        Assert.Contains("得 1.00 元", distribution.Explain(0, distribution.Steps[2]).Text.Zh, StringComparison.Ordinal);
        Assert.Contains("只作记录", distribution.Explain(0, distribution.Steps[0]).Text.Zh, StringComparison.Ordinal);
    }
}
