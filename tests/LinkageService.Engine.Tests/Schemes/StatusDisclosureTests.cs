using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Which lines of a scheme tell the status of who receives them.</summary>
public sealed class StatusDisclosureTests
{
    private const string Start = """
        inputs: { income: { type: money, title: { zh: 收入, en: Income } } }
        holdings:
          land: { unit: mu, title: { zh: 土地, en: Land } }
          aid: { unit: yuan, default: 0, title: { zh: 扶贫股, en: Assistance shares } }
        groups:
          chosen: { any: [{ tag: 党员 }, { holding: land, above: 1 }] }
          wide: { all: [{ group: chosen }, { holding: land, above: 2 }] }
          big: { holding: land, above: 1 }
        steps:
          - { id: all, kind: allocate, from: income, by: land, cap: 10% , excess: keep, title: { zh: 土地分红, en: Land dividend } }

        """;

    [Theory]
    [InlineData("{ id: x, kind: pay, from: payer:c, amount: 1 yuan, title: { zh: 补助, en: Aid } }", "")]
    [InlineData("{ id: x, kind: pay, from: payer:c, amount: 1 yuan, to: big, title: { zh: 补助, en: Aid } }", "")]
    [InlineData("{ id: x, kind: pay, from: payer:c, amount: 1 yuan, to: chosen, title: { zh: 补助, en: Aid } }", "x")]
    [InlineData("{ id: x, kind: pay, from: payer:c, amount: 1 yuan, to: wide, title: { zh: 补助, en: Aid } }", "x")]
    [InlineData("{ id: x, kind: pay, from: payer:c, amount: aid * 2, title: { zh: 补助, en: Aid } }", "x")]
    [InlineData("{ id: x, kind: pay, from: payer:c, amount: 1 yuan, title: { zh: 建档立卡户补助, en: Aid } }", "x")]
    [InlineData("{ id: x, kind: pay, from: payer:c, amount: 1 yuan, title: { zh: 补助, en: Poverty relief } }", "x")]
    [InlineData("""
        { id: s, kind: select, places: 3, rank: [{ group: chosen }], as: picked, title: { zh: 选人, en: Choice } }
          - { id: x, kind: pay, from: payer:c, amount: 1 yuan, to: picked, title: { zh: 补助, en: Aid } }
        """, "x")]
    [InlineData("""
        { id: x, kind: pay, from: payer:c, amount: 1 yuan, to: chosen, title: { zh: 补助, en: Aid } }
          - { id: y, kind: withhold, of: [x], amount: 10%, into: fund:f, title: { zh: 税, en: Tax } }
          - { id: z, kind: pay, from: payer:c, amount: received(x) * 2, title: { zh: 奖励, en: Bonus } }
          - { id: g, kind: guarantee, from: payer:c, floor: 9 yuan, counting: [z], title: { zh: 保底, en: Floor } }
          - { id: w, kind: withhold, of: [all], amount: 10%, into: fund:f, title: { zh: 费, en: Fee } }
        """, "g x y z")]
    public void StepsOf_LinesAfterTheFirst_ThoseThatTell(string steps, string expected)
    {
        var compilation = SchemeText.Compile(SchemeText.Head + Start + "  - " + steps);
        Assert.True(compilation.Scheme is not null, SchemeText.Show(compilation.Problems));
        Assert.Equal(expected, string.Join(' ', StatusDisclosure.StepsOf(compilation.Scheme).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("tangwan-four-tier", "full_return")]
    [InlineData("qinglong-citrus-union", "second_dividend")]
    [InlineData("public-posts", "post_pay")]
    [InlineData("huangjinlin-land-cooperative", "")]
    public void StepsOf_LibraryScheme_ThoseForHouseholdsOfAStatus(string scheme, string expected)
    {
        var text = SchemeText.Library().Single(row => row.Name == scheme).Yaml;
        Assert.Equal(expected, string.Join(' ', StatusDisclosure.StepsOf(SchemeText.Scheme(text)).Order(StringComparer.Ordinal)));
    }
}
