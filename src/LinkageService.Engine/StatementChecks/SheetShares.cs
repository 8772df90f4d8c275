using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>
/// The rules that a column of money may follow: a price times a quantity, or a total shared by it, each with every rounding.
/// </summary>
internal sealed class SheetShares(CheckedSheet sheet, IReadOnlyList<long?> written, IReadOnlyList<SheetBasis> bases)
{
    private const int MostTotals = 400;
    private const int MostTotalsOfMany = 40;
    private const int Many = 2_000;
    private const int PriceDecimals = 4;
    private const int PricesEach = 3;

    private readonly List<SheetCandidate> _found = [];
    private readonly long[] _amounts = [.. written.Select(amount => amount ?? 0)];

    /// <summary>How many were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>Every rule that explains something, the best first.</summary>
    public IReadOnlyList<SheetCandidate> Find()
    {
        var unit = SheetRates.UnitOf(_amounts);
        foreach (var basis in bases)
        {
            if (!basis.IsMoney)
            {
                TryRowPrices(basis, unit);
            }

            if (SheetRates.Find(_amounts, basis.Weights, unit) is { } rates)
            {
                TryPrices(basis, rates, unit);
                if (!basis.IsMoney)
                {
                    TryTotals(basis, rates, unit);
                }
            }
        }

        return Best();
    }

    private SheetCandidate[] Best() =>
        [.. _found.OrderByDescending(rule => rule.Matched).ThenBy(rule => rule.Rank)];

    // Another total would explain no more.
    private bool IsExplained => _found.Exists(rule => rule.Matched == rule.Compared);

    private void Add(SheetCandidate candidate)
    {
        Tried++;
        if (candidate.Against(written).Matched > 0)
        {
            _found.Add(candidate);
            if (_found.Count > MostTotals)
            {
                _found.Sort((left, right) => right.Matched.CompareTo(left.Matched) is not 0 and var order
                    ? order : left.Rank.CompareTo(right.Rank));
                _found.RemoveRange(MostTotals / 2, _found.Count - (MostTotals / 2));
            }
        }
    }

    // A line is tried where it gets something and has something to get it for.
    private bool IsTried(SheetBasis basis, int line) => _amounts[line] != 0 && basis.Weights[line] > 0;

    private long?[] Each(SheetBasis basis, Func<int, long> amount) =>
        [.. _amounts.Select((_, line) => IsTried(basis, line) ? amount(line) : (long?)null)];

    private void TryRowPrices(SheetBasis basis, long unit)
    {
        foreach (var at in basis.Column is null ? [] : sheet.ColumnsOf(SheetColumnKind.Price))
        {
            foreach (var rounding in Enum.GetValues<SheetRounding>())
            {
                var (zh, en) = WordsOf(rounding, unit);
                Add(new SheetCandidate
                {
                    Title = new LocalizedText(
                        $"{basis.Words.Zh} × 本行“{sheet.Columns[at].Heading}”，{zh}",
                        $"{basis.Words.En} × \"{sheet.Columns[at].Heading}\" of the row, {en}"),
                    Expected = [.. _amounts.Select((amount, line) => amount != 0 && sheet.Lines[line].Values[at] is { Sign: > 0 } price
                        && basis.Weights[line] > 0 ? PriceOf(price).Round(basis.Weights[line], rounding, unit) : (long?)null)],
                    Rank = rounding is SheetRounding.HalfUp ? 1 : 40,
                    Flaw = rounding is SheetRounding.HalfUp ? null : FlawOf(rounding),
                });
            }
        }
    }

    // Where amounts are whole yuan, many prices give them nearly, and each way of rounding has a range of its own.
    private void TryPrices(SheetBasis basis, (SheetRate Low, SheetRate High) rates, long unit)
    {
        var (tried, all) = (new HashSet<(Fraction, SheetRounding)>(), Enum.GetValues<SheetRounding>());
        TryPrices(basis, rates, unit, all, tried);
        foreach (var rounding in unit > 1 ? all : [])
        {
            if (SheetRates.Find(_amounts, basis.Weights, unit, rounding) is { } own)
            {
                TryPrices(basis, own, unit, [rounding], tried);
            }
        }
    }

