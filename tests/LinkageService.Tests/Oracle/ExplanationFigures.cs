using System.Numerics;
using LinkageService.Engine.Runs;

namespace LinkageService.Tests.Oracle;

/// <summary>Does a line's arithmetic again from the figures of its explanation alone, as a reader with a calculator
/// would.</summary>
internal static class ExplanationFigures
{
    /// <summary>Fen the figures come to; null where the kind of step is not redone here.</summary>
    public static BigInteger? Redo(Explanation explanation, string kind)
    {
        var figures = explanation.Figures
            .ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal);
        if (figures.ContainsKey("needed"))
        {
            return Prorated(figures);
        }

        return kind switch
        {
            "allocate" when figures.ContainsKey("rate") => PerUnit(figures),
            "allocate" => Share(figures),
            "pay" or "record" => Exact(figures).HalfUp(),
            "withhold" => -Exact(figures).HalfUp(),
            "guarantee" => Guarantee(figures),
            _ => null,
        };
    }

    /// <summary>Reads a figure: <c>12.5</c>, <c>1,234.56</c>, <c>1/3</c>, and <c>0.12345678…</c> as a little more
    /// than it says.</summary>
    public static Ratio Read(string figure)
    {
        var isCut = figure.EndsWith('…');
        var text = (isCut ? figure[..^1] + "1" : figure).Replace(",", "", StringComparison.Ordinal);
        return Ratio.Rate(text);
    }

    // cut + (residueRank ≤ residueFen ? 1 : 0)
    private static BigInteger Share(Dictionary<string, string> figures)
    {
        var cap = figures.TryGetValue("cap", out var most) ? Fen(most).Floor() : (BigInteger?)null;
        if (!figures.ContainsKey("cut"))
        {
            return cap!.Value; // the share reached the cap
        }

        var pool = Fen(figures.GetValueOrDefault("poolAfterCaps") ?? figures["pool"]);
        var total = Read(figures.GetValueOrDefault("weightAfterCaps") ?? figures["totalWeight"]);
        var cut = (pool * Read(figures["weight"]) / total).Floor();
        Assert.Equal(cut, Fen(figures["cut"]).Floor());
        var gets = figures.TryGetValue("residueRank", out var rank)
            && Read(rank).Floor() <= Read(figures["residueFen"]).Floor();
        return cut + (gets ? 1 : 0);
    }

    private static BigInteger PerUnit(Dictionary<string, string> figures)
    {
        var rate = (Fen(figures["pool"]) / Read(figures["totalWeight"])).Floor();
        Assert.Equal(rate, Fen(figures["rate"]).Floor());
        return (Ratio.Whole(rate) * Read(figures["weight"])).Floor();
    }

    private static BigInteger Guarantee(Dictionary<string, string> figures)
    {
        var floor = Exact(figures).Ceiling();
        Assert.Equal(floor, Fen(figures["floor"]).Floor());
        return floor - Fen(figures["received"]).Floor();
    }

    private static BigInteger? Prorated(Dictionary<string, string> figures)
    {
        var share = Fen(figures["available"]) * Read(figures["asked"]) / Read(figures["needed"]);
        var gets = figures.TryGetValue("residueRank", out var rank)
            && Read(rank).Floor() <= Read(figures["residueFen"]).Floor();
        return share.Floor() + (gets ? 1 : 0);
    }

    private static Ratio Exact(Dictionary<string, string> figures) => Fen(figures["exact"]);

    private static Ratio Fen(string yuan) => OracleBooks.Fen(Read(yuan));
}
