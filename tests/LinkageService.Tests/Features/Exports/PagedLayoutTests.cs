using LinkageService.Features.Exports.Print;

namespace LinkageService.Tests.Features.Exports;

/// <summary>However many groups of however many rows: nothing is lost, no page overflows, nothing stands alone.</summary>
public sealed class PagedLayoutTests
{
    [Fact]
    public void OfGroups_AnySizes_EveryRowOnceOnPagesThatHoldThem()
    {
        for (var seed = 1; seed <= 4_000; seed++)
        {
            var random = new Random(seed);
            var (first, other) = (random.Next(1, 24), random.Next(12, 30));
            int[] counts = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(4) == 0 ? random.Next(60) : random.Next(5))];
            var groups = counts.Count(count => count > 0) is > 1 and var several ? several : 0;
            var layout = PagedLayout.OfGroups(counts, groups, first, other);
            var parts = layout.Pages.SelectMany(page => page).ToArray();
            Assert.True(counts.SequenceEqual(counts.Select((_, group) => parts.Where(part => part.Group == group).Sum(part => part.Rows))),
                $"seed {seed}");
            Assert.True(parts.Select(part => part.Group).SequenceEqual(parts.Select(part => part.Group).Order()), $"seed {seed}");
            foreach (var (at, page) in layout.Pages.Index())
            {
                var room = at == 0 ? Math.Max(first, 3) : other;
                var recap = at == layout.Pages.Count - 1 && layout is { RecapPages: 0, RecapRows: > 0 } ? layout.RecapRows + 5 : 0;
                Assert.True(page.Sum(part => part.Rows + (part.IsLast ? 2 : 1)) + recap <= room, $"seed {seed}, page {at}");
                Assert.True(page.All(part => part.Rows > 0), $"seed {seed}, page {at}");

                // What would fit a whole page is cut only where it began one.
                Assert.True(page.Skip(1).All(part => part is { IsFirst: true, IsLast: true }
                    || (part.IsFirst && counts[part.Group] + 2 > other)), $"seed {seed}, page {at}");
            }

            Assert.True(
                layout.RecapPages == 0 ? layout.RecapRows == groups : layout.RecapPages * layout.RecapRows >= groups, $"seed {seed}");
        }
    }

    [Fact]
    public void Of_AnyCountAndTail_EveryRowOnceAndRoomForTheTail()
    {
        for (var seed = 1; seed <= 20_000; seed++)
        {
            var random = new Random(seed);
            var (count, first, other) = (random.Next(200), random.Next(-3, 40), random.Next(20, 60));
            var tail = random.Next(10);
            var layout = PagedLayout.Of(count, first, other, tail);
            var rows = layout.Pages.Select(page => page.Single().Rows).ToArray();
            Assert.True(rows.Sum() == count, $"seed {seed}");
            for (var page = 0; page < rows.Length; page++)
            {
                var room = page == 0 ? Math.Max(first, 1) : other;
                Assert.True(rows[page] <= room && (rows[page] > 0 || count == 0), $"seed {seed}, page {page}");
                Assert.True(page < rows.Length - 1 || layout.HasTailPage || rows[page] + tail <= room, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void OfGroups_WithATail_HasRoomForItBehindTheLastSums()
    {
        for (var seed = 1; seed <= 20_000; seed++)
        {
            var random = new Random(seed);
            var (first, other, tail) = (random.Next(1, 24), random.Next(16, 30), random.Next(10));
            int[] counts = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(4) == 0 ? random.Next(60) : random.Next(5))];
            var groups = counts.Count(count => count > 0) is > 1 and var several ? several : 0;
            var layout = PagedLayout.OfGroups(counts, groups, first, other, tail);
            var room = layout.Pages.Count == 1 ? Math.Max(first, 3) : other;
            var used = layout.RecapPages == 0
                ? layout.Pages[^1].Sum(part => part.Rows + 2) + (groups == 0 ? 0 : layout.RecapRows + 5)
                : other - (layout.RecapPages * layout.RecapRows) + groups;
            Assert.True(layout.HasTailPage || used + tail <= (layout.RecapPages == 0 ? room : other), $"seed {seed}");
        }
    }
}
