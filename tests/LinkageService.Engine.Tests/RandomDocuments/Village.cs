using System.Globalization;
using System.Numerics;
using System.Text;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <summary>
/// The books of a village kept by hand, written from the prose of <c>docs/schemes.md</c> in the simplest code there is:
/// exact fractions, one household after the other, no arithmetic of the engine.
/// </summary>
internal sealed class Village
{
    private readonly List<(string Step, BigInteger[] Fen, bool IsRecord)> _lines = [];
    private readonly SortedDictionary<string, BigInteger> _payers = new(StringComparer.Ordinal);

    /// <summary>Households by id, in member order.</summary>
    public required IReadOnlyList<Household> Households { get; init; }

    public required int Year { get; init; }

    public Dictionary<string, BigInteger> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>Places in <see cref="Households"/> that steps chose, by the group they made.</summary>
    public Dictionary<string, HashSet<int>> Chosen { get; } = new(StringComparer.Ordinal);

    /// <summary>What pools keep apart, by pool and village.</summary>
    public SortedDictionary<(string Pool, string Village), BigInteger> Kept { get; } = [];

    /// <summary>Funds and carried accounts, as documents write them: fund:tax, carry:left.</summary>
    public SortedDictionary<string, BigInteger> Funds { get; } = new(StringComparer.Ordinal);

    public void Draw(string from, BigInteger fen)
    {
        if (from.StartsWith("payer:", StringComparison.Ordinal))
        {
            _payers[from[6..]] = _payers.GetValueOrDefault(from[6..]) + fen;
            return;
        }

        if (fen > Pools[from])
        {
            throw new Refusal("pool_shortfall");
        }

        Pools[from] -= fen;
    }

    /// <summary>One source after the other until the amount is together; a payer, who stands last, gives the rest.</summary>
    public void Draw(string[] from, BigInteger fen)
    {
        if (fen > Holds(from) && !from[^1].StartsWith("payer:", StringComparison.Ordinal))
        {
            throw new Refusal("pool_shortfall");
        }

        foreach (var source in from)
        {
            var part = source.StartsWith("payer:", StringComparison.Ordinal) ? fen : BigInteger.Min(fen, Pools[source]);
            Draw(source, part);
            fen -= part;
        }
    }

    /// <summary>What pools hold together.</summary>
    public BigInteger Holds(string[] pools) => pools.Aggregate(BigInteger.Zero, (sum, pool) => sum + Pools.GetValueOrDefault(pool));

    public void Feed(string into, BigInteger fen)
    {
        if (IsFund(into))
        {
            Funds[into] = Funds.GetValueOrDefault(into) + fen;
            return;
        }

        Pools[into] = Pools.GetValueOrDefault(into) + fen;
    }

    /// <summary>A fund or payer that a step names is listed even when nothing moves.</summary>
    public void Name(string account)
    {
        if (account.StartsWith("payer:", StringComparison.Ordinal))
        {
            _payers.TryAdd(account[6..], 0);
        }
        else if (IsFund(account))
        {
            Funds.TryAdd(account, 0);
        }
        else
        {
            Pools.TryAdd(account, 0);
        }
    }

    public void Line(string step, BigInteger[] fen, bool isRecord = false) => _lines.Add((step, fen, isRecord));

    /// <summary>What a fund or payer comes to, in fen.</summary>
    public BigInteger KeptIn(string account) => account.StartsWith("payer:", StringComparison.Ordinal)
        ? _payers.GetValueOrDefault(account[6..]) : Funds.GetValueOrDefault(account);

    /// <summary>What a step gave a household, in fen; nothing when it gave nobody anything.</summary>
    public BigInteger Received(string step, int household) => _lines.Where(line => line.Step == step && !line.IsRecord)
        .Aggregate(BigInteger.Zero, (sum, line) => sum + line.Fen[household]);

    /// <summary>What a step noted of a household, in fen.</summary>
    public BigInteger Noted(string step, int household) =>
        _lines.Single(line => line.Step == step && line.IsRecord).Fen[household];

    /// <summary>Everything, a household a line, then carried accounts, payers and funds.</summary>
    /// <param name="check">Refuses what is required and is not so.</param>
    public string Close(Action check)
    {
        if (Pools.Values.Any(fen => !fen.IsZero))
        {
            throw new Refusal("pool_not_emptied");
        }

        var text = new StringBuilder();
        for (var household = 0; household < Households.Count; household++)
        {
            var lines = _lines.Where(line => !line.Fen[household].IsZero)
                .OrderBy(line => line.IsRecord).Select(line => (line.IsRecord, Text: $"{line.Step} {Shown(line.Fen[household])}"))
                .Select(line => line.IsRecord ? $"[{line.Text}]" : line.Text);
            var total = _lines.Where(line => !line.IsRecord).Aggregate(BigInteger.Zero, (sum, line) => sum + line.Fen[household]);
            if (total.Sign < 0)
            {
                throw new Refusal("negative_total");
            }

            text.Append(Households[household].Id).Append(": ").AppendJoin(", ", lines.Append("= " + Shown(total))).Append('\n');
        }

        check();
        text.AppendJoin("", Funds.Where(fund => fund.Key.StartsWith("carry:", StringComparison.Ordinal))
            .Select(fund => $"carry {fund.Key[6..]} {Shown(fund.Value)}\n"));
        text.AppendJoin("", _payers.Select(payer => $"payer {payer.Key} {Shown(payer.Value)}\n"));
        text.AppendJoin("", Funds.Where(fund => fund.Key.StartsWith("fund:", StringComparison.Ordinal))
            .Select(fund => $"fund {fund.Key[5..]} {Shown(fund.Value)}\n"));
        return text.ToString().TrimEnd();
    }

    private static bool IsFund(string account) =>
        account.StartsWith("fund:", StringComparison.Ordinal) || account.StartsWith("carry:", StringComparison.Ordinal);

    private static string Shown(BigInteger fen) => (fen.Sign < 0 ? "-" : "")
        + (BigInteger.Abs(fen) / 100).ToString(CultureInfo.InvariantCulture) + "."
        + (BigInteger.Abs(fen) % 100).ToString("00", CultureInfo.InvariantCulture);
}

/// <summary>One household: land in 1/10,000 mu, sales in fen, points in 1/100; members, and how many of them are 70 or older.</summary>
internal sealed record Household(
    string Id, long Land, long Sales, long Points, bool IsMinor, bool IsExcellent, string Village, int Members, int Elders);
