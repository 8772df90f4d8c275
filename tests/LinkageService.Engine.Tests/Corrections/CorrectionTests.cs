using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Tests.Corrections;

/// <summary>Corrections against sums over dictionaries.</summary>
public sealed class CorrectionTests
{
    private const int Trials = 400;

    [Fact]
    public void Minus_RandomBooks_TheNaiveDifferenceAndBackAgain()
    {
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var (old, now) = (RandomBooks.Books(random), RandomBooks.Books(random));

            var delta = now.Minus(old);

            var (before, after) = (RandomBooks.Naive(old), RandomBooks.Naive(now));
            var union = before.Keys.Concat(after.Keys).Select(key => key.Household).Distinct()
                .OrderBy(id => Convert.ToHexString(Encoding.UTF8.GetBytes(id)), StringComparer.Ordinal).ToArray();
            Assert.True(union.SequenceEqual(delta.Households), $"seed {seed}");
            var wanted = before.Keys.Union(after.Keys)
                .ToDictionary(key => key, key => after.GetValueOrDefault(key) - before.GetValueOrDefault(key));
            Assert.True(RandomBooks.Naive(delta).All(row => row.Value == wanted.GetValueOrDefault(row.Key)), $"seed {seed}");
            Assert.True(wanted.All(row => RandomBooks.Naive(delta)[row.Key] == row.Value), $"seed {seed}");
            var again = old.Plus(delta);
            Assert.True(RandomBooks.Naive(again).All(row => row.Value == after.GetValueOrDefault(row.Key)), $"seed {seed}");
            Assert.Equal(now.Sources.OrderBy(row => row.Name), again.Sources.OrderBy(row => row.Name));
            Assert.Equal(now.Funds.OrderBy(row => row.Name), again.Funds.OrderBy(row => row.Name));
        }
    }

    [Fact]
    public void Make_EveryPolicy_PaysAndCarriesWhatThePolicySays()
    {
        var (shortfalls, charged) = (0, 0);
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var old = RandomBooks.Books(random);
            var now = seed % 2 == 0 ? RandomBooks.Books(random) : RandomBooks.PoorBooks(random);
            var totals = now.Minus(old).TotalsFen.ToArray();

            var all = Make(old, now, "recompute_all").Correction!;
            Assert.Equal(totals.Select(fen => Math.Max(fen, 0)), all.PayableFen.ToArray());
            Assert.Equal(totals.Select(fen => Math.Min(fen, 0)), all.CarryFen.ToArray());

            var later = Make(old, now, "settle_next_year").Correction!;
            Assert.All(later.PayableFen.ToArray(), fen => Assert.Equal(0, fen));
            Assert.Equal(totals, later.CarryFen.ToArray());

            var owed = totals.Where(fen => fen > 0).Sum();
            var fund = old.Funds[random.Next(old.Funds.Count)];
            var outcome = Make(old, now, "charge_fund:" + fund.Name);
            Assert.True(outcome.Problem is null == (owed <= fund.Amount.Fen), $"seed {seed}");
            if (outcome.Correction is not { } charge)
            {
                shortfalls++;
                Assert.Equal(ProblemCodes.FundShortfall, outcome.Problem!.Code);
                Assert.Equal(new Money(owed - fund.Amount.Fen).ToString(), outcome.Problem.Figures["shortBy"]);
                continue;
            }

            charged++;
            Assert.Equal(totals.Select(fen => Math.Max(fen, 0)), charge.PayableFen.ToArray());
            Assert.All(charge.CarryFen.ToArray(), fen => Assert.Equal(0, fen));
            Assert.All(charge.Delta.Sources, source => Assert.Equal(Money.Zero, source.Amount));
            Assert.All(charge.Delta.Funds, each => Assert.Equal(each.Name == fund.Name ? -owed : 0, each.Amount.Fen));
        }

        Assert.True(shortfalls > 20 && charged > 20, $"{shortfalls} shortfalls, {charged} charged");
    }

    [Fact]
    public void Make_FundHoldsExactlyWhatIsNeededOrOneFenLess_PaidOrRefused()
    {
        var old = Books(income: 100_00, toFund: 60_00);
        var now = Books(income: 160_00, toFund: 60_00);

        Assert.Null(Make(old, now, "charge_fund:reserve").Problem);
        Assert.Equal(
            ProblemCodes.FundShortfall, Make(Books(income: 99_99, toFund: 59_99), now, "charge_fund:reserve").Problem!.Code);
        Assert.Equal(ProblemCodes.InvalidValue, Make(old, now, "charge_fund:none").Problem!.Code);
    }

    [Fact]
    public void Make_AfterAnEarlierCorrection_OnlyWhatIsStillMissing()
    {
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var (first, second, third) = (RandomBooks.Books(random), RandomBooks.Books(random), RandomBooks.Books(random));

            var paid = first.Plus(Make(first, second, "recompute_all").Correction!.Delta);
            var correction = Make(paid, third, "settle_next_year").Correction!;

            var (before, after) = (Totals(second), Totals(third));
            Assert.True(
                Enumerable.Range(0, paid.Minus(third).Households.Count).All(household => correction.CarryFen.Span[household]
                    == after.GetValueOrDefault(correction.Delta.Households[household])
                    - before.GetValueOrDefault(correction.Delta.Households[household])),
                $"seed {seed}");
            Assert.True(Make(paid, second, "recompute_all").Correction!.Delta.TotalsFen.ToArray().All(fen => fen == 0), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("recompute_all", true)]
    [InlineData("settle_next_year", true)]
    [InlineData("charge_fund:公积金", true)]
    [InlineData("charge_fund:", false)]
    [InlineData("charge_fund", false)]
    [InlineData("Recompute_all", false)]
    [InlineData("", false)]
    public void TryParse_Policy_ReadsWhatItWrites(string text, bool isPolicy)
    {
        var policy = CorrectionPolicy.TryParse(text);

        Assert.Equal(isPolicy ? text : null, policy?.ToString());
    }

    private static CorrectionOutcome Make(RunBooks old, RunBooks now, string policy) =>
        Correction.Make(old, now, CorrectionPolicy.TryParse(policy)!);

    private static Dictionary<string, long> Totals(RunBooks books) => Enumerable.Range(0, books.Households.Count)
        .ToDictionary(household => books.Households[household], household => books.TotalsFen.Span[household]);

    private static RunBooks Books(long income, long toFund) => RunBooks.Of(
        ["0001"], GroupMask.Nobody(1),
        [new BookStep("share", "share", IsRecord: false, new[] { income - toFund })],
        [new SourceAmount("income", IsPayer: false, new Money(income))],
        [new FundAmount("reserve", new Money(toFund), IsCarried: false)]);
}
