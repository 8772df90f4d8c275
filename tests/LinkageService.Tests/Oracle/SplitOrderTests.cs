using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Schemes;

namespace LinkageService.Tests.Oracle;

/// <summary>In which order the destinations of a split are written decides ties and nothing else.</summary>
public sealed class SplitOrderTests
{
    private static readonly OracleHousehold[] OneHousehold = [new("0001", [], new Dictionary<string, string>())];

    [Fact]
    public void Split_DestinationsPermuted_ChangesTiesOnly()
    {
        var random = new Random(OracleCases.Seed);
        for (var number = 0; number < 60; number++)
        {
            var parts = Enumerable.Range(0, random.Next(2, 6))
                .Select(index => (Name: $"d{index}", Part: random.Next(1, 8))).ToArray();
            var permuted = parts.ToArray();
            random.Shuffle(permuted);
            var (written, shuffled) = (Compile(parts), Compile(permuted));
            for (var run = 0; run < 10; run++)
            {
                Compare(written, shuffled, parts, random.Next(run < 5 ? 50 : 1_000_000));
            }
        }
    }

    private static void Compare(Scheme written, Scheme shuffled, (string Name, int Part)[] parts, int fen)
    {
        var (one, other) = (Funds(written, fen), Funds(shuffled, fen));
        var total = parts.Sum(part => part.Part);
        var cut = parts.ToDictionary(part => part.Name,
            part => BigInteger.Divide((BigInteger)fen * part.Part, total));
        var fractions = parts
            .ToDictionary(part => part.Name, part => (int)BigInteger.Remainder((BigInteger)fen * part.Part, total));
        var left = (int)(fen - cut.Values.Aggregate((sum, next) => sum + next));
        var last = left == 0 ? total
            : fractions.Values.OrderDescending().ElementAt(left - 1); // the smallest fraction that gets a fen
        foreach (var (name, _) in parts)
        {
            var why = string.Create(CultureInfo.InvariantCulture,
                $"{fen} fen, {string.Join(", ", parts)}, {name}: {one[name]} and {other[name]}; "
                    + $"TEST_SEED={OracleCases.Seed}");
            var wanted = cut[name] + (fractions[name] > last ? 1 : 0);
            var isTied = fractions[name] == last;
            Assert.True(one[name] - wanted is var more && (more.IsZero || (isTied && more.IsOne)), why);
            Assert.True(isTied || one[name] == other[name], why);
        }
    }

    private static Scheme Compile((string Name, int Part)[] parts) => InlineScheme.Compile($$"""
        id: split-order
        version: 1
        title: { zh: 分块, en: Split }
        inputs: { income: { type: money } }
        steps:
          - id: parts
            kind: split
            from: income
            into: { {{string.Join(", ", parts.Select(part => $"\"fund:{part.Name}\": {part.Part}"))}} }
        """);

    private static Dictionary<string, BigInteger> Funds(Scheme scheme, int fen)
    {
        var income = (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        var inputs = new Dictionary<string, string> { ["income"] = income };
        var request = new OracleRequest(scheme.Id, 2020, new Dictionary<string, string>(), inputs, OneHousehold);
        return EngineRun.Of(scheme, request).Distribution!.Funds
            .ToDictionary(fund => fund.Name, fund => (BigInteger)fund.Amount.Fen);
    }
}