    private void TryPrices(
        SheetBasis basis, (SheetRate Low, SheetRate High) rates, long unit, SheetRounding[] roundings,
        HashSet<(Fraction Price, SheetRounding Rounding)> tried)
    {
        foreach (var (price, rank) in PricesIn(rates))
        {
            var rate = PriceOf(price);
            foreach (var rounding in roundings.Where(rounding => tried.Add((price, rounding))))
            {
                var (zh, en) = WordsOf(rounding, unit);
                Add(new SheetCandidate
                {
                    Title = basis.IsMoney
                        ? new LocalizedText($"{basis.Words.Zh}的 {Percent(price)}%，{zh}", $"{Percent(price)}% of {basis.Words.En}, {en}")
                        : new LocalizedText(
                            $"每{UnitOf(basis)} {Text(price)} 元 × {basis.Words.Zh}，{zh}", $"{Text(price)} yuan × {basis.Words.En}, {en}"),
                    Expected = Each(basis, line => rate.Round(basis.Weights[line], rounding, unit)),
                    Rank = rank + (rounding is SheetRounding.HalfUp ? 0 : 20), Basis = basis, Rate = rate, Price = price,
                    Rounding = rounding, Unit = unit, Flaw = SheetCause.RoundedPrice,
                });
            }

            if (roundings.Length > 1)
            {
                TryFloating(basis, price, rate, rank);
            }
        }
    }

    private void TryFloating(SheetBasis basis, Fraction price, SheetRate rate, int rank)
    {
        if (basis.Column is null || basis.IsMoney || sheet.Lines.Count > Many)
        {
            return;
        }

        Add(new SheetCandidate
        {
            Title = new LocalizedText(
                $"每{UnitOf(basis)} {Text(price)} 元 × {basis.Words.Zh}，用电脑小数乘再舍去",
                $"{Text(price)} yuan × {basis.Words.En} in binary floating point, cut"),
            Expected = Each(basis, line => Binary64.CutProduct(price, new Fraction(basis.Weights[line], SheetBasis.Scale))),
            Rank = rank + 60, Basis = basis, Rate = rate, Price = price, Rounding = SheetRounding.Down, Flaw = SheetCause.FloatingPoint,
        });
    }

    // Those that the sheet states; then for each number of decimals those nearest to the middle.
    private IEnumerable<(Fraction Price, int Rank)> PricesIn((SheetRate Low, SheetRate High) rates)
    {
        var (low, high) = (YuanOf(rates.Low), YuanOf(rates.High));
        var found = new HashSet<Fraction>();
        foreach (var stated in sheet.Stated.Where(stated => stated >= low && stated <= high && found.Add(stated)))
        {
            yield return (stated, 2);
        }

        for (var (decimals, step) = (0, Fraction.One); decimals <= PriceDecimals; decimals++, step /= 10)
        {
            var middle = Rounding.HalfUp((low + high) / (step * 2));
            for (var at = 0; at < PricesEach; at++)
            {
                var price = step * (middle + (at % 2 == 0 ? -(at / 2) : (at + 1) / 2));
                if (price >= low && price <= high && price.Sign > 0 && found.Add(price))
                {
                    yield return (price, 4 + decimals + at);
                }
            }
        }
    }

    private void TryTotals(SheetBasis basis, (SheetRate Low, SheetRate High) rates, long unit)
    {
        var weights = Enumerable.Range(0, _amounts.Length).Select(line => IsTried(basis, line) ? basis.Weights[line] : 0).ToArray();
        var all = weights.Aggregate((Int128)0, (sum, weight) => sum + weight);
        var (own, fromSheet) = (_amounts.Sum(), StatedFen().ToHashSet());
        foreach (var total in TotalsIn(rates, all, [.. fromSheet, own]))
        {
            // What the column makes is what was shared, unless somebody says otherwise.
            var rank = fromSheet.Contains(total) ? 0 : total == own && sheet.StatedTotal is null ? 3 : 10;
            if (rank == 10 && IsExplained)
            {
                break;
            }

            AddLargestRemainder(basis, weights, total, new SheetRate(total, all), rank);
            foreach (var rounding in Enum.GetValues<SheetRounding>())
            {
                var rate = new SheetRate(total, all);
                var (zh, en) = WordsOf(rounding, unit);
                Add(new SheetCandidate
                {
                    Title = new LocalizedText(
                        $"{new Money(total).ToDisplayString()} 元按{basis.Words.Zh}分，{zh}",
                        $"{new Money(total).ToDisplayString()} yuan shared by {basis.Words.En}, {en}"),
                    Expected = Each(basis, line => rate.Round(basis.Weights[line], rounding, unit)),
                    Rank = rank + (rounding is SheetRounding.HalfUp ? 3 : 25), Basis = basis, Rate = rate, Total = total,
                    Rounding = rounding, Unit = unit, Flaw = FlawOf(rounding),
                });
            }
        }
    }

