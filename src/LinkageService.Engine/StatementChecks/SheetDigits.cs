using System.Globalization;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.StatementChecks;

/// <summary>Slips of the pen in a figure.</summary>
internal static class SheetDigits
{
    private const int MostPlaces = 3;
    private const int QuantityDecimals = 6;

    /// <summary>The slip that makes one figure of another; null for none.</summary>
    /// <param name="written">In the smallest unit.</param>
    /// <param name="right">In the same unit.</param>
    public static SheetCause? SlipOf(long written, long right)
    {
        if (written <= 0 || right <= 0 || written == right)
        {
            return null;
        }

        for (var (places, factor) = (1, 10L); places <= MostPlaces; places++, factor *= 10)
        {
            if ((Int128)right * factor == written || (long)Rounding.HalfUp(new Fraction(right, factor)) == written)
            {
                return SheetCause.PointMoved;
            }
        }

        return written == right * 2 ? SheetCause.CountedTwice : DigitsOf(Text(written), Text(right));
    }

    /// <summary>What may have been read for a quantity: a digit other, two exchanged, one less, the point moved; in millionths.</summary>
    public static IEnumerable<long> MistakesOf(long weight)
    {
        var text = DecimalText.Format(weight, QuantityDecimals);
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                continue;
            }

            for (var digit = '0'; digit <= '9'; digit++)
            {
                found.Add(text[..at] + digit + text[(at + 1)..]);
            }

            found.Add(text[..at] + text[(at + 1)..]);
            var next = at + 1 < text.Length && text[at + 1] == '.' ? at + 2 : at + 1;
            if (next < text.Length)
            {
                found.Add(text[..at] + text[next] + text[(at + 1)..next] + text[at] + text[(next + 1)..]);
            }
        }

        return found.Select(Weight).OfType<long>().Concat([weight * 10, weight / 10])
            .Where(other => other != weight && other > 0).Distinct();
    }

    private static long? Weight(string text) => DecimalText.TryParse(text.Trim('.'), QuantityDecimals, out Fraction value)
        == DecimalFault.None ? SheetBasis.WeightOf(value) : null;

    private static SheetCause? DigitsOf(string written, string right)
    {
        if (written.Length != right.Length)
        {
            return IsShorter(written, right) || IsShorter(right, written) ? SheetCause.DigitMistyped : null;
        }

        var other = Enumerable.Range(0, written.Length).Where(at => written[at] != right[at]).ToArray();
        return other.Length == 1 ? SheetCause.DigitMistyped
            : other is [var first, var second] && second == first + 1 && written[first] == right[second] && written[second] == right[first]
                ? SheetCause.DigitsTransposed
            : null;
    }

    // One digit is missing in the shorter.
    private static bool IsShorter(string shorter, string longer) => shorter.Length + 1 == longer.Length
        && Enumerable.Range(0, longer.Length).Any(at => longer.Remove(at, 1) == shorter);

    private static string Text(long figure) => figure.ToString("D3", CultureInfo.InvariantCulture);
}
