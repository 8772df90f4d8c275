using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.KnownAnswers;

/// <summary>Formulas over four households, read and worked out exactly; a formula of everyone is one value.</summary>
internal static class FormulaAnswers
{
    private static readonly (string Text, string Expected)[] Table =
    [
        ("land * price", "266.4333 216.027 0 760.103001"),
        ("capital * rate", "8750/3 7/1200 583333333333.3275 0.1925"),
        ("land * price * rate", "155.419425 126.01575 0 443.39341725"),
        ("land / 3 + 1", "2.11 1.9 1 4.1667"),
        ("-land + 2", "-1.33 -0.7 2 -7.5001"),
        ("capital - 100.5", "4899.5 -100.49 999999999899.49 -100.17"),
        ("min(land, 3)", "3 2.7 0 3"),
        ("max(land, 2.7, capital)", "5000 2.7 999999999999.99 9.5001"),
        ("min(capital, land * 1000)", "3330 0.01 0 0.33"),
        ("land * capital", "16650 0.027 0 3.135033"),
        ("capital * capital * price", "2000250000 0.008001 80009999999998399800000000.008001 8.713089"),
        ("sum(land)", "15.5301"),
        ("sum(capital) * rate", "583333336250.1925"),
        ("sum(land * capital)", "16653.162033"),
        ("land / sum(land)", "11100/51767 9000/51767 0 31667/51767"),
        ("count(g) * price", "240.03"),
        ("pool(p) / 4", "30.8625"),
        ("pool(p) * land / sum(land)", "1370295/51767 1111050/51767 0 78185823/1035340"),
        ("received(s)", "-0.05 0 0.07 1"),
        ("received(s) + capital", "4999.95 0.01 1000000000000.06 1.33"),
        ("max(received(s), 0)", "0 0 0.07 1"),
        ("tiers(t, land)", "0.1065 0.081 0 0.415005"),
        ("tiers(t, 10)", "0.44"),
        ("1 - 2 - 3", "-4"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("12 / 3 / 2", "2"),
        ("5% * price", "4.0005"),
        ("12.5% * land", "0.41625 0.3375 0 1.1875125"),
        ("rate - 1", "-5/12"),
        ("-rate", "-7/12"),
        ("min(rate, 50%)", "0.5"),
        ("max(0 - price, -100)", "-80.01"),
        ("price / rate", "137.16"),
        ("100 / 3 * 3", "100"),
        ("0.000000000001 * 99999999999999", "99.999999999999"),
        ("sum(received(s))", "1.02"),
        ("sum(2)", "8"),
        ("land - land", "0 0 0 0"),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<KnownAnswer> All => Table.Select(row => Of(row.Text, row.Expected));

    /// <summary>The answer of one formula.</summary>
    public static KnownAnswer Of(string text, string expected) =>
        new("formula " + text, expected, expected.Split(' ').Length, () => Evaluate(text));

    private static string Evaluate(string text)
    {
        var expression = FormulaParser.Parse(text, out var error);
        if (expression is null)
        {
            return error!.En;
        }

        var evaluator = new FormulaEvaluator(new Figures(), new Formula(text, "formula", expression));
        var value = evaluator.Evaluate();
        return evaluator.Failure is { } failure ? failure.Code.Name
            : value.Column is { } column ? string.Join(' ', Enumerable.Range(0, column.Count).Select(at => column[at]))
            : value.Single.ToString();
    }

    private sealed class Figures : IFormulaContext
    {
        private static readonly long[] Land = [33_300, 27_000, 0, 95_001]; // 1/10,000 mu
        private static readonly long[] Capital = [500_000, 1, 99_999_999_999_999, 33]; // fen

        public int Households => Land.Length;

        public Money Kept(Account account) => throw new InvariantBrokenException("known formulas read no account");

        public FormulaValue Value(string name) => name switch
        {
            "land" => Column.Of(Land, 10_000, Land.Max()),
            "capital" => Column.Of(Capital, 100, Capital.Max()),
            "rate" => new Fraction(7, 12),
            "price" => new Fraction(8_001, 100),
            _ => throw new InvariantBrokenException("known formulas read known names"),
        };

        public int Members(string group) => 3;

        public Money Balance(string pool) => new(12_345);

        public TierTable Tiers(string name) => new(name, TierMode.Marginal)
        {
            Gives = new SchemeParameter(name, ParameterType.Rate),
            IncludesLimit = true,
            Tiers = [new Tier(3, new Fraction(3, 100)), new Tier(Limit: null, new Fraction(5, 100))],
        };

        public Column Received(IReadOnlyList<string> steps) => Column.Of([-5, 0, 7, 100], 100, 100, mayBeNegative: true);
    }
}
