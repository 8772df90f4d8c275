using System.Globalization;
using System.Numerics;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>
/// Right sheets as villages make them, reckoned here with whole numbers and decimals and nothing of the engine. They are drawn.
/// </summary>
internal static class RightSheets
{
    public static IReadOnlyList<Func<Random, MadeSheet>> Kinds { get; } =
        [Price, Shares, PerHead, Net, Registered, Alone, Cut, PublishedPrice, WholeYuan, FlatAndLand];

    public static MadeSheet Draw(Random random)
    {
        var sheet = Kinds[random.Next(Kinds.Count)](random);
        sheet.Page = random.Next(3) == 0 ? random.Next(4, 12) : 0;
        return sheet;
    }

    /// <summary>A published price times land, to the nearest fen.</summary>
    public static MadeSheet Price(Random random)
    {
        var price = random.Next(5_000, 90_000);
        return Of(random, ["土地（亩）"], ["土地分红（元）"], [$"塘湾村土地分红发放表（每亩{MadeSheet.Yuan(price)}元）"],
            line => [HalfUp(line.Holdings[0] * price)]);
    }

    /// <summary>A total by shares, odd fen to the largest fractions.</summary>
    public static MadeSheet Shares(Random random)
    {
        var sheet = Of(random, ["股份（股）"], ["股份分红（元）"], [], _ => [0]);
        var total = random.Next(1_000_000, 90_000_000);
        Share(sheet.Lines, total, line => line.Holdings[0], 0);
        sheet.Titles.Add($"分红总额：{MadeSheet.Yuan(total)}元");
        return sheet;
    }

    /// <summary>So much a head.</summary>
    public static MadeSheet PerHead(Random random)
    {
        var price = random.Next(1, 40) * 5_000L;
        return Of(random, ["家庭人口（人）"], ["福利金额（元）"], [], line => [(long)line.Holdings[0] * price], isPeople: true);
    }

    /// <summary>应发 − 扣款 = 实发.</summary>
    public static MadeSheet Net(Random random)
    {
        var (price, welfare) = (random.Next(5_000, 60_000), random.Next(10, 100) * 100L);
        var sheet = Of(random, ["土地（亩）"], ["土地分红", "人口福利", "应发合计", "代扣水费", "实发金额合计"], ["单位：元"],
            line => [HalfUp(line.Holdings[0] * price), welfare, 0, random.Next(4) == 0 ? random.Next(100, 900) : 0, 0]);
        sheet.Parts[2] = [(0, 1), (1, 1)];
        sheet.Parts[4] = [(0, 1), (1, 1), (3, -1)];
        sheet.Total();
        return sheet;
    }

    /// <summary>Land for all, and a return for registered households only.</summary>
    public static MadeSheet Registered(Random random)
    {
        var sheet = Of(random, ["土地（亩）"], ["土地分红", "全额返还", "合计"], [], _ => [0, 0, 0], hasTags: true);
        Share(sheet.Lines, random.Next(1_000_000, 9_000_000), line => line.Holdings[0], 0);
        Share(sheet.Lines, random.Next(300_000, 3_000_000), line => line.Tags.Count > 0 ? line.Holdings[0] : 0, 1);
        sheet.Parts[2] = [(0, 1), (1, 1)];
        sheet.Total();
        return sheet;
    }

    /// <summary>A part of a total for each, rounded alone; what is shared is not said.</summary>
    public static MadeSheet Alone(Random random) => Each(random, HalfUp);

    /// <summary>The same, cut.</summary>
    public static MadeSheet Cut(Random random) => Each(random, value => (long)Math.Floor(value));

    /// <summary>A price cut to the fen, and the rest carried.</summary>
    public static MadeSheet PublishedPrice(Random random)
    {
        var sheet = Of(random, ["股份（股）"], ["分红金额"], [], _ => [0]);
        var price = Math.Floor(random.Next(1_000_000, 90_000_000) / sheet.Lines.Sum(line => line.Holdings[0]));
        sheet.Lines.ForEach(line => line.Fen[0] = (long)Math.Floor(line.Holdings[0] * price));
        return sheet;
    }

    /// <summary>Whole yuan for each.</summary>
    public static MadeSheet WholeYuan(Random random)
    {
        var price = random.Next(30_000, 90_000);
        return Of(random, ["入股亩数"], ["实发金额"], [], line => [HalfUp(line.Holdings[0] * price / 100) * 100]);
    }

    /// <summary>A flat sum for each household, and land beside it, in one amount that nothing explains.</summary>
    public static MadeSheet FlatAndLand(Random random)
    {
        var (price, flat) = (random.Next(5_000, 60_000), random.Next(1, 30) * 1_000L);
        return Of(random, ["土地（亩）"], ["发放金额"], [], line => [flat + HalfUp(line.Holdings[0] * price)]);
    }

    public static long HalfUp(decimal value) => (long)Math.Floor(value + 0.5m);

    /// <summary>Largest remainder with whole numbers; the earlier line of two alike goes first.</summary>
    public static void Share(IReadOnlyList<MadeLine> lines, long total, Func<MadeLine, decimal> weightOf, int column)
    {
        var weights = lines.Select(line => new BigInteger(weightOf(line) * 10_000)).ToArray();
        var all = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        if (all.IsZero)
        {
            return;
        }

        for (var at = 0; at < lines.Count; at++)
        {
            lines[at].Fen[column] = (long)(total * weights[at] / all);
        }

        var rest = total - lines.Sum(line => line.Fen[column]);
        foreach (var at in Enumerable.Range(0, lines.Count).OrderByDescending(at => total * weights[at] % all).ThenBy(at => at)
            .Take((int)rest))
        {
            lines[at].Fen[column]++;
        }
    }

    private static MadeSheet Each(Random random, Func<decimal, long> round)
    {
        var sheet = Of(random, ["土地（亩）"], ["土地租金（元）"], [], _ => [0]);
        var (total, all) = (random.Next(1_000_000, 90_000_000), sheet.Lines.Sum(line => line.Holdings[0]));
        sheet.Lines.ForEach(line => line.Fen[0] = round(line.Holdings[0] * total / all));
        return sheet;
    }

    private static MadeSheet Of(
        Random random, string[] quantities, string[] money, string[] titles, Func<MadeLine, long[]> reckon, bool isPeople = false,
        bool hasTags = false)
    {
        var sheet = new MadeSheet { Quantities = quantities, Money = money, HasTags = hasTags };
        sheet.Titles.AddRange(titles);
        var count = random.Next(12, 70);
        for (var at = 1; at <= count; at++)
        {
            var line = new MadeLine
            {
                Id = at.ToString("D4", CultureInfo.InvariantCulture),
                Holdings = [isPeople ? random.Next(1, 9) : random.Next(30, 1_500) / 100m],
                Fen = new long[money.Length], Tags = hasTags && random.Next(3) == 0 ? ["建档立卡户"] : [],
            };
            reckon(line).CopyTo(line.Fen, 0);
            sheet.Lines.Add(line);
        }

        return sheet;
    }
}
