using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>
/// Collects the lines of a voucher. Amounts are signed as debits; what comes out negative is written on the other side, so that no line
/// of a voucher is negative.
/// </summary>
internal sealed class LineSet
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<(string Account, string Text), Entry> _byKey = [];

    /// <summary>Books an amount that is no household's.</summary>
    public void Debit(LedgerAccount account, LocalizedText text, long fen) => Of(account, text).Fen += fen;

    /// <summary>Books what is a household's; it stands in a line with the other households of the account and text.</summary>
    public void Debit(LedgerAccount account, LocalizedText text, string household, long fen)
    {
        if (fen != 0)
        {
            var parts = Of(account, text).Households;
            parts[household] = (parts.TryGetValue(household, out var before) ? before : 0) + fen;
        }
    }

    /// <summary>The lines, debits first; empty where nothing is left.</summary>
    public IReadOnlyList<VoucherLine> Lines()
    {
        var lines = _entries.SelectMany(Written).ToArray();
        return [.. lines.Where(line => line.IsDebit), .. lines.Where(line => !line.IsDebit)];
    }

    private static IEnumerable<VoucherLine> Written(Entry entry)
    {
        foreach (var isDebit in new[] { true, false })
        {
            var sign = isDebit ? 1 : -1;
            var households = entry.Households.Where(each => each.Value * sign > 0)
                .Select(each => new HouseholdAmount(each.Key, each.Value * sign)).ToArray();
            if (households.Length > 0)
            {
                yield return new VoucherLine(
                    entry.Text, entry.Account, isDebit, new Money(households.Sum(each => each.Fen)), households);
            }
        }

        if (entry.Fen != 0)
        {
            yield return new VoucherLine(entry.Text, entry.Account, entry.Fen > 0, new Money(Math.Abs(entry.Fen)), []);
        }
    }

    private Entry Of(LedgerAccount account, LocalizedText text)
    {
        if (!_byKey.TryGetValue((account.Key, text.Zh), out var entry))
        {
            _byKey[(account.Key, text.Zh)] = entry = new Entry(account, text);
            _entries.Add(entry);
        }

        return entry;
    }

    private sealed class Entry(LedgerAccount account, LocalizedText text)
    {
        public LedgerAccount Account => account;

        public LocalizedText Text => text;

        public long Fen { get; set; }

        public OrderedDictionary<string, long> Households { get; } = new(StringComparer.Ordinal);
    }
}
