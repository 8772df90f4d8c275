using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Formulas;

/// <summary>
/// Random formulas against an evaluator of the tree they were written from: precedence, associativity, exactness, and
/// columns against the same formula worked out household by household.
/// </summary>
public sealed class FormulaOracleTests
{
    private const int Households = 4;

    [Fact]
    public void Evaluate_RandomFormulas_EqualToNaiveFractionsPerHousehold()
    {
        var wide = 0;
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var context = new Figures(random);
            var tree = Tree.Random(random, depth: random.Next(1, 6));
            var text = tree.Write(random);
            var expression = FormulaParser.Parse(text, out var error);
            Assert.True(expression is not null, $"seed {seed}: {text}: {error?.En}");

            var evaluator = new FormulaEvaluator(context, new Formula(text, "f", expression));
            var value = evaluator.Evaluate();
            if (evaluator.Failure is { } failure)
            {
                var byZero = Enumerable.Range(0, Households).Any(household => tree.Value(context, household) is null);
                Assert.True(byZero || failure.Code.Name == "amount_out_of_range", $"seed {seed}: {text}: {failure.Message.En}");
                continue;
            }

            wide += value.Column is { IsSmall: false } ? 1 : 0;
            for (var household = 0; household < Households; household++)
            {
                var expected = tree.Value(context, household);
                var actual = value.Column is { } column ? column[household] : value.Single;
                Assert.True(expected is { } ratio && ratio.Numerator * actual.Denominator == actual.Numerator * ratio.Denominator,
                    $"seed {seed}, household {household}: {text} = {expected}, got {actual}");
                Assert.True(value.Column is not { MayBeNegative: false } || actual.Sign >= 0, $"seed {seed}: {text} is negative");
                Assert.True(value.Column is not { } bounded
                    || BigInteger.Abs(actual.Numerator) * (bounded.Denominator / actual.Denominator) <= bounded.Bound);
            }
        }

