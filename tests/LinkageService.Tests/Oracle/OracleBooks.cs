using System.Numerics;

namespace LinkageService.Tests.Oracle;

/// <summary>
/// The books of one naive run: pools, funds, payers and lines in dictionaries of fen. Every rule stands here once, in
/// the words of “Numbers”; nothing is taken from the engine.
/// </summary>
internal sealed class OracleBooks
{
    /// <summary>The most one step may move or promise: a thousand million million yuan.</summary>
    private static readonly BigInteger MaxFen = BigInteger.Pow(10, 17);

    private readonly OracleRequest _request;
    private readonly OracleForm _form;
    private readonly Dictionary<string, BigInteger> _pools = [];
    private readonly Dictionary<string, BigInteger> _funds = [];
    private readonly List<string> _carried = [];
    private readonly Dictionary<string, BigInteger> _sources = [];
    private readonly Dictionary<string, Dictionary<string, BigInteger>> _lines = [];
    private readonly Dictionary<string, Dictionary<string, BigInteger>> _records = [];
    private readonly Dictionary<string, OracleRounding> _roundings = [];

    public OracleBooks(OracleRequest request, OracleForm form)
    {
        (_request, _form) = (request, form);
        Households = request.Households.OrderBy(household => household.Id, CodePointOrder.Instance).ToList();
        foreach (var household in Households)
        {
            _lines[household.Id] = [];
            _records[household.Id] = [];
        }

        foreach (var input in form.Inputs.Where(input => input.Kind == OracleInputKind.Pool))
        {
            var fen = Fen(Input(input.Name)).Floor();
            _pools[input.Name] = fen;
            _sources[input.Name] = fen;
        }
    }

    /// <summary>By member number: the lower Unicode code point first.</summary>
    public List<OracleHousehold> Households { get; }

    public static bool Is(OracleHousehold household, string tag) => household.Tags.Contains(tag);

    public Ratio Parameter(string name)
    {
        var parameter = _form.Parameters.Single(parameter => parameter.Name == name);
        var text = _request.Parameters.GetValueOrDefault(name) ?? parameter.Default!;
        return parameter.Kind == OracleKind.Rate ? Ratio.Rate(text) : Ratio.Decimal(text);
    }

    public Ratio Input(string name) => Ratio.Decimal(
        _request.Inputs.GetValueOrDefault(name) ?? _form.Inputs.Single(input => input.Name == name).Default!);

    public Ratio Holding(OracleHousehold household, string name)
    {
        var isOptional = _form.Holdings.Single(holding => holding.Name == name).IsOptional;
        return Ratio.Decimal(household.Holdings.GetValueOrDefault(name) ?? (isOptional ? "0"
            : throw new KeyNotFoundException(name)));
    }

    /// <summary>What a pool holds now, in yuan.</summary>
    public Ratio Balance(string pool) => new(_pools.GetValueOrDefault(pool), 100);

    /// <summary>Moves an amount of fen between pools; a pool that lacks it is a shortfall.</summary>
    public void Move(string from, string into, BigInteger fen)
    {
        Draw(from, fen);
        _pools[into] = _pools.GetValueOrDefault(into) + fen;
    }

    /// <summary>Moves all of a pool.</summary>
    public void MoveAll(string from, string into) => Move(from, into, _pools[from]);

    /// <summary>Sets an amount of fen aside.</summary>
    public void Keep(string from, string fund, BigInteger fen)
    {
        Draw(from, fen);
        _funds[fund] = _funds.GetValueOrDefault(fund) + fen;
    }

    /// <summary>Sets all that is left aside.</summary>
    public void KeepRest(string from, string fund) => Keep(from, fund, _pools.GetValueOrDefault(from));

    /// <summary>Carries all that is left into the next year.</summary>
    public void CarryRest(string from, string account)
    {
        KeepRest(from, account);
        _carried.Add(account);
    }

