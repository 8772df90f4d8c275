using System.Globalization;
using System.Text;

namespace LinkageService.Tables.Xlsx;

/// <summary>
/// How a workbook writes the characters XML cannot hold: <c>_x000D_</c> is a carriage return, and a text that looks like that by
/// itself has its first underscore written so, <c>_x005F_x000D_</c>.
/// </summary>
internal static class XlsxText
{
    private const int EscapeLength = 7;

    /// <summary>The text as XML should hold it.</summary>
    public static string Encode(string text)
    {
        StringBuilder? encoded = null;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsSurrogatePair(text, at))
            {
                encoded?.Append(text, at, 2);
                at++;
            }
            else if (IsEscape(text, at) || !IsPlain(text[at]))
            {
                encoded ??= new StringBuilder(text, 0, at, text.Length + EscapeLength);
                encoded.Append(CultureInfo.InvariantCulture, $"_x{(int)text[at]:X4}_");
            }
            else
            {
                encoded?.Append(text[at]);
            }
        }

        return encoded?.ToString() ?? text;
    }

    /// <summary>The text that XML holds so.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (IsEscape(text, at))
            {
                decoded.Append((char)ushort.Parse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += EscapeLength - 1;
            }
            else
            {
                decoded.Append(text[at]);
            }
        }

        return decoded.ToString();
    }

    private static bool IsEscape(string text, int at) => at + EscapeLength <= text.Length
        && text[at] == '_' && text[at + 1] == 'x' && text[at + 6] == '_'
        && char.IsAsciiHexDigit(text[at + 2]) && char.IsAsciiHexDigit(text[at + 3])
        && char.IsAsciiHexDigit(text[at + 4]) && char.IsAsciiHexDigit(text[at + 5]);

    // A carriage return is allowed in XML, but every reader of XML turns it into a line feed.
    private static bool IsPlain(char letter) =>
        letter is '\t' or '\n' or (>= ' ' and not '\uFFFE' and not '\uFFFF') && !char.IsSurrogate(letter);

    private static bool IsSurrogatePair(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
}
