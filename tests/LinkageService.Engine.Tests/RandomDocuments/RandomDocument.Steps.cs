using System.Globalization;
using System.Numerics;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <content>Steps, each with what it does to the books.</content>
internal sealed partial class RandomDocument
{
    private void AddTake(string id)
    {
        var (from, into, amount) = (Sources("payer:x"), Chance(2) ? "fund:f" : "pool_" + id, YuanSingle());
        var bound = Pick(null, "at_most", "at_least", "exact");
        var available = !HasPayer(from) && Chance(2);
        Write(id, "take", ("from", Listed(from)), ("amount", Quoted(amount.Text)), ("bound", bound),
            ("limit", available ? "available" : null), ("into", into));
        _actions.Add(village =>
        {
            Array.ForEach(from, village.Name);
            village.Name(into);
            var exact = NotNegative(amount.Value(village), "negative_result") * Ratio.Whole(100);
            var fen = bound switch { "at_most" => exact.Floor(), "at_least" => exact.Ceiling(), _ => exact.HalfUp() };
            fen = available ? BigInteger.Min(fen, village.Holds(from)) : fen;
            village.Draw(from, fen);
            village.Feed(into, fen);
        });
        if (into.StartsWith("pool_", StringComparison.Ordinal))
        {
            _pools.Add(into);
        }
    }

    private void AddPay(string id, string? whom = null)
    {
        var (from, amount, to) = (Sources("payer:x"), YuanColumn(), whom ?? Group());
        var prorates = !HasPayer(from) && Chance(2);
        var ((unit, unitFen), (factors, factorOf)) = (Unit(), Factors());
        Write(id, "pay", ("from", Listed(from)), ("amount", Quoted(amount.Text)), ("factors", factors), ("to", to),
            ("onShortfall", prorates ? "prorate" : null), ("unit", unit));
        _actions.Add(village => PayOut(village, id, from, prorates, Each(village, at => !IsIn(village, at, to) ? 0
            : (NotNegative(amount.Value(village, at), "negative_result") * factorOf(village.Households[at]) * new Ratio(100, unitFen))
                .HalfUp() * unitFen), unitFen));
        _paid.Add(id);
    }

    private void AddGuarantee(string id)
    {
        if (_paid.Count == 0)
        {
            AddPay(id);
            return;
        }

        var (from, floor, to, counting) = (Sources("payer:y"), YuanColumn(), Group(), Pick([.. _paid]));
        var (prorates, (unit, unitFen)) = (!HasPayer(from) && Chance(2), Unit());
        Write(id, "guarantee", ("from", Listed(from)), ("floor", Quoted(floor.Text)), ("counting", $"[{counting}]"), ("to", to),
            ("onShortfall", prorates ? "prorate" : null), ("unit", unit));
        _actions.Add(village => PayOut(village, id, from, prorates, Each(village, at => !IsIn(village, at, to) ? 0
            : BigInteger.Max(0, ((floor.Value(village, at) * Ratio.Whole(100) - Ratio.Whole(village.Received(counting, at)))
                / Ratio.Whole(unitFen)).Ceiling()) * unitFen), unitFen));
        _paid.Add(id);
    }

    private void AddSelect(string id)
    {
        var (places, from, chosen) = (Pick<int?>(null, 0, 1, 2, 4), Group(), "chosen_" + id);
        var (first, descending) = (Pick(null, "minor", "crowded"), Chance(2));
        var order = descending ? "land desc" : "land asc";
        Write(id, "select", ("places", places?.ToString(CultureInfo.InvariantCulture) ?? "posts"), ("from", from ?? "everyone"),
            ("rank", first is null ? $"[{order}]" : $"[{first}, {order}]"), ("as", chosen));
        _madeGroups.Add($"  not_{chosen}: {{ not: {chosen} }}\n  also_{chosen}: {{ all: [excellent, {{ not: {chosen} }}] }}\n");
        _groups.AddRange([chosen, "not_" + chosen, "also_" + chosen]);
        _actions.Add(village => village.Chosen[chosen] =
        [
            .. Enumerable.Range(0, village.Households.Count).Where(at => IsIn(village, at, from))
                .OrderBy(at => first is not null && !IsIn(village, at, first))
                .ThenBy(at => village.Households[at].Land * (descending ? -1 : 1))
                .ThenBy(at => village.Households[at].Id, StringComparer.Ordinal)
                .Take(places ?? (int)Of("posts").Floor()),
        ]);
        AddPay("to_" + id, Pick(chosen, "not_" + chosen, "also_" + chosen));
    }

