using System.Globalization;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Books;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>
/// Vouchers as text of plain-text accounting: each household has an account of its own below that of the chart, so that whoever opens the
/// file sees what each is owed.
/// </summary>
/// <param name="head">Whose vouchers.</param>
internal abstract class PlainTextBooks(VoucherHead head)
{
    private readonly Dictionary<(string Account, string Household), string> _names = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The language.</summary>
    protected ExportWords Words => head.Words;

    /// <summary>Whose vouchers.</summary>
    protected VoucherHead Head => head;

    /// <summary>The words of the vouchers.</summary>
    protected VoucherWords Vouchers => new(head.Words);

    /// <summary>The text, a part at a time.</summary>
    public IEnumerable<string> Write(Journal journal)
    {
        yield return Begin(journal);
        foreach (var voucher in journal.Vouchers)
        {
            var text = new StringBuilder();
            Write(text, voucher);
            yield return text.ToString();
        }

        yield return End(journal);
    }

    /// <summary>What stands before the vouchers.</summary>
    protected abstract string Begin(Journal journal);

    /// <summary>A voucher up to its lines.</summary>
    protected abstract void WriteHead(StringBuilder text, Voucher voucher);

    /// <summary>What stands after the vouchers.</summary>
    protected virtual string End(Journal journal) => "";

    /// <summary>The name of an account, before it is made unlike all others.</summary>
    /// <param name="account">The account.</param>
    /// <param name="household">The household below it; null for none.</param>
    protected abstract string NameOf(LedgerAccount account, string? household);

    /// <summary>The name of an account; two never have the same.</summary>
    protected string Name(LedgerAccount account, string? household)
    {
        if (!_names.TryGetValue((account.Key, household ?? ""), out var name))
        {
            var wanted = NameOf(account, household);
            name = wanted;
            for (var again = 2; !_used.Add(name); again++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{again}");
            }

            _names[(account.Key, household ?? "")] = name;
        }

        return name;
    }

    /// <summary>Every account that is used, those of households with them, in the order of their first line.</summary>
    protected IEnumerable<string> Names(Journal journal) => journal.Vouchers.SelectMany(voucher => voucher.Lines).SelectMany(line =>
        line.Households.Count == 0
            ? [Name(line.Account, household: null)]
            : line.Households.Select(each => Name(line.Account, each.Household))).Distinct(StringComparer.Ordinal);

    /// <summary>Text of one line that says nothing to the reader of the file.</summary>
    protected static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private void Write(StringBuilder text, Voucher voucher)
    {
        WriteHead(text, voucher);
        foreach (var line in voucher.Lines)
        {
            var sign = line.IsDebit ? 1 : -1;
            if (line.Households.Count == 0)
            {
                WriteLine(text, Name(line.Account, household: null), sign * line.Amount.Fen);
            }

            foreach (var household in line.Households)
            {
                WriteLine(text, Name(line.Account, household.Household), sign * household.Fen);
            }
        }

        text.Append('\n');
    }

    private static void WriteLine(StringBuilder text, string account, long fen) =>
        text.Append("    ").Append(account).Append("  ").Append(new Money(fen)).Append(" CNY\n");
}
