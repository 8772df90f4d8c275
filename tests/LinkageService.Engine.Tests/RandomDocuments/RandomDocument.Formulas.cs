namespace LinkageService.Engine.Tests.RandomDocuments;

/// <content>Formulas, each with what it is worth by hand.</content>
internal sealed partial class RandomDocument
{
    /// <summary>A formula and its value for a household of a village.</summary>
    private sealed record Column(string Text, Func<Village, int, Ratio> Value);

    /// <summary>A formula of one value.</summary>
    private sealed record Single(string Text, Func<Village, Ratio> Value);

    private static Column Holding(string unit) => unit switch
    {
        "mu" => new Column("land", (village, at) => new Ratio(village.Households[at].Land, 10_000)),
        "person" => new Column("members", (village, at) => Ratio.Whole(village.Households[at].Members)),
        "elder" => new Column("members(age >= 70)", (village, at) => Ratio.Whole(village.Households[at].Elders)),
        "yuan" => new Column("sales", (village, at) => Ratio.Yuan(village.Households[at].Sales)),
        _ => new Column("points", (village, at) => new Ratio(village.Households[at].Points, 100)),
    };

    // tiers(t0, land); now and then of what steps gave before.
    private Column Tiers(RandomTable table)
    {
        var figure = table.Of == "yuan" && _paid.Count > 0 && Chance(3) ? Received(Pick([.. _paid])) : Holding(table.Of);
        return new Column($"tiers({table.Name}, {figure.Text})", (village, at) => table.Value(village.Year, figure.Value(village, at)));
    }

    private static Column Received(string step) =>
        new($"received({step})", (village, at) => Ratio.Yuan(village.Received(step, at)));

    private Column YuanColumn()
    {
        var tables = _tables.Where(table => table.IsYuan).ToArray();
        switch (_random.Next(tables.Length > 0 ? 9 : 6))
        {
            case 0:
                return new Column("land * price", (village, at) => Holding("mu").Value(village, at) * new Ratio(1234, 100));
            case 1:
                return new Column("sales * rate", (village, at) => Holding("yuan").Value(village, at) * new Ratio(1, 3));
            case 2:
                return new Column("2.50 yuan", (_, _) => new Ratio(250, 100));
            case 3:
                return new Column("members(age >= 70) * 0.75 yuan / 1 person",
                    (village, at) => Holding("elder").Value(village, at) * new Ratio(75, 100));
            case 4:
                return new Column("land * market", (village, at) => Holding("mu").Value(village, at) * Of("market"));
            case 5:
                return new Column("sales * levy + 0.01 yuan",
                    (village, at) => (Holding("yuan").Value(village, at) * Of("levy")) + new Ratio(1, 100));
            case 6:
                var half = Tiers(Pick(tables));
                return new Column($"{half.Text} / 2 + 0.01 yuan",
                    (village, at) => (half.Value(village, at) / Ratio.Whole(2)) + new Ratio(1, 100));
            default:
                return Tiers(Pick(tables));
        }
    }

    private Single YuanSingle()
    {
        var tables = _tables.Where(table => table is { IsYuan: true, Of: "yuan" }).ToArray();
        switch (_random.Next(tables.Length > 0 ? 8 : 6))
        {
            case 0:
                return new Single("10.05 yuan", _ => new Ratio(1005, 100));
            case 1:
                var pool = Pool();
                return new Single($"pool({pool}) * rate", village => Ratio.Yuan(village.Pools[pool]) * new Ratio(1, 3));
            case 2:
                return new Single("harvest * ton_price", _ => Of("harvest") * Of("ton_price"));
            case 3:
                return new Single("capital * 10000 yuan / 1 万元", _ => Of("capital") * Ratio.Whole(10_000));
            case 4:
                return new Single("posts * 1.25 yuan", _ => Of("posts") * new Ratio(5, 4));
            case 5:
                var taxed = Pool();
                return new Single($"pool({taxed}) * levy", village => Ratio.Yuan(village.Pools[taxed]) * Of("levy"));
            case 6:
                var first = Pick(tables);
                return new Single($"tiers({first.Name}, profit)", village => first.Value(village.Year, Ratio.Yuan(_profit)));
            default:
                var table = Pick(tables);
                return new Single($"tiers({table.Name}, sum(sales))", village => table.Value(village.Year,
                    Enumerable.Range(0, village.Households.Count).Select(at => Holding("yuan").Value(village, at))
                        .Aggregate(Ratio.Zero, (sum, next) => sum + next)));
        }
    }

    // Null for one part each.
    private Column? Weight() => _random.Next(7) switch
    {
        0 => null,
        1 => Holding("mu"),
        2 => Holding("point"),
        3 => Holding("person"),
        4 => new Column("members - members(age >= 70)", (village, at) =>
            Ratio.Whole(village.Households[at].Members - village.Households[at].Elders)),
        5 => new Column("land + 0.5 mu", (village, at) => Holding("mu").Value(village, at) + new Ratio(1, 2)),
        _ => Tiers(Pick([.. _tables])),
    };
}
