using System.Globalization;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Tests.Support;
using LinkageService.Tests;

namespace LinkageService.Storage.Tests.Organizations;

/// <summary>Which facts about an organisation count on a date, as known at a moment: against the rule said in a line.</summary>
public sealed class OrganizationFactStoreTests
{
    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Standing_OfRandomFacts_IsTheOneKnownLastOfEachDate(string provider)
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        await using var test = await TestDatabase.OpenAsync(provider);
        await StoredExample.FillAsync(test.Database);
        var written = new List<OrganizationFact>();
        for (var at = 0; at < 120; at++)
        {
            var (kind, present) = (new[] { "cash", "plots" }[random.Next(2)], random.Next(4) > 0 ? 1L : 0L);
            var data = present == 1 ? at.ToString(CultureInfo.InvariantCulture) : "";
            await StoredExample.WriteAsync(test.Database, async session => written.Add(
                await StoredExample.StateFactAsync(session, kind, $"2025-0{random.Next(1, 5)}-01", present, data)));
        }

        for (var at = 0; at < 200; at++)
        {
            var through = random.Next(3) == 0 ? null : $"2025-0{random.Next(1, 5)}-0{random.Next(1, 3)}";
            var knownAt = random.Next(3) == 0 ? long.MaxValue : written[random.Next(written.Count)].KnownAt - random.Next(2);
            var expected = written
                .Where(fact => fact.KnownAt <= knownAt && (through is null || string.CompareOrdinal(fact.ValidFrom, through) <= 0))
                .GroupBy(fact => (fact.Kind, fact.ValidFrom)).Select(facts => facts.MaxBy(fact => fact.KnownAt)!)
                .Where(fact => fact.Present == 1)
                .OrderBy(fact => fact.Kind, StringComparer.Ordinal).ThenBy(fact => fact.ValidFrom, StringComparer.Ordinal);
            var found = await test.Database.ReadAsync(session =>
                OrganizationFactStore.StandingAsync(session, StoredExample.Organization, knownAt, through));
            Assert.Equal(expected, found.Where(fact => fact.Kind is not "charter"));
        }

        var last = await test.Database.ReadAsync(session =>
            OrganizationFactStore.LastAsync(session, StoredExample.Organization, "cash", "2025-02-01"));
        Assert.Equal(written.Last(fact => fact is { Kind: "cash", ValidFrom: "2025-02-01" }), last);
        var plots = written.Where(fact => fact.Kind is "plots");
        Assert.Equal(
            plots.OrderBy(fact => fact.ValidFrom, StringComparer.Ordinal).ThenBy(fact => fact.KnownAt),
            await test.Database.ReadAsync(session =>
                OrganizationFactStore.HistoryAsync(session, StoredExample.Organization, "plots")));
    }
}