    // A figure of the result that the run is refused for, in one of three forms.
    private void Require()
    {
        switch (_random.Next(_paid.Count > 0 ? 3 : 1))
        {
            case 0:
                _requirement = "require: [ { formula: fund(rest) / profit, atLeast: 5% } ]";
                _isMet = village => village.KeptIn("fund:rest") * 20 >= _profit;
                break;
            case 1:
                var (step, group) = (Pick([.. _paid]), Group());
                var to = group is null ? "" : ", to: " + group;
                _requirement = $"require: [ {{ formula: received({step}), atMost: 900 yuan{to} }} ]";
                _isMet = village => Enumerable.Range(0, village.Households.Count)
                    .All(at => !IsIn(village, at, group) || village.Received(step, at) <= 900_00);
                break;
            default:
                var paid = Pick([.. _paid]);
                _requirement = $"require: [ {{ formula: sum(received({paid})), below: profit + fund(rest) + 500 yuan }} ]";
                _isMet = village =>
                    Sum(Each(village, at => village.Received(paid, at))) < _profit + village.KeptIn("fund:rest") + 500_00;
                break;
        }
    }

    private (string Text, Func<Village, bool> Holds) When()
    {
        switch (_random.Next(5))
        {
            case 0:
                return (", when: { input: profit, atLeast: 500, below: 1500.00 }", _ => _profit >= 500_00 && _profit < 1500_00);
            case 1:
                return Chance(2) ? (", when: { parameter: rate, atMost: 1/3 }", _ => true)
                    : (", when: { parameter: rate, above: 50% }", _ => false);
            case 2:
                var (limit, holds) = Pick<(string, Func<bool>)>(
                    ("levy, atMost: 1/3", () => Of("levy") <= new Ratio(1, 3)), ("posts, above: 0", () => Of("posts") > Ratio.Zero),
                    ("harvest, below: 12.5", () => Of("harvest") < new Ratio(25, 2)),
                    ("market, atLeast: 9.99", () => Of("market") >= new Ratio(999, 100)));
                return ($", when: {{ input: {limit} }}", _ => holds());
            case 3:
                var group = Pick("minor", "crowded", "sellers");
                return ($", when: {{ group: {group} }}",
                    village => Enumerable.Range(0, village.Households.Count).Any(at => IsIn(village, at, group)));
            default:
                var pool = Pool();
                return ($", when: {{ pool: {pool}, above: 250 }}", village => village.Pools[pool] > 250_00);
        }
    }

