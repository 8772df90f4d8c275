using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>
/// What a column of money may be reckoned of: a quantity of each household, each household alike, or another column of money.
/// </summary>
internal sealed class SheetBasis
{
    /// <summary>Parts of one unit that are counted.</summary>
    public const long Scale = 1_000_000;

    private const long FenScale = Scale / 100;

    // Products of a weight and a total stay far inside 128 bits.
    private const long MostWeight = 100_000_000_000_000;

    private SheetBasis(SheetColumn? column, int at, long[] weights)
    {
        (Column, At, Weights, Step) = (column, at, weights, Scale);
        while (Step > 1 && weights.Any(weight => weight % Step != 0))
        {
            Step /= 10;
        }
    }

    /// <summary>The column; null for each household alike.</summary>
    public SheetColumn? Column { get; }

    /// <summary>Its place; -1 for each household alike.</summary>
    public int At { get; }

    /// <summary>By household, in millionths of a unit; 0 for none.</summary>
    public long[] Weights { get; }

    /// <summary>The least that is told apart: a hundredth where the column has two decimals.</summary>
    public long Step { get; }

    /// <summary>Whether it is money: what is reckoned of it is a part of it, such as a tax.</summary>
    public bool IsMoney => Column is { IsMoney: true };

    /// <summary>What people call it.</summary>
    public LocalizedText Words => Column is { } column
        ? new LocalizedText($"“{column.Heading}”", $"\"{column.Heading}\"")
        : new LocalizedText("户", "household");

    /// <summary>Every basis of a sheet.</summary>
    public static IReadOnlyList<SheetBasis> Of(CheckedSheet sheet)
    {
        var bases = new List<SheetBasis>();
        foreach (var at in sheet.ColumnsOf(SheetColumnKind.Quantity))
        {
            if (WeightsOf(sheet, at) is { } weights && weights.Any(weight => weight != 0))
            {
                bases.Add(new SheetBasis(sheet.Columns[at], at, weights));
            }
        }

        bases.Add(new SheetBasis(column: null, -1, [.. sheet.Lines.Select(_ => Scale)]));
        return bases;
    }

    /// <summary>The sums of money of which another may be a part.</summary>
    public static IEnumerable<SheetBasis> OfMoney(CheckedSheet sheet, IEnumerable<int> columns) =>
        from at in columns
        where sheet.Lines.All(line => (line.Fen(at) ?? 0) is >= 0 and <= MostWeight / FenScale)
            && sheet.Lines.Any(line => line.Fen(at) > 0)
        select new SheetBasis(sheet.Columns[at], at, [.. sheet.Lines.Select(line => (line.Fen(at) ?? 0) * FenScale)]);

    /// <summary>A quantity in millionths; null where it is negative, finer or too large.</summary>
    public static long? WeightOf(Fraction value)
    {
        var scaled = value * Scale;
        return scaled.Denominator.IsOne && scaled.Numerator >= 0 && scaled.Numerator <= MostWeight ? (long)scaled.Numerator : null;
    }

    private static long[]? WeightsOf(CheckedSheet sheet, int at)
    {
        var weights = new long[sheet.Lines.Count];
        for (var line = 0; line < weights.Length; line++)
        {
            if (sheet.Lines[line].Values[at] is { } value)
            {
                if (WeightOf(value) is not { } weight)
                {
                    return null;
                }

                weights[line] = weight;
            }
        }

        return weights;
    }
}
