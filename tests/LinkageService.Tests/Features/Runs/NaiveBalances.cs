using System.Globalization;
using System.Text.Json;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// The balances of a village as anyone would keep them in a notebook: what corrections left, less what runs that stand settle or pay,
/// less what was closed.
/// </summary>
internal sealed class NaiveBalances(int seed)
{
    private readonly Dictionary<(string Household, string Correction), long> _carried = [];
    private readonly Dictionary<string, IReadOnlyList<Claim>> _runs = new(StringComparer.Ordinal);
    private readonly List<Claim> _closed = [];
    private readonly List<string> _settlements = [];

    public int Corrections => _carried.Keys.Select(key => key.Correction).Distinct().Count();

    public IReadOnlyList<string> Settlements => _settlements;

    public void Carry(string correction, IEnumerable<ShownStatement> statements)
    {
        foreach (var row in statements.Where(row => row.CarriedFen != 0))
        {
            _carried.Add((row.Household, correction), row.CarriedFen!.Value);
        }
    }

    public void Settle(string run, IReadOnlyList<Claim> claims, bool isSettlement = false)
    {
        _runs.Add(run, claims);
        _settlements.AddRange(isSettlement ? [run] : []);
    }

    public void Cancel(string run) => _runs.Remove(run);

    public void Close(Claim claim) => _closed.Add(claim);

    public IEnumerable<Claim> Open() => _carried.Select(each =>
        new Claim(each.Key.Household, each.Key.Correction, each.Value - Settled(each.Key) - Closed(each.Key)));

    /// <summary>The service says the same of every balance, and so of all of them.</summary>
    public async Task CheckAsync(RunWorld world)
    {
        var list = (await world.GetAsync("/v1/organizations/zhengcun/open-balances?all=true")).Json;
        var rows = list.GetProperty("balances").EnumerateArray().ToArray();
        Assert.Equal(
            (seed, string.Join('\n', _carried.Select(each => Line(
                each.Key, each.Value, Settled(each.Key), Closed(each.Key))).Order(StringComparer.Ordinal))),
            (seed, string.Join('\n', rows.Select(row => Line(
                (row.GetProperty("household").GetString()!, row.GetProperty("correction").GetString()!),
                Fen(row, "carried"), Fen(row, "settled"), Fen(row, "closed"))).Order(StringComparer.Ordinal))));
        var settled = _runs.Values.SelectMany(claims => claims).Sum(claim => claim.Fen);
        Assert.Equal(
            (seed, _carried.Values.Sum()),
            (seed, settled + _closed.Sum(claim => claim.Fen) + Fen(list, "owed") + Fen(list, "toRecover")));
    }

    public static long Fen(JsonElement of, string name) =>
        (long)(decimal.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) * 100);

    private long Settled((string Household, string Correction) key) => _runs.Values.SelectMany(claims => claims).Where(Is(key)).Sum(FenOf);

    private long Closed((string Household, string Correction) key) => _closed.Where(Is(key)).Sum(FenOf);

    private static long FenOf(Claim claim) => claim.Fen;

    private static Func<Claim, bool> Is((string Household, string Correction) key) =>
        claim => claim.Household == key.Household && claim.Correction == key.Correction;

    private static string Line((string Household, string Correction) key, long carried, long settled, long closed) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{key.Household} {key.Correction}: {carried} = {settled} + {closed} + {carried - settled - closed}");
}
