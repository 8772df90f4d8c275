using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>A voucher (记账凭证): what happened on a day, in lines whose debits and credits are the same to the fen.</summary>
public sealed record Voucher
{
    /// <param name="date">The day it is booked on.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="text">The same in words (摘要).</param>
    /// <param name="lines">Debits first, at least two.</param>
    /// <exception cref="InvariantBrokenException">Debits and credits differ, or a line's households do not come to it.</exception>
    internal Voucher(DateOnly date, VoucherKind kind, LocalizedText text, IReadOnlyList<VoucherLine> lines)
    {
        (Date, Kind, Text, Lines) = (date, kind, text, lines);
        Invariant.Holds(lines.All(line => line.Amount.Fen > 0), "a line of a voucher has an amount");
        Invariant.Holds(lines.All(line => line.Households.Count == 0 || line.Households.Sum(each => each.Fen) == line.Amount.Fen),
            "the households of a line come to its amount");
        Invariant.Holds(Sum(isDebit: true) == Sum(isDebit: false), "debits = credits");
    }

    /// <summary>The day it is booked on.</summary>
    public DateOnly Date { get; }

    /// <summary>What happened.</summary>
    public VoucherKind Kind { get; }

    /// <summary>The same in words.</summary>
    public LocalizedText Text { get; }

    /// <summary>Debits first.</summary>
    public IReadOnlyList<VoucherLine> Lines { get; }

    /// <summary>The run it belongs to; empty where it belongs to none.</summary>
    public string Run { get; init; } = "";

    /// <summary>Its place among the vouchers, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Of its debits, and of its credits.</summary>
    public Money Total => Sum(isDebit: true);

    private Money Sum(bool isDebit) => new(Lines.Where(line => line.IsDebit == isDebit).Sum(line => line.Amount.Fen));
}
