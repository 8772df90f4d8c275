using System.Text;

namespace LinkageService.Tables.Xlsx;

/// <summary>How a number format shows a number, for formats of ids: digits with zeros in front, and words beside them.</summary>
internal static class XlsxFormat
{
    /// <summary>The number as people see it; null where the format does more than add zeros and words.</summary>
    /// <param name="code">The format's code, such as <c>0000</c> or <c>"户"000</c>.</param>
    /// <param name="number">The number as <see cref="XlsxNumber.ToDecimal"/> writes it.</param>
    public static string? Show(string code, string number)
    {
        var (before, digits, after) = (new StringBuilder(), "", new StringBuilder());
        for (var at = 0; at < code.Length && code[at] != ';'; at++)
        {
            var text = digits.Length == 0 ? before : after;
            switch (code[at])
            {
                case '0' or '#' or '.' when after.Length == 0:
                    digits += code[at];
                    break;
                case '"' when code.IndexOf('"', at + 1) is > 0 and var end:
                    text.Append(code.AsSpan(at + 1, end - at - 1));
                    at = end;
                    break;
                case '[' when code.IndexOf(']', at + 1) is > 0 and var end:
                    at = end;
                    break;
                case '\\' when at + 1 < code.Length:
                    text.Append(code[++at]);
                    break;
                case '_' or '*':
                    at++;
                    break;
                case '-' or ' ' or '(' or ')' or '/' or ':' or '+' or '$':
                    text.Append(code[at]);
                    break;
                default:
                    return null;
            }
        }

        return Digits(digits, number) is { } shown ? before + shown + after : null;
    }

    /// <summary>
    /// The words that a format shows behind the number as it is stored; empty for none, and where a comma makes thousands of it.
    /// </summary>
    /// <param name="code">The format's code, such as <c>0.0"万元"</c>.</param>
    public static string WordsBehind(string code)
    {
        var section = code.Split(';')[0];
        var last = section.LastIndexOfAny(['0', '#', '?']);
        if (last < 0 || section[..last].Contains('"', StringComparison.Ordinal) || section.AsSpan(last + 1).StartsWith(","))
        {
            return "";
        }

        return section[(last + 1)..].Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)
            .Replace("_ ", "", StringComparison.Ordinal).Trim();
    }

    private static string? Digits(string mask, string number)
    {
        var (maskParts, parts) = (mask.Split('.'), number.Split('.'));
        if (maskParts.Length > 2 || mask.Length == 0 || number[0] == '-'
            || maskParts[0].TrimStart('#').Contains('#', StringComparison.Ordinal))
        {
            return null;
        }

        var (most, said) = (maskParts.Length == 2 ? maskParts[1].Length : 0, parts.Length == 2 ? parts[1] : "");
        var least = maskParts.Length == 2 ? maskParts[1].LastIndexOf('0') + 1 : 0;
        if (said.Length > most || (maskParts.Length == 2 && maskParts[1].AsSpan(0, least).Contains('#')))
        {
            return null;
        }

        var whole = parts[0].PadLeft(maskParts[0].Count(digit => digit == '0'), '0');
        return maskParts.Length == 1 ? whole : whole + "." + said.PadRight(least, '0');
    }
}