    // One pool or payer, or several pools in order with or without a payer behind them.
    private string[] Sources(string payer)
    {
        if (Chance(2))
        {
            return [Chance(3) ? payer : Pool()];
        }

        var pools = _pools.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4)).ToArray();
        return Chance(2) ? [.. pools, payer] : pools;
    }

    private static bool HasPayer(string[] from) => from[^1].StartsWith("payer:", StringComparison.Ordinal);

    private static string Listed(string[] from) => from.Length == 1 ? from[0] : $"[{string.Join(", ", from)}]";

    private static void PayOut(Village village, string id, string[] from, bool prorates, BigInteger[] due, int unit = 1)
    {
        Array.ForEach(from, village.Name);
        var sum = Sum(due);
        if (prorates && sum > village.Holds(from))
        {
            due = Sharing.LargestRemainder(village.Holds(from), due.Select(Ratio.Whole).ToArray(), unit);
            sum = Sum(due);
        }

        village.Draw(from, sum);
        village.Line(id, due);
    }

    private void AddAllocate(string id)
    {
        var (from, by, to) = (Pool(), Weight(), Group());
        var over = Chance(4) ? Group() ?? "everyone" : null;
        var (rounding, keeps) = (Pick(null, null, null, "floor_and_keep", "per_unit_rate"), Chance(2));
        var ((factors, factorOf), (unit, unitFen)) = (Factors(), Unit());
        var (floor, cap) = rounding is null ? (over is null && Chance(3) ? Bound() : null, Chance(3) ? Bound() : null) : (null, null);
        var excess = cap is not null && floor is null && Chance(3) ? "keep" : null;
        Write(id, "allocate", ("from", from), ("by", by is null ? null : Quoted(by.Text)), ("factors", factors), ("to", to), ("over", over),
            ("rounding", rounding), ("ifEmpty", keeps ? "keep" : null), ("unit", unit), ("floor", floor?.Text), ("cap", cap?.Text),
            ("excess", excess));
        _actions.Add(village =>
        {
            var pool = village.Pools[from];
            if (pool.IsZero && floor is null)
            {
                return;
            }

            var counted = over ?? to;
            var weights = village.Households.Select((household, at) => IsIn(village, at, counted)
                ? NotNegative(by?.Value(village, at) ?? Ratio.Whole(1), "negative_weight") * factorOf(household) : Ratio.Zero).ToArray();
            var total = weights.Aggregate(Ratio.Zero, (sum, weight) => sum + weight);
            if (total <= Ratio.Zero && (pool.IsZero || keeps))
            {
                return;
            }

            if (total <= Ratio.Zero)
            {
                throw new Refusal("zero_weight");
            }

            var shares = Shares(village, pool, weights, new Terms(rounding, floor, cap, excess, unitFen));
            var paid = shares.Select((share, at) => IsIn(village, at, to) ? share : 0).ToArray();
            village.Draw(from, Sum(paid));
            village.Line(id, paid);
        });
        _paid.Add(id);
        Refill("more_" + id, from);
    }

    private static BigInteger[] Shares(Village village, BigInteger fen, Ratio[] weights, Terms terms)
    {
        var (total, unit) = (weights.Aggregate(Ratio.Zero, (sum, weight) => sum + weight), Ratio.Whole(terms.Unit));
        if (terms.Rounding == "floor_and_keep")
        {
            return weights.Select(weight => (Ratio.Whole(fen) * weight / total / unit).Floor() * terms.Unit).ToArray();
        }

        if (terms.Rounding == "per_unit_rate")
        {
            var price = Ratio.Whole((Ratio.Whole(fen) / total / unit).Floor() * terms.Unit);
            return weights.Select(weight => (price * weight / unit).Floor() * terms.Unit).ToArray();
        }

        var caps = Each(village, at => terms.Cap is null ? fen - (fen % terms.Unit)
            : (Ratio.Smaller(terms.Cap.Value(village, at, fen), Ratio.Whole(fen)) / unit).Floor() * terms.Unit);
        if (terms.Floor is null && (terms.Cap is null || terms.Excess == "keep"))
        {
            return Sharing.LargestRemainder(fen, weights, terms.Unit)
                .Select((share, at) => terms.Cap is null ? share : BigInteger.Min(share, caps[at])).ToArray();
        }

        var floors = Each(village, at => terms.Floor is null || weights[at] <= Ratio.Zero ? 0
            : (terms.Floor.Value(village, at, fen) / unit).Ceiling() * terms.Unit);
        if (Sum(floors) > fen)
        {
            throw new Refusal("pool_shortfall");
        }

        return terms.Cap is not null && floors.Where((least, at) => least > caps[at]).Any()
            ? throw new Refusal("scheme_invalid_value")
            : Sharing.Bounded(fen, weights, floors, caps, terms.Unit);
    }

    /// <summary>How an allocation comes to amounts.</summary>
    private sealed record Terms(string? Rounding, Limit? Floor, Limit? Cap, string? Excess, int Unit);

    /// <summary>A floor or a cap, in fen of a pool.</summary>
    private sealed record Limit(string Text, Func<Village, int, BigInteger, Ratio> Value);

    private Limit Bound() => _random.Next(5) switch
    {
        0 => new Limit("7.5%", (_, _, pool) => Ratio.Whole(pool) * new Ratio(75, 1000)),
        1 => new Limit("rate", (_, _, pool) => Ratio.Whole(pool) * new Ratio(1, 3)),
        2 => new Limit("levy", (_, _, pool) => Ratio.Whole(pool) * Of("levy")),
        3 => new Limit("land * price", (village, at, _) => Holding("mu").Value(village, at) * Ratio.Whole(1234)),
        _ => new Limit("12.34 yuan", (_, _, _) => Ratio.Whole(1234)),
    };

    private (string? Text, int Fen) Unit() => _random.Next(6) switch
    {
        0 => ("1.00", 100),
        1 => ("0.10", 10),
        2 => ("2.50", 250),
        _ => (null, 1),
    };

    // A pool that is empty for sure cannot be drawn on again.
    private void Refill(string id, string pool)
    {
        Write(id, "take", ("from", "payer:z"), ("amount", "0.03 yuan"), ("into", pool));
        _actions.Add(village =>
        {
            village.Draw("payer:z", 3);
            village.Feed(pool, 3);
        });
    }

    private (string? Text, Func<Household, Ratio> Of) Factors()
    {
        var one = new Func<Household, Ratio>(_ => Ratio.Whole(1));
        return _random.Next(7) switch
        {
            0 => ("{ minor: 50%, excellent: 120% }", household => household.IsMinor ? new Ratio(1, 2)
                : household.IsExcellent ? new Ratio(6, 5) : Ratio.Whole(1)),
            1 => ("{ excellent: rate, minor: 0 }", household => household.IsExcellent ? new Ratio(1, 3)
                : household.IsMinor ? Ratio.Zero : Ratio.Whole(1)),
            2 => ("{ elders: 1.5, minor: levy }", household => household.Elders * 2 >= household.Members ? new Ratio(3, 2)
                : household.IsMinor ? Of("levy") : Ratio.Whole(1)),
            3 => ("{ minor: 1.25 }", household => household.IsMinor ? new Ratio(5, 4) : Ratio.Whole(1)),
            _ => (null, one),
        };
    }

    private void AddDeduction(string id)
    {
        var (kind, into) = (_paid.Count == 0 || Chance(3) ? "record" : "withhold", "fund:tax");
        if (Chance(2))
        {
            AddShared(id, kind, into);
            return;
        }

        if (kind == "record")
        {
            var noted = YuanColumn();
            Write(id, "record", ("amount", Quoted(noted.Text)));
            _actions.Add(village =>
                village.Line(id, Each(village, at => (noted.Value(village, at) * Ratio.Whole(100)).HalfUp()), isRecord: true));
            return;
        }

        var (of, debt, limit) = (Pick([.. _paid]), Chance(2) ? YuanColumn() : null, Pick(null, "rate", "levy", "12.5%", "100%"));
        var (own, ownRate) = Pick(("rate", new Ratio(1, 3)), ("levy", Of("levy")));
        var rate = limit switch { "rate" => new Ratio(1, 3), "levy" => Of("levy"), "12.5%" => new Ratio(1, 8), _ => Ratio.Whole(1) };
        Write(id, "withhold", ("of", $"[{of}]"), ("amount", debt is null ? own : Quoted(debt.Text)), ("limit", limit), ("into", into));
        _actions.Add(village =>
        {
            village.Name(into);
            var withheld = Each(village, at =>
            {
                var received = Ratio.Whole(village.Received(of, at));
                var asked = debt is null ? received * ownRate : debt.Value(village, at) * Ratio.Whole(100);
                var fen = NotNegative(asked, "negative_result").HalfUp();
                return limit is null ? fen : BigInteger.Max(0, BigInteger.Min(fen, (received * rate).Floor()));
            });
            village.Feed(into, Sum(withheld));
            village.Line(id, withheld.Select(fen => -fen).ToArray());
        });
        _paid.Add(id);
    }

    private void AddShared(string id, string kind, string into)
    {
        var (total, by, to) = (YuanSingle(), Weight(), Group());
        Write(id, kind, ("total", Quoted(total.Text)), ("by", by is null ? null : Quoted(by.Text)), ("to", to),
            ("into", kind == "record" ? null : into));
        _actions.Add(village =>
        {
            var fen = (NotNegative(total.Value(village), "negative_result") * Ratio.Whole(100)).HalfUp();
            var weights = village.Households.Select((_, at) => IsIn(village, at, to)
                ? NotNegative(by?.Value(village, at) ?? Ratio.Whole(1), "negative_weight") : Ratio.Zero).ToArray();
            var isNobody = Array.TrueForAll(weights, weight => weight <= Ratio.Zero);
            if (isNobody && !fen.IsZero)
            {
                throw new Refusal("zero_weight");
            }

            var parts = isNobody ? Each(village, _ => 0) : Sharing.LargestRemainder(fen, weights);
            if (kind == "record")
            {
                village.Line(id, parts, isRecord: true);
                return;
            }

            village.Name(into);
            village.Feed(into, fen);
            village.Line(id, parts.Select(part => -part).ToArray());
        });
        if (kind == "withhold")
        {
            _paid.Add(id);
        }
    }

    private static Ratio NotNegative(Ratio value, string code) => value < Ratio.Zero ? throw new Refusal(code) : value;

    private static BigInteger[] Each(Village village, Func<int, BigInteger> value) =>
        Enumerable.Range(0, village.Households.Count).Select(value).ToArray();

    private static BigInteger Sum(BigInteger[] fen) => fen.Aggregate(BigInteger.Zero, (sum, next) => sum + next);
}
