using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Exports.Print;

/// <summary>A column of amounts of the public notice.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Columns">The columns of the run it adds up.</param>
internal sealed record NoticeColumn(string Title, IReadOnlyList<ExportColumn> Columns)
{
    /// <summary>Over all households.</summary>
    public long SumFen => Columns.Sum(column => column.SumFen);

    /// <summary>What a household has in it.</summary>
    public long Fen(SheetHousehold household) => Columns.Sum(column => household.Amounts[column.Index]);
}

/// <summary>
/// What of the amounts a public notice may show. An amount that only households of a status get tells who they are, and so does a
/// column in which only they have one. Such amounts are therefore put together with those of everyone, as many as it takes until
/// every household that is paid anything has an amount in the joint column. Where even the total would tell (nobody is paid but by
/// status), the notice shows sums only and no households. What remains is what any true total says: where all others are paid the
/// same, a greater total stands out.
/// </summary>
/// <param name="Columns">The columns between the household and its total.</param>
/// <param name="IsCombined">Whether any were put together for that reason.</param>
/// <param name="ShowsHouseholds">Whether households are shown at all.</param>
internal sealed record NoticeColumns(IReadOnlyList<NoticeColumn> Columns, bool IsCombined, bool ShowsHouseholds)
{
    private const int MaxColumns = 6;
    private const int MaxBits = 64;

    /// <summary>Decides for a run; goes through its households once when any amount tells a status.</summary>
    public static async Task<NoticeColumns> OfAsync(ExportSheet sheet, SheetRows rows, CancellationToken cancellation)
    {
        var telling = StatusDisclosure.StepsOf(sheet.Scheme);
        var paid = sheet.Lines.Where(line => line.Households > 0).ToArray();
        var sensitive = paid.Where(line => telling.Contains(line.Step) || StatusDisclosure.IsIn(line.Title)).ToArray();
        var plain = paid.Except(sensitive).OrderByDescending(line => line.Households).ThenBy(line => line.Index).ToArray();
        if (sensitive.Length == 0)
        {
            return new NoticeColumns(AtMost(paid.Select(line => new NoticeColumn(line.Title, [line])), sheet.Words), false, true);
        }

        var (patterns, hasOthers) = await PatternsAsync(rows, sensitive, plain, cancellation);
        var joint = 0;
        while (joint < plain.Length && (joint == 0 || !patterns.All(pattern => (pattern & Mask(joint)) != 0)))
        {
            joint++;
        }

        if (plain.Length > MaxBits || !patterns.All(pattern => (pattern & Mask(joint)) != 0) || joint == plain.Length)
        {
            // All of them together is the total, which is there already.
            return new NoticeColumns([], true, hasOthers);
        }

        var combined = new NoticeColumn(
            sheet.Words.T("分红等各项（合并列示）", "Benefits, combined"), [.. plain.Take(joint), .. sensitive]);
        var apart = plain.Skip(joint).OrderBy(line => line.Index).Select(line => new NoticeColumn(line.Title, [line]));
        return new NoticeColumns(AtMost(apart.Prepend(combined), sheet.Words), true, hasOthers);
    }

    /// <summary>The first columns, and the rest of them together: a page is only so wide.</summary>
    public static IReadOnlyList<NoticeColumn> AtMost(IEnumerable<NoticeColumn> columns, ExportWords words, int most = MaxColumns)
    {
        var all = columns.ToArray();
        return all.Length <= most
            ? all
            :
            [
                .. all.Take(most - 1),
                new NoticeColumn(words.T("其他各项", "Others"), all.Skip(most - 1).SelectMany(column => column.Columns).ToArray()),
            ];
    }

    private static ulong Mask(int columns) => columns >= MaxBits ? ulong.MaxValue : (1UL << columns) - 1;

    // In which of the plain columns households have an amount: each pattern once.
    private static async Task<(HashSet<ulong> Patterns, bool HasOthers)> PatternsAsync(
        SheetRows rows, ExportColumn[] sensitive, ExportColumn[] plain, CancellationToken cancellation)
    {
        var (patterns, hasOthers) = (new HashSet<ulong>(), false);
        await foreach (var household in rows.ReadAsync(withPersons: false, cancellation))
        {
            var isByStatus = sensitive.Any(column => household.Amounts[column.Index] != 0);
            ulong pattern = 0;
            for (var at = 0; at < Math.Min(plain.Length, MaxBits); at++)
            {
                pattern |= household.Amounts[plain[at].Index] == 0 ? 0 : 1UL << at;
            }

            if (isByStatus || pattern != 0)
            {
                patterns.Add(pattern);
                hasOthers |= !isByStatus;
            }
        }

        return (patterns, hasOthers);
    }
}
