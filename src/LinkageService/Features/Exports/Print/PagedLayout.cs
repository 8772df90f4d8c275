namespace LinkageService.Features.Exports.Print;

/// <summary>The rows of one group on one page.</summary>
/// <param name="Group">The place of the group.</param>
/// <param name="Rows">How many of its rows.</param>
/// <param name="IsFirst">Whether the group begins here.</param>
/// <param name="IsLast">Whether it ends here, and its subtotal stands below.</param>
internal readonly record struct PagedPart(int Group, int Rows, bool IsFirst, bool IsLast);

/// <summary>How rows come to stand on pages, in groups or not, and where the table of subtotals stands after them.</summary>
/// <param name="Pages">The parts of each page.</param>
/// <param name="RecapPages">How many pages the table of subtotals has for itself; 0 where it fits below the last rows.</param>
/// <param name="RecapRows">Rows of it to a page.</param>
internal sealed record PagedLayout(IReadOnlyList<IReadOnlyList<PagedPart>> Pages, int RecapPages, int RecapRows)
{
    // A group has its heading, and below its last row the subtotal; the table of subtotals a heading of four rows and the total.
    private const int GroupRows = 2;
    private const int RecapHeadRows = 5;

    /// <summary>Whether what stands below the last sums has a page for itself.</summary>
    public bool HasTailPage { get; init; }

    /// <summary>All pages.</summary>
    public int Count => Pages.Count + RecapPages + (HasTailPage ? 1 : 0);

    /// <summary>Parts rows that are in no groups.</summary>
    /// <param name="count">How many.</param>
    /// <param name="first">Rows that fit the first page.</param>
    /// <param name="other">Rows that fit every other page.</param>
    /// <param name="tail">Rows that what stands below the last of them takes the room of; fewer than fit any other page.</param>
    public static PagedLayout Of(int count, int first, int other, int tail = 0)
    {
        var pages = new List<IReadOnlyList<PagedPart>>();
        for (var left = count; left > 0 || pages.Count == 0;)
        {
            var room = pages.Count == 0 ? Math.Max(first, 1) : other;

            // Rows that would fit without the tail go on with it: it never stands on a page of its own but behind none.
            var rows = left <= room - tail ? left : Math.Min(left, Math.Max(room - tail, 1));
            rows = left > room ? room : rows;
            pages.Add([new PagedPart(0, rows, IsFirst: pages.Count == 0, IsLast: rows == left)]);
            left -= rows;
            if (left == 0 && rows > room - tail)
            {
                return new PagedLayout(pages, RecapPages: 0, RecapRows: 0) { HasTailPage = true };
            }
        }

        return new PagedLayout(pages, RecapPages: 0, RecapRows: 0);
    }

    /// <summary>
    /// Parts groups: one that fits into what is left of a page stands there whole, every other begins a page. No subtotal stands on
    /// a page without a row of its group.
    /// </summary>
    /// <param name="counts">Rows of each group; one without rows is left out.</param>
    /// <param name="recap">Rows of the table of subtotals; 0 for none.</param>
    /// <param name="first">Rows that fit the first page.</param>
    /// <param name="other">Rows that fit every other page.</param>
    /// <param name="tail">Rows that what stands below the last of all takes the room of.</param>
    public static PagedLayout OfGroups(IReadOnlyList<int> counts, int recap, int first, int other, int tail = 0)
    {
        var (pages, page, room) = (new List<IReadOnlyList<PagedPart>>(), new List<PagedPart>(), Math.Max(first, GroupRows + 1));
        void Turn()
        {
            pages.Add(page);
            (page, room) = ([], other);
        }

        for (var group = 0; group < counts.Count; group++)
        {
            if (page.Count > 0 && counts[group] + GroupRows > room)
            {
                Turn();
            }

            for (var left = counts[group]; left > 0;)
            {
                var isLast = left + GroupRows <= room;
                var rows = isLast ? left : Math.Min(left - 1, room - 1);
                page.Add(new PagedPart(group, rows, left == counts[group], isLast));
                (left, room) = (left - rows, room - rows - GroupRows);
                if (!isLast)
                {
                    Turn();
                }
            }
        }

        pages.Add(page);
        var perPage = other - RecapHeadRows;
        if (recap == 0 || recap + RecapHeadRows <= room)
        {
            room -= recap == 0 ? 0 : recap + RecapHeadRows;
            return new PagedLayout(pages, RecapPages: 0, recap) { HasTailPage = room < tail };
        }

        var recapPages = (recap + perPage - 1) / perPage;
        return new PagedLayout(pages, recapPages, perPage) { HasTailPage = (recapPages * perPage) - recap < tail };
    }
}
