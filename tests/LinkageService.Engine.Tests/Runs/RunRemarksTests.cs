using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>What is said of a run that went well: paid less than due, nothing paid, nobody there, money that stayed.</summary>
public sealed class RunRemarksTests
{
    private const string Head = """
        inputs: { profit: { type: money } }
        holdings: { due: { unit: yuan } }
        groups: { in_need: { tag: registered } }

        """;

    private const string Rest = "\n  - { id: rest, kind: split, from: profit, into: { carry:next: remaining } }";

    [Theory]
    [InlineData("180.00", "")]
    [InlineData("179.99", "warn prorated pay 步骤“pay”应发 180.00 元，只有 179.99 元，各户按比例打了折，共少发 0.01 元")]
    [InlineData("75.00", "warn prorated pay 步骤“pay”应发 180.00 元，只有 75.00 元，各户按比例打了折，共少发 105.00 元")]
    public void Remarks_PaidLessThanDue_SaidWithTheFigures(string profit, string expected) => Assert.Equal(expected, Remarks(
        "{ id: pay, kind: pay, from: profit, amount: due, onShortfall: prorate }", profit, "id due\na 100\nb 80"));

    [Fact]
    public void Remarks_NothingPaidAndNobodyThere_SaidOncePerStep() => Assert.Equal(
        "info nothing_paid share 步骤“share”这次没有给任何户发钱\n"
            + "info empty_group help 步骤“help”用到的人群“建档立卡户”这次一户也没有\n"
            + "info nothing_paid fee 步骤“fee”这次没有扣任何户的钱",
        Remarks("""
            { id: share, kind: allocate, from: profit, ifEmpty: keep }
              - { id: help, kind: pay, from: payer:x, amount: 5 yuan, to: in_need }
              - { id: fee, kind: withhold, amount: due, into: fund:f }
              - { id: late, kind: pay, from: payer:x, amount: 5 yuan, when: { years: { from: 2030 } } }
            """, "0.00", "id due\na 0"));

    [Theory]
    [InlineData("{ id: share, kind: allocate, from: profit, unit: 1.00 }", "10.00", "")]
    [InlineData("{ id: share, kind: allocate, from: profit, unit: 1.00 }", "10.60",
        "info kept_below_unit share 步骤“share”只发到元，余下 0.60 元没有发，留在原来的资金池里")]
    [InlineData("{ id: share, kind: allocate, from: profit, unit: 1.00, rounding: floor_and_keep }", "11.00",
        "info kept_below_unit share 步骤“share”只发到元，余下 1.00 元没有发，留在原来的资金池里")]
    [InlineData("{ id: pay, kind: pay, from: profit, amount: due, unit: 1.00, onShortfall: prorate }", "9.90",
        "warn prorated pay 步骤“pay”应发 10.00 元，只有 9.90 元，各户按比例打了折，共少发 1.00 元\n"
        + "info kept_below_unit pay 步骤“pay”只发到元，余下 0.90 元没有发，留在原来的资金池里")]
    public void Remarks_LessThanAUnitStays_SaidWithTheAmount(string step, string profit, string expected) =>
        Assert.Equal(expected, Remarks(step, profit, "id due\na 5.00\nb 5.00"));

    [Theory]
    [InlineData("100%", "warn withheld_in_part debt 步骤“debt”有 1 户到了上限没有扣足，共少扣 20.00 元")]
    [InlineData("50%", "warn withheld_in_part debt 步骤“debt”有 2 户到了上限没有扣足，共少扣 80.00 元")]
    public void Remarks_LimitOfADeduction_SaysHowManyAndHowMuch(string limit, string expected) => Assert.Equal(expected, Remarks($$"""
        { id: share, kind: allocate, from: profit, ifEmpty: keep }
          - { id: debt, kind: withhold, of: [share], amount: due, limit: {{limit}}, into: fund:f }
        """, "200.00", "id due\na 120\nb 60.00"));

    private static string Remarks(string steps, string profit, string roster) => string.Join('\n',
        Trial.Of(Head + "steps:\n  - " + steps + Rest).Inputs("profit=" + profit).Roster(roster).Run().Remarks()
            .Select(remark => $"{(remark.IsWarning ? "warn" : "info")} {remark.Code} {remark.Step?.Id} {remark.Message.Zh}"));
}
