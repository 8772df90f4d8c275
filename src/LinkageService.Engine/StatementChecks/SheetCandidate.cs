using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>A rule tried on a column, and what it gives every line.</summary>
internal sealed class SheetCandidate
{
    /// <summary>How it reckons.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What it gives, by line; null where it is not tried.</summary>
    public required long?[] Expected { get; init; }

    /// <summary>Which of two that explain as much is named: the lower.</summary>
    public required int Rank { get; init; }

    /// <summary>What the rule itself does wrong; null for nothing.</summary>
    public SheetCause? Flaw { get; init; }

    /// <summary>What it shares by; null for a scheme.</summary>
    public SheetBasis? Basis { get; init; }

    /// <summary>The rate of it.</summary>
    public SheetRate Rate { get; init; }

    /// <summary>The price in yuan, where it goes from one.</summary>
    public Fraction? Price { get; init; }

    /// <summary>The total in fen, where it goes from one.</summary>
    public long? Total { get; init; }

    /// <summary>How lines come to whole fen, where each does by itself.</summary>
    public SheetRounding? Rounding { get; init; }

    /// <summary>The fen it rounds to.</summary>
    public long Unit { get; init; } = 1;

    /// <summary>The scheme; null for none.</summary>
    public SheetTrial? Scheme { get; init; }

    /// <summary>Lines it gives to the fen.</summary>
    public int Matched { get; private set; }

    /// <summary>Lines it was tried on.</summary>
    public int Compared { get; private set; }

    /// <summary>Compares it with what is written.</summary>
    public SheetCandidate Against(IReadOnlyList<long?> written)
    {
        (Matched, Compared) = (0, 0);
        for (var line = 0; line < Expected.Length; line++)
        {
            if (Expected[line] is { } expected)
            {
                Compared++;
                Matched += expected == (written[line] ?? 0) ? 1 : 0;
            }
        }

        return this;
    }

    /// <summary>Leaves out the lines whose cell could not be read.</summary>
    public void PassOver(CheckedSheet sheet, int column, IReadOnlyList<long?> written)
    {
        for (var line = 0; line < Expected.Length; line++)
        {
            if (sheet.Lines[line].Unread.Contains(column))
            {
                Expected[line] = null;
            }
        }

        Against(written);
    }

    /// <summary>What it gives in all.</summary>
    public Money Sum() => new(Expected.Sum(amount => amount ?? 0));

    /// <summary>What it would give one line with another weight; null where that cannot be said.</summary>
    public long? With(long weight) => Basis is null ? null
        : Rate.Round(weight, Rounding ?? SheetRounding.HalfUp, Unit);
}
