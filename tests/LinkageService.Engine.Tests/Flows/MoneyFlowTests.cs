using LinkageService.Engine.Flows;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Flows;

/// <summary>The flow picture: every node conserves what it gets, and there are no circles.</summary>
public sealed class MoneyFlowTests
{
    [Fact]
    public void Of_SplitTakeAllocatePay_LinksWhatMoved()
    {
        var flow = Picture("""
            id: plain
            version: 1
            title: { zh: 样例, en: Sample }
            inputs: { income: { type: money, title: { zh: 当年收益（元）, en: Income (yuan) } } }
            parameters: { five: { type: money, default: 5.00 }, wage: { type: money, per: day, default: 1.50 } }
            holdings: { land: { unit: mu, decimals: 2 }, days: { unit: day, decimals: 0, default: 0 } }
            steps:
              - { id: reserve, kind: take, from: income, into: fund:reserve, amount: pool(income) * 10% }
              - { id: more, kind: take, from: income, into: fund:reserve, amount: five }
              - { id: parts, kind: split, from: income, into: { villagers: 2, carry:next: 1 } }
              - { id: by_land, kind: allocate, title: { zh: 土地分红, en: Land dividend }, from: villagers, by: land, benefit: dividend }
              - { id: wages, kind: pay, from: payer:company, amount: days * wage, benefit: wage }
              - { id: noted, kind: record, amount: five }
            """, "income=100.00", "id land days\n1 1.00 2\n2 2.00 0");

        Assert.Equal(
            [
                "by_land>households:all 56.67", "income>carry:next 28.33", "income>fund:reserve 15.00", "income>villagers 56.67",
                "payer:company>wages 3.00", "villagers>by_land 56.67", "wages>households:all 3.00",
            ],
            flow.Links.Select(link => $"{link.From}>{link.To} {link.Amount}".Replace("step:", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Equal("当年收益|Income", Label(flow, "income"));
        Assert.Equal("公司|Company", Label(flow, "payer:company"));
        Assert.Equal("土地分红|Land dividend", Label(flow, "step:by_land"));
        Assert.Equal("dividend", flow.Nodes.Single(node => node.Id == "step:by_land").Benefit);
        Assert.Equal(FlowNodeKind.Carried, flow.Nodes.Single(node => node.Id == "carry:next").Kind);
    }

    [Fact]
    public void Of_SeveralPoolsIntoSeveral_GoThroughTheStep()
    {
        var flow = Picture("""
            id: several
            version: 1
            title: 样例
            inputs: { rent: { type: money }, sales: { type: money } }
            steps:
              - { id: both, kind: split, from: [rent, sales], into: { fund:a: 1, fund:b: 2 } }
            """, "rent=10.00 sales=20.00", "id\n1");

        Assert.Equal(
            ["rent>step:both 10.00", "sales>step:both 20.00", "step:both>fund:a 10.00", "step:both>fund:b 20.00"],
            flow.Links.Select(link => $"{link.From}>{link.To} {link.Amount}"));
    }

    [Fact]
    public void Of_WithheldIntoThePoolItCameFrom_GoesOnAsASecondNode()
    {
        var flow = Picture("""
            id: circle
            version: 1
            title: 样例
            inputs: { income: { type: money } }
            parameters: { five: { type: money, default: 5.00 } }
            steps:
              - { id: parts, kind: split, from: income, into: { villagers: 1 } }
              - { id: pay_all, kind: pay, from: villagers, amount: five * 6 }
              - { id: fee, kind: withhold, amount: five, into: villagers }
              - { id: again, kind: allocate, from: villagers }
            """, "income=100.00", "id\n1\n2");

        Assert.Equal(
            [
                "households:all>step:fee 10.00", "income>villagers 100.00", "step:again>households:all#2 50.00",
                "step:fee>villagers#2 10.00", "step:pay_all>households:all 60.00", "villagers#2>step:again 50.00",
                "villagers>step:pay_all 60.00", "villagers>villagers#2 40.00", "households:all>households:all#2 50.00",
            ],
            flow.Links.Select(link => $"{link.From}>{link.To} {link.Amount}").ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_MoreWithheldThanPaid_HouseholdsOweIt()
    {
        var flow = Picture("""
            id: owing
            version: 1
            title: 样例
            inputs: { income: { type: money } }
            parameters: { five: { type: money, default: 5.00 } }
            steps:
              - { id: dividend, kind: allocate, from: income }
              - { id: debt, kind: withhold, amount: five, into: 'fund:debts', allowNegative: true }
            """, "income=2.00", "id\n1\n2");

        Assert.Equal("8.00", flow.Nodes.Single(node => node.Id == "households:owed").Brought.ToString());
        Assert.Equal("0.00", flow.Nodes.Single(node => node.Id == "households:all").Stays.ToString());
    }

    private static string Label(MoneyFlow flow, string id)
    {
        var label = flow.Nodes.Single(node => node.Id == id).Label;
        return label.Zh + "|" + label.En;
    }

    private static MoneyFlow Picture(string yaml, string inputs, string roster)
    {
        var flow = MoneyFlow.Of(Trial.Of(yaml).Inputs(inputs).Roster(roster).Run());
        foreach (var node in flow.Nodes)
        {
            var (into, out_) = (flow.Links.Where(link => link.To == node.Id), flow.Links.Where(link => link.From == node.Id));
            Assert.Equal(node.Through.Fen, node.Brought.Fen + into.Sum(link => link.Amount.Fen));
            Assert.Equal(node.Through.Fen, node.Stays.Fen + out_.Sum(link => link.Amount.Fen));
        }

        Assert.Equal(flow.Nodes.Sum(node => node.Brought.Fen), flow.Nodes.Sum(node => node.Stays.Fen));
        AssertNoCircle(flow);
        return flow;
    }

    // What has no way in is taken away until nothing is left.
    private static void AssertNoCircle(MoneyFlow flow)
    {
        var left = flow.Nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        while (left.Count > 0)
        {
            Assert.NotEqual(0, left.RemoveWhere(id => !flow.Links.Any(link => link.To == id && left.Contains(link.From))));
        }
    }
}