    /// <summary>Divides a whole pool among named destinations; the last fen go to the largest fractions, then to the
    /// one written first.</summary>
    public void Split(string from, Action<string, string, BigInteger> move, params (string Name, Ratio Part)[] into)
    {
        var fen = _pools[from];
        if (fen > 0 && into.All(destination => destination.Part.Top.IsZero))
        {
            throw new OracleRefusal("zero_weight");
        }

        var shares = fen.IsZero
            ? into.Select(_ => BigInteger.Zero).ToList()
            : LargestRemainder.Share(fen, into.Select(destination => destination.Part).ToList());
        foreach (var (destination, share) in into.Zip(shares))
        {
            move(from, destination.Name, share);
        }
    }

    /// <summary>Shares all of a pool over everybody by weight and pays those it is for; the parts of the others
    /// stay.</summary>
    public void Allocate(
        string step, string from, Func<OracleHousehold, Ratio> weight, Func<OracleHousehold, bool>? paid = null,
            bool keepIfEmpty = false)
    {
        if (Weights(from, weight, keepIfEmpty) is not { } weights)
        {
            return;
        }

        var (pool, shares) = (_pools[from], LargestRemainder.Share(_pools[from], weights));
        var total = weights.Aggregate((sum, next) => sum + next);
        var exact = weights.Select(each => Ratio.Whole(pool) * each / total).ToList();
        var floors = exact.Aggregate(BigInteger.Zero, (sum, share) => sum + share.Floor());
        Note(step, pool - floors, rate: 0, weights, shares, exact);
        foreach (var (household, share) in Households.Zip(shares).Where(pair => paid is null || paid(pair.First)))
        {
            Pay(step, from, household, share);
        }
    }

    /// <summary>Pays a published price per unit: the rate cut to whole fen, rate × units cut to fen, the rest
    /// stays.</summary>
    public void AllocatePerUnit(
        string step, string from, Func<OracleHousehold, Ratio> units, bool keepIfEmpty = false)
    {
        if (Weights(from, units, keepIfEmpty) is not { } weights)
        {
            return;
        }

        var pool = _pools[from];
        var rate = (Ratio.Whole(pool) / weights.Aggregate((sum, next) => sum + next)).Floor();
        RefuseAboveMost(rate);
        var exact = weights.Select(each => Ratio.Whole(rate) * each).ToList();
        var shares = exact.Select(share => share.Floor()).ToList();
        Note(step, pool - shares.Aggregate((sum, next) => sum + next), rate, weights, shares, exact);
        foreach (var (household, share) in Households.Zip(shares))
        {
            Pay(step, from, household, share);
        }
    }

    /// <summary>Pays an amount per household out of a pool.</summary>
    public void PayEach(string step, string from, Func<OracleHousehold, BigInteger> fen)
    {
        var amounts = Households.Select(fen).ToList();
        var needed = amounts.Aggregate(BigInteger.Zero, (sum, next) => sum + next);
        RefuseAboveMost(needed);
        if (needed > _pools[from])
        {
            throw new OracleRefusal("pool_shortfall");
        }

        foreach (var (household, amount) in Households.Zip(amounts))
        {
            Pay(step, from, household, amount);
        }
    }

    /// <summary>Pays an amount per household out of a pool; one that lacks it is shared in the proportion of the
    /// amounts.</summary>
    public void PayEachAsFarAsItGoes(string step, string from, Func<OracleHousehold, BigInteger> fen)
    {
        var amounts = Households.Select(fen).ToList();
        var needed = amounts.Aggregate(BigInteger.Zero, (sum, next) => sum + next);
        RefuseAboveMost(needed);
        if (needed > _pools[from])
        {
            amounts = LargestRemainder.Share(_pools[from], amounts.Select(Ratio.Whole).ToList());
        }

        foreach (var (household, amount) in Households.Zip(amounts))
        {
            Pay(step, from, household, amount);
        }
    }

    /// <summary>Pays an amount per household by an outside payer, which is a source of its own.</summary>
    public void PayEachBy(string payer, string step, Func<OracleHousehold, BigInteger> fen)
    {
        var amounts = Households.Select(fen).ToList();
        var needed = amounts.Aggregate(BigInteger.Zero, (sum, next) => sum + next);
        RefuseAboveMost(needed);
        _sources[payer] = _sources.GetValueOrDefault(payer) + needed;
        foreach (var (household, amount) in Households.Zip(amounts))
        {
            Write(step, household, amount);
        }
    }