        Assert.InRange(wide, 50, 3000); // numbers beyond 64 bits were reached
    }

    /// <summary>A numerator over a denominator, never reduced: nothing shared with the engine's fractions.</summary>
    private readonly record struct Ratio(BigInteger Numerator, BigInteger Denominator);

    /// <summary>Two columns and two single values, small or near 18 digits.</summary>
    private sealed class Figures(Random random) : IFormulaContext
    {
        public long[] Land { get; } = Values(random);

        public long[] Capital { get; } = Values(random);

        public Ratio Rate { get; } = new(random.Next(0, 1000), random.Next(1, 1000));

        public Ratio Price { get; } = new(random.NextInt64(0, 1L << random.Next(1, 60)), 100);

        public int Households => FormulaOracleTests.Households;

        public Money Kept(Account account) => Money.Zero;

        public FormulaValue Value(string name) => name switch
        {
            "land" => Column.Of(Land, 10_000, Land.Max()),
            "capital" => Column.Of(Capital, 100, Capital.Max()),
            "rate" => new Fraction(Rate.Numerator, Rate.Denominator),
            "price" => new Fraction(Price.Numerator, Price.Denominator),
            _ => throw new InvalidOperationException(name),
        };

        public int Members(string group) => 3;

        public Money Balance(string pool) => new(12345);

        public Engine.Schemes.TierTable Tiers(string name) => throw new InvalidOperationException(name);

        public Column Received(IReadOnlyList<string> steps) => Column.Of([-5, 0, 7, 100], 100, 100, mayBeNegative: true);

        private static long[] Values(Random random)
        {
            var bits = random.Next(1, 60);
            return Enumerable.Range(0, FormulaOracleTests.Households).Select(_ => random.NextInt64(0, 1L << bits)).ToArray();
        }
    }

    /// <summary>A formula as a tree; it writes itself with as few brackets as the grammar promises to need.</summary>
    private sealed record Tree(string Operator, params Tree[] Parts)
    {
        private static readonly string[] Leaves =
            ["land", "capital", "rate", "price", "2", "0", "0.125", "5%", "count(g)", "pool(p)", "received(s)",
                "sum(land)", "sum(capital)"];

        private bool IsColumn =>
            Operator is "land" or "capital" or "received(s)"
            || (Operator != "sum" && Parts.Any(part => part.IsColumn));

        public static Tree Random(Random random, int depth)
        {
            if (depth == 0)
            {
                return new Tree(Leaves[random.Next(Leaves.Length)]);
            }

            string[] kinds = ["+", "+", "-", "*", "*", "/", "neg", "min", "max"];
            var kind = kinds[random.Next(kinds.Length)];
            var left = Random(random, random.Next(depth));
            var right = Random(random, random.Next(depth));
            return kind switch
            {
                "neg" => new Tree("neg", left),
                "/" when right.IsColumn => new Tree("/", left, new Tree("sum", right)),
                _ => new Tree(kind, left, right),
            };
        }

        public string Write(Random random)
        {
            var space = random.Next(2) == 0 ? " " : "";
            return Operator switch
            {
                "+" or "-" => $"{Parts[0].Write(random)}{space}{Operator}{space}{Inside(Parts[1], random, "+-")}",
                "*" or "/" => $"{Inside(Parts[0], random, "+-")}{space}{Operator}{space}{Inside(Parts[1], random, "+-*/")}",
                "neg" => "-" + Inside(Parts[0], random, "+-*/"),
                "min" or "max" or "sum" => $"{Operator}({string.Join(", ", Parts.Select(part => part.Write(random)))})",
                _ => Operator,
            };
        }

        /// <summary>The value for one household; null when something is divided by zero.</summary>
        public Ratio? Value(Figures figures, int household)
        {
            if (Operator == "sum")
            {
                return Enumerable.Range(0, Households).Select(each => Parts[0].Value(figures, each)).Aggregate(Plus);
            }

            var values = Parts.Select(part => part.Value(figures, household)).ToArray();
            if (Array.Exists(values, value => value is null))
            {
                return null;
            }

            return Operator switch
            {
                "+" => Plus(values[0], values[1]),
                "-" => Plus(values[0], new Ratio(-values[1]!.Value.Numerator, values[1]!.Value.Denominator)),
                "*" => new Ratio(values[0]!.Value.Numerator * values[1]!.Value.Numerator,
                values[0]!.Value.Denominator * values[1]!.Value.Denominator),
                "/" => Quotient(values[0]!.Value, values[1]!.Value),
                "neg" => new Ratio(-values[0]!.Value.Numerator, values[0]!.Value.Denominator),
                "min" => IsLess(values[0]!.Value, values[1]!.Value) ? values[0] : values[1],
                "max" => IsLess(values[0]!.Value, values[1]!.Value) ? values[1] : values[0],
                _ => Leaf(figures, household),
            };
        }

        private static string Inside(Tree part, Random random, string bracketed)
        {
            var text = part.Write(random);
            return bracketed.Contains(part.Operator, StringComparison.Ordinal) ? "(" + text + ")" : text;
        }

        private static Ratio? Plus(Ratio? left, Ratio? right) => (left, right) is ({ } a, { } b)
            ? new Ratio((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator)
            : null;

        private static Ratio? Quotient(Ratio left, Ratio right) => right.Numerator.IsZero ? null
            : new Ratio(left.Numerator * right.Denominator * right.Numerator.Sign, left.Denominator * BigInteger.Abs(right.Numerator));

        private static bool IsLess(Ratio left, Ratio right) => left.Numerator * right.Denominator < right.Numerator * left.Denominator;

        private Ratio Leaf(Figures figures, int household) => Operator switch
        {
            "land" => new Ratio(figures.Land[household], 10_000),
            "capital" => new Ratio(figures.Capital[household], 100),
            "rate" => figures.Rate,
            "price" => figures.Price,
            "0.125" => new Ratio(1, 8),
            "5%" => new Ratio(1, 20),
            "count(g)" => new Ratio(3, 1),
            "pool(p)" => new Ratio(12345, 100),
            "received(s)" => new Ratio(((int[])[-5, 0, 7, 100])[household], 100),
            "sum(land)" => new Ratio(figures.Land.Aggregate(BigInteger.Zero, (sum, value) => sum + value), 10_000),
            "sum(capital)" => new Ratio(figures.Capital.Aggregate(BigInteger.Zero, (sum, value) => sum + value), 100),
            _ => new Ratio(int.Parse(Operator, CultureInfo.InvariantCulture), 1),
        };
    }
}
