using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Steps.Pay;

/// <summary>Payments by formula: half up, shortfalls failed or shared, amounts too large.</summary>
public sealed class PayStepTests
{
    [Theory]
    [InlineData("6.00", "a 1.00 b 2.00 c 3.00 rest 0.00")]
    [InlineData("7.00", "a 1.00 b 2.00 c 3.00 rest 1.00")]
    [InlineData("0.05", "a 0.01 b 0.02 c 0.02 rest 0.00")] // 0.83, 1.67, 2.5 fen: the residue of 2 goes to .83 and .67
    [InlineData("0.00", "a 0.00 b 0.00 c 0.00 rest 0.00")]
    public void Run_Prorate_SharesWhatThereIsByWhatWasAsked(string fund, string expected)
    {
        var distribution = Trial.Of("""
            inputs: { fund: { type: money } }
            holdings: { days: { unit: day } }
            steps:
              - { id: wage, kind: pay, from: fund, amount: days * 1 yuan / 1 day, onShortfall: prorate }
              - { id: rest, kind: split, from: fund, into: { fund:rest: remaining } }
            """).Inputs("fund=" + fund).Roster("id days\na 1\nb 2\nc 3").Run();

        var paid = Enumerable.Range(0, 3).Select(household => $"{distribution.Roster.Id(household)} {distribution.Total(household)}");
        Assert.Equal(expected, $"{string.Join(' ', paid)} rest {distribution.Funds[0].Amount}");
    }

    [Fact]
    public void Explain_Prorated_ExactAmountThenWhatIsDueThenTheShare()
    {
        var distribution = Trial.Of("""
            parameters: { fee: { type: tiers, of: yuan, upTo: { 10000.00: 3% }, above: 5%, mode: whole } }
            inputs: { fund: { type: money } }
            holdings: { sales: { unit: yuan, title: { zh: 交售额, en: Sales } } }
            steps:
              - { id: bonus, kind: pay, from: fund, amount: "tiers(fee, sales)", onShortfall: prorate, title: 奖励 }
            """).Inputs("fund=100.00").Roster("id sales\na 9999.99\nb 10000.00").Run();

        Assert.Equal("【奖励】交售额 9,999.99 元，不超过 10,000.00 元，全额按 3%：9,999.99 元 × 3% = 299.9997 元，四舍五入到分，应发 300.00 元；"
            + "各户应发合计 600.00 元，只有 100.00 元，按应发数的比例发：100.00 × 300.00 ÷ 600.00 = 50.00 元，恰好到分，得 50.00 元。",
            distribution.Explain(0, distribution.Steps[0]).Text.Zh);
    }

    [Theory]
    [InlineData("5.99", "pool_shortfall steps[0]")]
    [InlineData("6.00", null)]
    public void Run_ShortfallByOneFen_RefusedWithFigures(string fund, string? refusal)
    {
        var trial = Trial.Of("""
            inputs: { fund: { type: money } }
            steps:
              - { id: wage, kind: pay, from: fund, amount: 2 yuan }
              - { id: rest, kind: split, from: fund, into: { fund:rest: remaining } }
            """).Inputs("fund=" + fund).Roster("id\na\nb\nc");

        if (refusal is null)
        {
            trial.Run();
            return;
        }

        var problem = trial.Refused();
        Assert.Equal(refusal, $"{problem.Code} {problem.Field}");
        Assert.Equal("available=5.99 needed=6.00 pool=fund shortBy=0.01",
            string.Join(' ', problem.Figures.OrderBy(figure => figure.Key).Select(figure => $"{figure.Key}={figure.Value}")));
    }

