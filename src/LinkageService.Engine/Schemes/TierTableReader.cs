using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Reads a parameter of type tiers.</summary>
internal static class TierTableReader
{
    /// <summary>The most limits of a table.</summary>
    /// <value>32: a person checks them line by line.</value>
    private const int MaxLimits = 32;

    // A limit of a plain number or of any unit but yuan is written with at most four decimals, as a holding is.
    private const int LimitDecimals = 4;

    private static readonly (string, ParameterType)[] Types =
        [("rate", ParameterType.Rate), ("money", ParameterType.Money), ("number", ParameterType.Number)];

    private static readonly (string, TierMode)[] Modes =
        [("marginal", TierMode.Marginal), ("whole", TierMode.Whole), ("fixed", TierMode.Fixed)];

    public static TierTable? Read(FieldReader fields, string name)
    {
        var before = fields.Problems.All.Count;
        var type = fields.Choice("gives", Types, ParameterType.Rate);
        var gives = new SchemeParameter(name, type)
        {
            Per = type is ParameterType.Rate ? null : fields.Unit("per"),
            Unit = type is ParameterType.Number ? fields.Unit("unit") : null,
            Decimals = SchemeParameterReader.Decimals(fields, type),
            Max = type is ParameterType.Rate ? Fraction.One : null,
            Title = fields.Words("title"),
            Clause = fields.Text("clause"),
        };
        var of = fields.Unit("of");
        if (of == "money")
        {
            fields.Invalid("of", "按金额分档写作 of: yuan", "tiers of an amount are written of: yuan");
        }

        var includesLimit = !fields.Has("below");
        var table = new TierTable(name, fields.Choice("mode", Modes, TierMode.Fixed, required: true, Shapes.TierMode))
        {
            Of = of,
            Gives = gives,
            IncludesLimit = includesLimit,
            Tiers = Tiers(fields, of, gives, includesLimit),
        };
        if (fields.Find("values") is { } node
            && FieldReader.Open(node, fields.FieldOf("values"), fields.Problems, Shapes.Values) is { } years)
        {
            table = table with { Later = Later(years, table) };
        }

        return fields.Problems.All.Count == before ? table : null;
    }

    private static (int, IReadOnlyList<Tier>)[] Later(FieldReader years, TierTable table)
    {
        var later = new List<(int Year, IReadOnlyList<Tier> Tiers)>();
        foreach (var (key, year) in SchemeParameterReader.Years(years))
        {
            if (years.Find(key, required: true) is { } node && FieldReader.Open(node, years.FieldOf(key), years.Problems) is { } fields)
            {
                later.Add((year, Tiers(fields, table.Of, table.Gives, table.IncludesLimit)));
                fields.Done();
            }
        }

        return [.. later.OrderBy(row => row.Year)];
    }

    // 不超过 and 不足 are not mixed in one table: where a figure that equals a limit belongs is said once.
    private static List<Tier> Tiers(FieldReader fields, string? of, SchemeParameter gives, bool includesLimit)
    {
        var (key, other) = includesLimit ? ("upTo", "below") : ("below", "upTo");
        if (fields.Has(other))
        {
            fields.Invalid(other, "一张分档表只写 upTo（不超过）或 below（不足）中的一种",
                "a table has either upTo (the limit included) or below (the limit excluded)");
        }

        var tiers = new List<Tier>();
        if (fields.Find(key, required: true) is { } node
            && FieldReader.Open(node, fields.FieldOf(key), fields.Problems, Shapes.Limits(key)) is { } rows
            && fields.CheckCount(key, node, rows.Node.Entries.Count, MaxLimits))
        {
            foreach (var entry in rows.Node.Entries.DistinctBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (Limit(rows, entry, of) is { } limit && Value(rows, entry.Key, gives) is { } value)
                {
                    CheckOrder(rows, entry, tiers, limit);
                    tiers.Add(new Tier(limit, value));
                }
            }

            if (rows.Node.Entries.Count == 0)
            {
                fields.Missing(key, node);
            }
        }

        tiers.Add(new Tier(Limit: null, Value(fields, "above", gives, required: true) ?? Fraction.Zero));
        return tiers;
    }

    private static Fraction? Limit(FieldReader rows, DocumentEntry entry, string? of)
    {
        if (entry.Value is DocumentScalar { Text: null })
        {
            rows.Invalid(entry.Key, $"“{NumberProblems.Shorten(entry.Key)}”后面没有值；界限不写千分位，写作 10000.00: 3%",
                $"\"{NumberProblems.Shorten(entry.Key)}\" has no value; a limit has no thousands separator: 10000.00: 3%");
            return null;
        }

        var decimals = of == "yuan" ? Money.Decimals : LimitDecimals;
        var fault = DecimalText.TryParse(entry.Key, decimals, out Fraction limit);
        if (fault == DecimalFault.None)
        {
            return limit;
        }

        if (NumberSpelling.Of(entry.Key) is null && NumberSpelling.BeforeUnit(entry.Key) is { } read)
        {
            var (zh, en) = of is null ? ($"单位写在 of 里，of: {read.Unit}", $"its unit is written of: {read.Unit}")
                : ("单位在 of 里写过了", "of has its unit");
            var shown = NumberProblems.Shorten(entry.Key);
            rows.Invalid(entry.Key, $"“{shown}”只写数：写作 {read.Number}；{zh}",
                $"\"{shown}\": write the number alone, {read.Number}; {en}");
            return null;
        }

        var problem = NumberProblems.Of(fault, rows.FieldOf(entry.Key), entry.Key, decimals);
        rows.Invalid(entry.Key, problem.Message.Zh, problem.Message.En);
        return null;
    }

    private static Fraction? Value(FieldReader fields, string key, SchemeParameter gives, bool required = false)
    {
        _ = required && fields.Find(key, required: true) is null;
        if (!fields.Has(key) || SchemeParameterReader.Value(fields, key, gives, "gives") is not { } value)
        {
            return null;
        }

        if (gives.RangeProblem(value, fields.FieldOf(key), fields.Text(key) ?? "") is not null)
        {
            fields.Invalid(key, $"比例 {gives.Show(value)} 超过 100%；是倍数就写 gives: number，如 1.2",
                $"the rate {gives.Show(value)} is above 100%; a factor is written with gives: number, such as 1.2");
        }

        return value;
    }

    private static void CheckOrder(FieldReader rows, DocumentEntry entry, List<Tier> tiers, Fraction limit)
    {
        if (tiers.Count > 0 && tiers[^1].Limit >= limit)
        {
            rows.Invalid(entry.Key, $"各档的界限从小到大写，每个只写一次：{limit} 在 {tiers[^1].Limit} 之后",
                $"limits go from small to large, each once: {limit} stands after {tiers[^1].Limit}");
        }
    }
}
