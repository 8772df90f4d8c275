using System.Numerics;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <content>Money that goes to the villages first, and to the households of each after that.</content>
internal sealed partial class RandomDocument
{
    private void AddWithin(string id)
    {
        var (from, by, pool) = (_pools.OrderBy(_ => _random.Next()).Take(_random.Next(1, 3)).ToArray(), Weight(), "kept_" + id);
        var (into, keeps) = _random.Next(5) switch
        {
            0 => ($"{{ {pool}: remaining }}", (Func<BigInteger, BigInteger>)(_ => 0)),
            1 => ($"{{ fund:town: rate, {pool}: remaining }}", fen => Halved(fen, first: new Ratio(1, 3))),
            2 or 3 => ($"{{ fund:town: levy, {pool}: remaining }}", fen => Halved(fen, first: Of("levy"))),
            _ => ($"{{ fund:town: 1, {pool}: 1 }}", fen => Halved(fen, first: new Ratio(1, 2))),
        };
        var written = Chance(3) ? Written() : null;
        var weighed = by is null ? null : Quoted(by.Text);
        Write(id + "v", "split", ("from", Listed(from)), ("within", "village"),
            ("by", written is null ? weighed : $"{{ {string.Join(", ", written.Select(part => $"{part.Key}: {part.Value.Text}"))} }}"),
            ("into", into));
        _actions.Add(village =>
        {
            var hasFund = into.Contains("fund:", StringComparison.Ordinal);
            if (hasFund)
            {
                village.Name("fund:town");
            }

            village.Name(pool);
            var weights = written is not null ? [] : village.Households.Select((_, at) =>
                NotNegative(by?.Value(village, at) ?? Ratio.Whole(1), "negative_weight")).ToArray();
            if (written is not null && !village.Households.Select(household => household.Village).ToHashSet().SetEquals(written.Keys))
            {
                throw new Refusal("label_shares_differ");
            }

            var fen = village.Holds(from);
            if (fen.IsZero)
            {
                return;
            }

            var villages = village.Households.Select(household => household.Village).Distinct().Order(StringComparer.Ordinal).ToArray();
            var sums = villages.Select(name => written is not null ? written[name].Value
                : weights.Where((_, at) => village.Households[at].Village == name)
                .Aggregate(Ratio.Zero, (sum, weight) => sum + weight)).ToArray();
            if (Array.TrueForAll(sums, sum => sum <= Ratio.Zero))
            {
                throw new Refusal("zero_weight");
            }

            Array.ForEach(from, source => village.Pools[source] = 0);
            foreach (var (name, part) in villages.Zip(Sharing.LargestRemainder(fen, sums)))
            {
                if (hasFund)
                {
                    village.Feed("fund:town", keeps(part));
                }

                village.Feed(pool, part - keeps(part));
                village.Kept[(pool, name)] = part - keeps(part);
            }
        });
        AddAllocateWithin(id, pool);
        foreach (var source in from)
        {
            Refill($"more_{id}_{source}", source);
        }
    }

    // Parts that the document gives the villages: mostly those that are there, now and then one more.
    private Dictionary<string, (string Text, Ratio Value)> Written()
    {
        var names = _households.Select(household => household.Village).Distinct()
            .Concat(_random.Next(20) == 0 ? ["空村"] : Array.Empty<string>()).OrderBy(_ => _random.Next()).ToArray();
        return names.ToDictionary(name => name, _ => Pick(
            ("5", Ratio.Whole(5)), ("3", Ratio.Whole(3)), ("2.5", new Ratio(5, 2)), ("7", Ratio.Whole(7))));
    }

    // Of two parts the first gets an odd fen of which both have half.
    private static BigInteger Halved(BigInteger fen, Ratio first) =>
        Sharing.LargestRemainder(fen, [first, Ratio.Whole(1) - first])[0];

    private void AddAllocateWithin(string id, string from)
    {
        var (by, to, keeps) = (Weight(), Group(), Chance(2));
        var rounding = Pick(null, null, null, "floor_and_keep", "per_unit_rate");
        var ((factors, factorOf), (unit, unitFen)) = (Factors(), Unit());
        var (floor, cap) = rounding is null ? (Chance(4) ? Bound() : null, Chance(3) ? Bound() : null) : (null, null);
        var terms = new Terms(rounding, floor, cap, Excess: null, unitFen);
        Write(id, "allocate", ("from", from), ("within", "village"), ("by", by is null ? null : Quoted(by.Text)), ("factors", factors),
            ("to", to), ("rounding", rounding), ("ifEmpty", keeps ? "keep" : null), ("unit", unit), ("floor", floor?.Text),
            ("cap", cap?.Text));
        if (keeps || rounding is not null || cap is not null || unitFen > 1)
        {
            _kept.Add(from);
        }

        _actions.Add(village =>
        {
            if (village.Pools[from].IsZero && floor is null)
            {
                return;
            }

            var weights = village.Households.Select((household, at) => IsIn(village, at, to)
                ? NotNegative(by?.Value(village, at) ?? Ratio.Whole(1), "negative_weight") * factorOf(household) : Ratio.Zero).ToArray();
            var paid = Each(village, _ => 0);
            foreach (var name in village.Households.Select(household => household.Village).Distinct().Order(StringComparer.Ordinal))
            {
                var fen = village.Kept.GetValueOrDefault((from, name));
                var own = weights.Select((weight, at) => village.Households[at].Village == name ? weight : Ratio.Zero).ToArray();
                if (Array.TrueForAll(own, weight => weight <= Ratio.Zero))
                {
                    if (!fen.IsZero && !keeps)
                    {
                        throw new Refusal("zero_weight");
                    }

                    continue;
                }

                paid = Shares(village, fen, own, terms).Select((share, at) => share + paid[at]).ToArray();
            }

            village.Draw(from, Sum(paid));
            village.Line(id, paid);
        });
        _paid.Add(id);
    }
}
