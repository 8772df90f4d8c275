using LinkageService.Engine.Amounts;
using LinkageService.Engine.Comparisons;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Tests.Corrections;

namespace LinkageService.Engine.Tests.Comparisons;

public sealed class RunComparisonTests
{
    [Fact]
    public void Of_RandomRuns_TheNaiveCountsAndSums()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (before, after) = (RandomBooks.Books(random), RandomBooks.Books(random));

            var comparison = RunComparison.Of(before, after);

            var (old, now) = (Totals(before), Totals(after));
            var (wasRegistered, isRegistered) = (Registered(before), Registered(after));
            var ids = old.Keys.Union(now.Keys).ToHashSet();
            Assert.True(ids.SetEquals(Rows(comparison).Select(row => row.Household)), $"seed {seed}");
            Assert.Equal(ids.Count, comparison.Count);
            foreach (var row in Rows(comparison))
            {
                Assert.Equal(old.TryGetValue(row.Household, out var was) ? was : null, row.Before?.Fen);
                Assert.Equal(now.TryGetValue(row.Household, out var becomes) ? becomes : null, row.After?.Fen);
                Assert.Equal(
                    now.ContainsKey(row.Household) ? isRegistered.Contains(row.Household) : wasRegistered.Contains(row.Household),
                    row.IsRegistered);
            }

            foreach (var (group, rows) in Rows(comparison).GroupBy(row => row.IsRegistered)
                .Select(rows => (rows.Key ? comparison.Registered : comparison.Others, rows.ToArray())))
            {
                Assert.Equal(new ComparedGroup
                {
                    Households = rows.Length,
                    Gainers = rows.Count(row => row.Delta.Fen > 0),
                    Losers = rows.Count(row => row.Delta.Fen < 0),
                    Unchanged = rows.Count(row => row.Delta.Fen == 0),
                    Joined = rows.Count(row => !old.ContainsKey(row.Household)),
                    Left = rows.Count(row => !now.ContainsKey(row.Household)),
                    Before = new Money(rows.Sum(row => old.GetValueOrDefault(row.Household))),
                    After = new Money(rows.Sum(row => now.GetValueOrDefault(row.Household))),
                    Gained = new Money(rows.Sum(row => Math.Max(row.Delta.Fen, 0))),
                    Lost = new Money(rows.Sum(row => Math.Max(-row.Delta.Fen, 0))),
                }, group);
            }

            Assert.Equal(before.HouseholdsTotal.Fen, comparison.Benefits.Sum(benefit => benefit.Before.Fen));
            Assert.Equal(after.HouseholdsTotal.Fen, comparison.Benefits.Sum(benefit => benefit.After.Fen));
            Assert.Equal(comparison.Registered.After.Fen, comparison.Benefits.Sum(benefit => benefit.RegisteredAfter.Fen));
            for (var at = 0; at < comparison.Count; at++)
            {
                Assert.Equal(at + 1, comparison.After(comparison.Household(at).Household));
            }

            Assert.Equal(0, comparison.After(""));
        }
    }

    private static IEnumerable<ComparedHousehold> Rows(RunComparison comparison) =>
        Enumerable.Range(0, comparison.Count).Select(comparison.Household);

    private static HashSet<string> Registered(RunBooks books) =>
        Enumerable.Range(0, books.Households.Count).Where(books.Registered.Contains).Select(at => books.Households[at]).ToHashSet();

    private static Dictionary<string, long> Totals(RunBooks books) => Enumerable.Range(0, books.Households.Count)
        .ToDictionary(household => books.Households[household], household => books.TotalsFen.Span[household]);
}
