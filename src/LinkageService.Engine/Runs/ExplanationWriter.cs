using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Runs;

/// <summary>Collects the sentences and figures of one explanation.</summary>
internal sealed class ExplanationWriter(StepResult result, PastMoment moment, int household)
{
    private readonly StringBuilder _zh = new(result.Step.Title.Zh + "：");
    private readonly StringBuilder _en = new(result.Step.Title.En + ": ");
    private readonly List<(string Name, string Value)> _figures = [];

    public int Household => household;

    /// <summary>Yuan for people.</summary>
    public static string Yuan(long fen) => new Money(fen).ToDisplayString();

    /// <summary>An exact value with at most eight decimals; … marks that it goes on.</summary>
    public static string Exact(Fraction value)
    {
        const int decimals = 8;
        var scaled = value * 100_000_000;
        var cut = Rounding.Down(scaled.Sign < 0 ? -scaled : scaled);
        var text = DecimalText.Format(scaled.Sign < 0 ? -cut : cut, decimals, keep: 2);
        return scaled.Denominator.IsOne ? text : text + "…";
    }

    public void Say(string zh, string en)
    {
        _zh.Append(zh);
        _en.Append(en);
    }

    public void Figure(string name, string value) => _figures.Add((name, value));

    /// <summary>A formula, the figures it read for this household, and what it comes to.</summary>
    public void SayFormula(Formula formula, string resultZh, string resultEn)
    {
        var figures = FormulaText.Figures(formula.Expression).Select(figure => Describe(formula, figure)).ToArray();
        var shown = FormulaText.Show(formula.Expression);
        Say($"{shown}", $"{shown}");
        if (figures.Length > 0)
        {
            Say($"，其中 {string.Join("，", figures.Select(figure => figure.Zh))}",
                $", where {string.Join(", ", figures.Select(figure => figure.En))}");
        }

        Say($"；{resultZh}", $"; {resultEn}");
        Figure("formula", formula.Text);
    }

    public Explanation Done(long amountFen)
    {
        Say($"，得 {Yuan(amountFen)} 元。", $", gives {Yuan(amountFen)} yuan.");
        if (result.Step.Clause is { } clause)
        {
            Say($"依据：“{clause}”。", $" Basis: “{clause}”.");
        }

        Figure("amount", new Money(amountFen).ToString());
        return new Explanation(new LocalizedText(_zh.ToString(), _en.ToString()), result.Step.Clause, _figures);
    }

    private LocalizedText Describe(Formula formula, Expression figure)
    {
        var name = FormulaText.Show(figure);
        var value = moment.Figure(name, formula with { Expression = figure });
        var number = Exact(value.Column is { } column ? column[household] : value.Single);
        number = number.EndsWith(".00", StringComparison.Ordinal) ? number[..^3] : number;
        Figure(name, number);
        return new LocalizedText($"{name} = {number}", $"{name} = {number}");
    }
}
