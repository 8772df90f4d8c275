using LinkageService.Features.LinkageReports;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.LinkageReports;

/// <summary>The figures of the linkage report beside a naive count over random stores: no household and no fen is counted twice.</summary>
public sealed class LinkageFiguresTests
{
    private static readonly string[] Modes =
        ["asset_income", "land_transfer", "capital", "employment", "agency_sale", "trusteeship", "purchase"];

    private static readonly string[] Benefits = ["wage", "rent", "share_dividend", "commission"];

    [Fact]
    public void Figures_OfRandomStores_AreThoseOfANaiveCount()
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        for (var store = 0; store < 400; store++)
        {
            var rows = Enumerable.Range(0, random.Next(0, 40)).Select(_ => Row(random)).ToArray();
            var figures = LinkageFigures.Of(rows);
            var people = rows.Select(row => row.Identity).Distinct(StringComparer.Ordinal).ToArray();
            bool Registered(string person) => rows.Any(row => row.Identity == person && row.IsRegistered);
            long Income(string person, string? benefit = null) => rows.Where(row => row.Identity == person).SelectMany(row => row.Income)
                .Where(each => benefit is null || each.Benefit == benefit).Sum(each => each.Fen);
            bool Linked(string person, string? mode = null) =>
                rows.Any(row => row.Identity == person && (mode is null ? row.Modes.Count > 0 : row.Modes.Contains(mode)));
            var where = $"TEST_SEED={seed}, store {store}";
            Assert.True(people.Length == figures.Households && people.Count(Registered) == figures.Registered, where);
            Assert.True((people.Count(each => Linked(each)), people.Count(each => Registered(each) && Linked(each)))
                == (figures.Linked.All, figures.Linked.Registered), where);
            foreach (var mode in Modes)
            {
                var count = figures.Modes.GetValueOrDefault(mode);
                Assert.True((people.Count(each => Linked(each, mode)), people.Count(each => Registered(each) && Linked(each, mode)))
                    == (count.All, count.Registered), $"{where}, {mode}");
            }

            foreach (var benefit in Benefits)
            {
                var sum = figures.Benefits.GetValueOrDefault(benefit);
                Assert.True((people.Count(each => Income(each, benefit) != 0), people.Sum(each => Income(each, benefit)))
                    == (sum?.Households.All ?? 0, sum?.Amount.Fen ?? 0), $"{where}, {benefit}");
            }

            var paid = people.Where(each => Income(each) > 0).ToArray();
            Assert.True(figures.Income.Fen == rows.Sum(row => row.Income.Sum(each => each.Fen)), where);
            Assert.True(figures.Paid.All == paid.Length, where);
            Assert.True(figures.Average?.Fen == (paid.Length == 0 ? null : HalfUp(figures.Income.Fen, paid.Length)), where);
            Assert.True(figures.Covered == people.Count(each => Registered(each) && (Linked(each) || Income(each) > 0)), where);
            var promised = people.Where(each => rows.Any(row => row.Identity == each && row.PromisedFen is not null)).ToArray();
            Assert.True((figures.Promised, figures.BelowPromise) == (promised.Length, promised.Count(each =>
                Income(each) < rows.Where(row => row.Identity == each).Sum(row => row.PromisedFen ?? 0))), where);
        }
    }

    /// <summary>The rate a report printed as 55.2% is 56.05%: 4,856 of 8,664.</summary>
    [Fact]
    public void Percent_OfThePrintedCoverage_IsNotWhatWasPrinted() => Assert.Equal(
        "56.05%", LinkageReportContract.Percent(new StatedCoverage(8_664, new DateOnly(2023, 10, 31), Printed: null).RateOf(4_856)));

    private static long HalfUp(long fen, int households) => (long)Math.Floor(((decimal)fen / households) + 0.5m);

    private static LinkedHousehold Row(Random random) => new(
        "person" + random.Next(12), random.Next(3) == 0, Modes.Where(_ => random.Next(5) == 0).ToHashSet(StringComparer.Ordinal),
        [.. Enumerable.Range(0, random.Next(4)).Select(_ =>
            new HouseholdIncome(Benefits[random.Next(Benefits.Length)], random.Next(-500, 100_000)))],
        random.Next(4) == 0 ? random.Next(1, 150_000) : null);
}
