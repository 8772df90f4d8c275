using System.Buffers.Text;
using System.Globalization;

namespace LinkageService.Engine.Amounts;

/// <summary>An amount of Chinese yuan as whole fen (1 yuan = 100 fen). Exact; arithmetic is checked.</summary>
/// <param name="Fen">The amount in fen; negative for a deduction.</param>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    /// <summary>Decimals of an amount on the wire.</summary>
    /// <value>2: anything finer is refused, never rounded.</value>
    public const int Decimals = 2;

    /// <summary>0.00 yuan.</summary>
    public static Money Zero => default;

    /// <summary>Reads <c>"1234.56"</c>: at most two decimals and 14 digits before the point, not negative.</summary>
    public static DecimalFault TryParse(ReadOnlySpan<char> yuan, out Money money)
    {
        var fault = DecimalText.TryParse(yuan, Decimals, out long fen);
        money = new Money(fen);
        return fault;
    }

    /// <summary>Sum, checked.</summary>
    public static Money operator +(Money left, Money right) => new(left.Fen + right.Fen);

    /// <summary>Difference, checked.</summary>
    public static Money operator -(Money left, Money right) => new(left.Fen - right.Fen);

    /// <summary>Smaller than.</summary>
    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    /// <summary>Greater than.</summary>
    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    /// <summary>Smaller than or equal.</summary>
    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    /// <summary>Greater than or equal.</summary>
    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    /// <summary>What is that for each of so many, half up to the fen: an average to be read, of which nothing is paid.</summary>
    /// <param name="heads">How many, from 1.</param>
    public Money PerHead(long heads) => new((long)Rounding.HalfUp(new Fraction(Fen, heads)));

    /// <inheritdoc/>
    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>The wire form: <c>1234.56</c>, <c>-37.04</c>, <c>0.00</c>.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[24];
        return buffer[..Format(buffer)].ToString();
    }

    /// <summary>With thousands separators, for people: <c>1,234.56</c>.</summary>
    public string ToDisplayString()
    {
        var (yuan, fen) = Int128.DivRem(Int128.Abs(Fen), 100);
        var sign = Fen < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{(ulong)yuan:N0}.{(int)fen:D2}");
    }

    /// <summary>Writes the wire form into <paramref name="destination"/> (24 characters suffice) and returns its length.</summary>
    public int Format(Span<char> destination)
    {
        var (yuan, fen) = Int128.DivRem(Int128.Abs(Fen), 100);
        var at = 0;
        if (Fen < 0)
        {
            destination[at++] = '-';
        }

        ((ulong)yuan).TryFormat(destination[at..], out var written, provider: CultureInfo.InvariantCulture);
        at += written;
        destination[at++] = '.';
        destination[at++] = (char)('0' + ((int)fen / 10));
        destination[at++] = (char)('0' + ((int)fen % 10));
        return at;
    }

    /// <summary>Writes the wire form in UTF-8 into <paramref name="destination"/> (24 bytes suffice) and returns its length.</summary>
    public int FormatUtf8(Span<byte> destination)
    {
        var at = 0;
        if (Fen < 0)
        {
            destination[at++] = (byte)'-';
        }

        var (yuan, fen) = Math.DivRem(Fen < 0 ? (ulong)-(Fen + 1) + 1 : (ulong)Fen, 100UL);
        Invariant.Holds(Utf8Formatter.TryFormat(yuan, destination[at..], out var written), "24 bytes hold an amount");
        at += written;
        destination[at] = (byte)'.';
        destination[at + 1] = (byte)('0' + (fen / 10));
        destination[at + 2] = (byte)('0' + (fen % 10));
        return at + 3;
    }
}