    private void AddLargestRemainder(SheetBasis basis, long[] weights, long total, SheetRate rate, int rank)
    {
        var shares = new long[weights.Length];
        Apportionment.LargestRemainder(total, weights, shares);
        GiveTiesAsWritten(basis, shares, rate);
        Add(new SheetCandidate
        {
            Title = new LocalizedText(
                $"{new Money(total).ToDisplayString()} 元按{basis.Words.Zh}分，尾差补到户（本系统的算法）",
                $"{new Money(total).ToDisplayString()} yuan shared by {basis.Words.En}, odd fen to the largest fractions (as here)"),
            Expected = Each(basis, line => shares[line]), Rank = rank, Basis = basis, Rate = rate, Total = total,
        });
    }

    // Who of equals gets the odd fen is for each to decide: an exchange among lines of the same fraction is no fault.
    private void GiveTiesAsWritten(SheetBasis basis, long[] shares, SheetRate rate)
    {
        var ties = new Dictionary<Int128, (List<int> More, List<int> Less)>();
        for (var line = 0; line < shares.Length; line++)
        {
            if (IsTried(basis, line) && Math.Abs(shares[line] - _amounts[line]) == 1)
            {
                var rest = rate.Rest(basis.Weights[line]);
                if (!ties.TryGetValue(rest, out var tie))
                {
                    ties[rest] = tie = ([], []);
                }

                (shares[line] > _amounts[line] ? tie.More : tie.Less).Add(line);
            }
        }

        foreach (var (more, less) in ties.Values)
        {
            foreach (var (had, gets) in more.Zip(less))
            {
                shares[had]--;
                shares[gets]++;
            }
        }
    }

    private IEnumerable<long> TotalsIn((SheetRate Low, SheetRate High) rates, Int128 all, HashSet<long> stated)
    {
        var (low, high) = ((long)(rates.Low.N * all / rates.Low.D), (long)(rates.High.N * all / rates.High.D) + 1);
        var most = sheet.Lines.Count > Many ? MostTotalsOfMany : MostTotals;
        var known = stated.Where(total => total >= low && total <= high).ToArray();
        var start = high - low <= most ? low : low + ((high - low - most) / 2);
        return known.Concat(Enumerable.Range(0, (int)Math.Min(high - low + 1, most)).Select(at => start + at)
            .Where(total => total > 0 && !stated.Contains(total)));
    }

    // What the sheet says is shared out.
    private IEnumerable<long> StatedFen()
    {
        foreach (var stated in sheet.Stated.Append(sheet.StatedTotal ?? Fraction.Zero))
        {
            if (stated.Sign > 0 && (stated * 100).Denominator.IsOne && (stated * 100).Numerator <= long.MaxValue / SheetBasis.Scale)
            {
                yield return (long)(stated * 100).Numerator;
            }
        }
    }

    private static SheetRate PriceOf(Fraction yuan)
    {
        var fen = yuan * new Fraction(100, SheetBasis.Scale);
        return new SheetRate((Int128)fen.Numerator, (Int128)fen.Denominator);
    }

    private static Fraction YuanOf(SheetRate rate) => new Fraction(rate.N, rate.D) * new Fraction(SheetBasis.Scale, 100);

    private static string UnitOf(SheetBasis basis) => basis.Column is null ? "户" : "份";

    private static string Text(Fraction price) => DecimalText.Format(Rounding.HalfUp(price * 1_000_000), 6, keep: 2);

    private static string Percent(Fraction price) => DecimalText.Format(Rounding.HalfUp(price * 100_000_000), 6);

    private static SheetCause FlawOf(SheetRounding rounding) => rounding switch
    {
        SheetRounding.HalfUp => SheetCause.RoundedAlone,
        SheetRounding.Down => SheetCause.Truncated,
        SheetRounding.Up => SheetCause.RoundedUp,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static (string Zh, string En) WordsOf(SheetRounding rounding, long unit)
    {
        var (zh, en) = unit switch { 100 => ("元", "yuan"), 10 => ("角", "jiao"), _ => ("分", "fen") };
        return rounding switch
        {
            SheetRounding.HalfUp => ($"各户四舍五入到{zh}", $"each line to the nearest {en}"),
            SheetRounding.Down => ($"各户只舍不入到{zh}", $"each line cut to the {en}"),
            SheetRounding.Up => ($"各户只入不舍到{zh}", $"each line up to the {en}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