    /// <summary>Takes a fee out of a household's money: a negative line.</summary>
    public void WithholdEach(string step, string fund, Func<OracleHousehold, BigInteger> fen)
    {
        _funds[fund] = _funds.GetValueOrDefault(fund);
        foreach (var household in Households)
        {
            var fee = fen(household);
            Write(step, household, -fee);
            _funds[fund] += fee;
        }

        if (_lines.Values.Any(lines => lines.Values.Aggregate(BigInteger.Zero, (sum, next) => sum + next) < 0))
        {
            throw new OracleRefusal("negative_total");
        }
    }

    /// <summary>Notes an amount per household that moves no money.</summary>
    public void RecordEach(string step, Func<OracleHousehold, BigInteger> fen)
    {
        RefuseAboveMost(Households.Select(fen).Aggregate(BigInteger.Zero, (sum, next) => sum + next));
        foreach (var household in Households.Where(household => !fen(household).IsZero))
        {
            _records[household.Id].Add(step, fen(household));
        }
    }

    /// <summary>What a household has of a step so far, in fen.</summary>
    public BigInteger Received(OracleHousehold household, string step) =>
        _lines[household.Id].GetValueOrDefault(step);

    public static Ratio Fen(Ratio yuan) => yuan * Ratio.Whole(100);

    public OracleAnswer Close()
    {
        if (_pools.Values.Any(balance => balance != 0))
        {
            throw new InvalidOperationException("the oracle itself left money in a pool");
        }

        return new OracleAnswer(
            Error: null,
            Plain(_lines),
            Plain(_records),
            _funds,
            _carried,
            _sources,
            _roundings);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, BigInteger>> Plain(
        Dictionary<string, Dictionary<string, BigInteger>> amounts) =>
        amounts.ToDictionary(entry => entry.Key, entry => (IReadOnlyDictionary<string, BigInteger>)entry.Value);

    private static void RefuseAboveMost(BigInteger fen)
    {
        if (fen > MaxFen)
        {
            throw new OracleRefusal("amount_out_of_range");
        }
    }

    private List<Ratio>? Weights(string from, Func<OracleHousehold, Ratio> weight, bool keepIfEmpty)
    {
        if (_pools[from].IsZero)
        {
            return null;
        }

        var weights = Households.Select(weight).ToList();
        if (weights.Exists(each => each.Top > 0))
        {
            return weights;
        }

        return keepIfEmpty ? null : throw new OracleRefusal("zero_weight");
    }

    private void Draw(string pool, BigInteger fen)
    {
        RefuseAboveMost(fen);
        if (fen > _pools.GetValueOrDefault(pool))
        {
            throw new OracleRefusal("pool_shortfall");
        }

        _pools[pool] = _pools.GetValueOrDefault(pool) - fen;
    }

    private void Pay(string step, string from, OracleHousehold household, BigInteger fen)
    {
        Draw(from, fen);
        Write(step, household, fen);
    }

    private void Write(string step, OracleHousehold household, BigInteger fen)
    {
        if (!fen.IsZero)
        {
            _lines[household.Id].Add(step, fen);
        }
    }

    private void Note(string step, BigInteger residue, BigInteger rate, List<Ratio> weights, List<BigInteger> shares,
        List<Ratio> exact)
    {
        var error = exact.Zip(shares)
            .Select(pair => pair.First - Ratio.Whole(pair.Second))
            .Select(gap => gap.Top < 0 ? new Ratio(-gap.Top, gap.Bottom) : gap)
            .Aggregate(Ratio.Larger);
        var unequal = weights.Zip(shares)
            .GroupBy(pair => pair.First.Reduced())
            .Where(equals => equals.DistinctBy(pair => pair.Second).Count() > 1)
            .Sum(equals => equals.Count());
        _roundings[step] = new OracleRounding(residue, (error * Ratio.Whole(1_000_000)).Ceiling(), unequal, rate);
    }
}
