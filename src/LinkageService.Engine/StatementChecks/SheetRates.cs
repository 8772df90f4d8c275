namespace LinkageService.Engine.StatementChecks;

/// <summary>Finds between which rates the amounts of a column lie, though some of them be wrong.</summary>
internal static class SheetRates
{
    // Households below which a rate says nothing, and the part of them in percent that must agree.
    private const int LeastLines = 3;
    private const int LeastPercent = 60;

    /// <summary>The rates that fit most lines, each to one unit up or down; null where they do not fit enough.</summary>
    /// <param name="amounts">Fen by line; 0 and less are passed over.</param>
    /// <param name="weights">By line; 0 is passed over.</param>
    /// <param name="unit">Fen to which the column is rounded.</param>
    /// <param name="rounding">How, where only the rates that give the amounts so are looked for; null for any way.</param>
    public static (SheetRate Low, SheetRate High)? Find(
        IReadOnlyList<long> amounts, IReadOnlyList<long> weights, long unit, SheetRounding? rounding = null)
    {
        var (below, above) = rounding switch
        {
            null => (unit, unit),
            SheetRounding.HalfUp => (unit / 2, unit / 2),
            SheetRounding.Down => (0, unit),
            SheetRounding.Up => (unit, 0),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var ends = new List<(SheetRate At, bool IsStart)>(amounts.Count * 2);
        for (var line = 0; line < amounts.Count; line++)
        {
            if (amounts[line] > 0 && weights[line] > 0)
            {
                ends.Add((new SheetRate(Math.Max(0, amounts[line] - below), weights[line]), true));
                ends.Add((new SheetRate(amounts[line] + above, weights[line]), false));
            }
        }

        var lines = ends.Count / 2;
        if (lines < LeastLines)
        {
            return null;
        }

        // The ends themselves belong to no interval: those that end come first. A rate of one end alone is tried as one near it.
        ends.Sort((left, right) => left.At.CompareTo(right.At) is not 0 and var order ? order : left.IsStart.CompareTo(right.IsStart));
        var (open, most, best) = (0, 0, 0);
        for (var at = 0; at < ends.Count; at++)
        {
            open += ends[at].IsStart ? 1 : -1;
            if (open > most)
            {
                (most, best) = (open, at);
            }
        }

        return most < LeastLines || most * 100 < lines * LeastPercent ? null : (ends[best].At, ends[best + 1].At);
    }

    /// <summary>The fen to which a column is rounded: 100 where nearly all of it is whole yuan, 10 for jiao, else 1.</summary>
    public static long UnitOf(IReadOnlyList<long> amounts)
    {
        const int nearlyAll = 90;
        var paid = amounts.Where(amount => amount > 0).ToArray();
        return new long[] { 100, 10 }.FirstOrDefault(
            unit => paid.Length >= LeastLines && paid.Count(amount => amount % unit == 0) * 100 >= paid.Length * nearlyAll, 1);
    }
}