    [Theory]
    // one household's 10¹⁵ yuan is the most a step moves; a non-member's larger one does not count
    [InlineData("to: small", null)]
    [InlineData("to: everyone", "amount_out_of_range steps[0].amount")]
    public void Run_AmountTooLarge_RefusedOnlyForMembers(string to, string? refusal)
    {
        var trial = Trial.Of($$"""
            holdings: { area: { unit: mu } }
            groups: { small: { holding: area, below: 10 } }
            steps:
              - { id: rent, kind: pay, from: payer:x, amount: area * 1000 yuan / 1 mu, {{to}} }
              - { id: note, kind: record, amount: area * 1000 yuan / 1 mu, {{to}} }
            """).Roster("id area\na 1.5\nb 99999999999999.9999");

        if (refusal is null)
        {
            Assert.Equal("a: rent 1500.00, [note 1500.00], = 1500.00\nb: = 0.00\npayer x 1500.00", trial.Result());
            return;
        }

        var problem = trial.Refused();
        Assert.Equal(refusal, $"{problem.Code} {problem.Field}");
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("prorate")]
    public void Run_AllTogetherTooLarge_RefusedHoweverItFallsShort(string onShortfall)
    {
        // 2 × 10¹⁵ yuan are asked; a step moves 10¹⁵ at most
        var problem = Trial.Of($$"""
            inputs: { fund: { type: money } }
            steps: [ { id: p, kind: pay, from: fund, amount: 90000000000000 yuan * 11, onShortfall: {{onShortfall}} } ]
            """).Inputs("fund=1.00").Roster("id\na\nb").Refused();

        Assert.Equal("amount_out_of_range steps[0].amount", $"{problem.Code} {problem.Field}");
    }

    [Fact]
    public void Run_HalfFen_GoesUp()
    {
        var result = Trial.Of("""
            parameters: { price: { type: money, per: jin, decimals: 4 } }
            holdings: { delivered: { unit: jin } }
            steps: [ { id: sale, kind: pay, from: payer:buyer, amount: delivered * price } ]
            """).Parameters("price=0.0050").Roster("id delivered\na 1\nb 0.9999\nc 3").Result();

        Assert.Equal("a: sale 0.01, = 0.01\nb: = 0.00\nc: sale 0.02, = 0.02\npayer buyer 0.03", result);
    }

    // An auditor looks for the number of the document in the explanation: 5% is not 0.05, and 0.5 is not 50%.
    [Theory]
    [InlineData("sales * 5% + 0.5 yuan", "销售额 × 5% + 0.5 元 = 100.00 元 × 5% + 0.5 元 = 5.50 元，得 5.50 元。",
        "sales × 5% + 0.5 yuan = 100.00 × 5% + 0.5 yuan = 5.50 yuan, gives 5.50 yuan.", "销售额的 5% + 0.50 元")]
    [InlineData("sales * (0.5 - 12.5%)", "销售额 × (0.5 − 12.5%) = 100.00 元 × (0.5 − 12.5%) = 37.50 元，得 37.50 元。",
        "sales × (0.5 − 12.5%) = 100.00 × (0.5 − 12.5%) = 37.50 yuan, gives 37.50 yuan.", "销售额 × （0.5 − 12.5%）")]
    [InlineData("sales * 120%", "销售额 × 120% = 100.00 元 × 120% = 120.00 元，得 120.00 元。",
        "sales × 120% = 100.00 × 120% = 120.00 yuan, gives 120.00 yuan.", "销售额的 120%")]
    [InlineData("sales * 0.05", "销售额 × 0.05 = 100.00 元 × 0.05 = 5.00 元，得 5.00 元。",
        "sales × 0.05 = 100.00 × 0.05 = 5.00 yuan, gives 5.00 yuan.", "销售额的 5%")]
    public void Explain_NumbersOfTheFormula_AsTheyAreWritten(string amount, string zh, string en, string sentence)
    {
        var document = $$"""
            holdings: { sales: { unit: yuan, title: { zh: 销售额, en: Sales } } }
            steps: [ { id: bonus, kind: pay, from: payer:buyer, amount: {{amount}}, title: { zh: 奖励, en: Bonus } } ]
            """;
        var distribution = Trial.Of(document).Roster("id sales\na 100").Run();
        var text = distribution.Explain(0, distribution.Steps[0]).Text;

        Assert.Equal(("【奖励】" + zh, "Bonus: " + en), (text.Zh, text.En));
        Assert.Contains(sentence, StepSentences.Of(SchemeText.Scheme(document), year: 2025)[0].Zh, StringComparison.Ordinal);
    }
}
