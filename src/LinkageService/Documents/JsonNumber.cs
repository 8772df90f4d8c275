using System.Globalization;
using System.Text;

namespace LinkageService.Documents;

/// <summary>Numbers of JSON as decimals are written.</summary>
internal static class JsonNumber
{
    // Beyond it nothing is a figure of a village, and a few letters would become a text of any length.
    private const int MaxExponent = 40;

    /// <summary>
    /// A number without exponent: <c>1e2</c> is 100, <c>2.5E-1</c> is 0.25, as JavaScript and Python write small and large ones. One
    /// beyond 40 places stays as it is, and whoever reads it refuses it.
    /// </summary>
    public static string Plain(string number)
    {
        var at = number.AsSpan().IndexOfAny('e', 'E');
        if (at < 0 || !int.TryParse(number.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || exponent is < -MaxExponent or > MaxExponent)
        {
            return number;
        }

        var mantissa = number.AsSpan(0, at).TrimStart('-');
        var (dot, text) = (mantissa.IndexOf('.'), new StringBuilder());
        text.Append(dot < 0 ? mantissa : mantissa[..dot]).Append(dot < 0 ? "" : mantissa[(dot + 1)..]);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        text.Insert(0, "0", Math.Max(0, 1 - point)).Append('0', Math.Max(0, point - text.Length));
        point = Math.Max(point, 1);
        var whole = text.ToString(0, point).TrimStart('0');
        var part = text.ToString(point, text.Length - point).TrimEnd('0');
        return (number[0] == '-' ? "-" : "") + (whole.Length == 0 ? "0" : whole) + (part.Length == 0 ? "" : "." + part);
    }

    /// <summary>A number that may be whole, without the zeros behind its point: <c>2025.0</c> is 2025. Another one is as it is.</summary>
    public static string Whole(string number)
    {
        var plain = Plain(number);
        var at = plain.IndexOf('.', StringComparison.Ordinal);
        return at >= 0 && plain.AsSpan(at + 1).TrimEnd('0').IsEmpty ? plain[..at] : plain;
    }

    /// <summary>A number without exponent, of the bytes of a token; only one with an exponent is written anew.</summary>
    public static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> number) =>
        number.IndexOfAny((byte)'e', (byte)'E') < 0 ? number : Encoding.ASCII.GetBytes(Plain(Encoding.ASCII.GetString(number)));
}
