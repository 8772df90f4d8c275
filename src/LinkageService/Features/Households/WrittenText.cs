using System.Buffers;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Households;

/// <summary>Texts as people lay them out in a cell: line breaks, and spaces that make a name of two characters as wide as three.</summary>
internal static class WrittenText
{
    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal)
    {
        "-", "—", "——", "–", "/", "\\", "无", "没有", "暂无", "未办", "未办理", "未提供", "无卡", "无证", "不详", "待补",
    };

    private const int LongestDitto = 8;
    private static readonly SearchValues<char> Dashes = SearchValues.Create("-—–―−‐‑─－/\\");
    private static readonly SearchValues<char> Quotes = SearchValues.Create("'‘’＇`´‛′｀");

    private static readonly HashSet<string> Dittos = new(StringComparer.OrdinalIgnoreCase)
    {
        "同上", "同前", "同上行", "同上格", "同上户", "同上一户", "上同", "〃", "〞", "″", "\"", "”", "“", "''", "′′", "、、", "ditto", "do.", "same",
    };

    /// <summary>
    /// A name or a word: line breaks and spaces beside Chinese characters are layout, between other words they are one space.
    /// </summary>
    public static string Words(string text)
    {
        if (!text.Any(char.IsWhiteSpace))
        {
            return text;
        }

        var words = new StringBuilder();
        var isAfterSpace = false;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                isAfterSpace = words.Length > 0;
                continue;
            }

            if (isAfterSpace && !(IsHan(words[^1]) || IsHan(letter)))
            {
                words.Append(' ');
            }

            isAfterSpace = false;
            words.Append(letter);
        }

        return words.ToString();
    }

    // Of two letters: 欧阳 over 建国 is one name.
    private static readonly string[] Surnames =
        ["欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "东方", "公孙", "令狐", "慕容", "宇文", "司徒", "长孙", "端木", "申屠", "轩辕", "百里", "南宫"];

    /// <summary>Names under each other in one cell, as 甲某/乙某; null where the lines are none, such as those of one name.</summary>
    public static string? Names(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        var lines = text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 && !Surnames.Contains(lines[0], StringComparer.Ordinal)
            && Array.TrueForAll(lines, line => line.Length is 2 or 3 or 4 && line.All(IsHan))
            ? string.Join('/', lines)
            : null;
    }

    /// <summary>An id as it stands: only line breaks are layout, a space may tell two households apart.</summary>
    public static string Id(string text) => Plain(text.AsSpan().ContainsAny('\r', '\n')
        ? text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
        : text);

    /// <summary>What people type before digits that are to stay text.</summary>
    public static char[] Apostrophes { get; } = ['\'', '‘', '’', '＇', '`', '´', '‛', '′', '｀'];

    /// <summary>A text without the apostrophe before it that keeps digits text, and without one behind it that closes it. Words between
    /// apostrophes in a longer text stay.</summary>
    public static string Plain(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IsEmpty || !Quotes.Contains(trimmed[0]))
        {
            return text;
        }

        var plain = trimmed.TrimStart(Apostrophes);
        plain = plain.IndexOfAny(Quotes) is >= 0 and var end && end == plain.TrimEnd(Apostrophes).Length ? plain[..end] : plain;
        return plain.ContainsAny(Quotes) ? text : plain.Trim().ToString();
    }

    /// <summary>Whether a dash, or 无, says that there is none.</summary>
    public static bool IsDash(string text) =>
        text.Trim() is { Length: > 0 } plain && (plain is "无" || !plain.AsSpan().ContainsAnyExcept(Dashes));

    /// <summary>Whether a cell says that it is what the one above it is: 同上, 〃.</summary>
    public static bool IsDitto(string text) => text.Length is > 0 and <= LongestDitto && Dittos.Contains(text.Trim());

    /// <summary>A number that says which one: no spaces, line breaks, marks that nobody sees or an apostrophe before it, full-width
    /// digits as digits; "" where words say that there is none.</summary>
    public static string Number(string text) => text.All(char.IsAsciiLetterOrDigit) ? text
        : string.Concat(Nfkc.Of(text).Where(letter => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) is not
            (UnicodeCategory.Format or UnicodeCategory.Control))).TrimStart(Apostrophes) is var number && IsNothing(number) ? ""
        : number;

    /// <summary>Whether words or a dash say that there is none.</summary>
    public static bool IsNothing(string text) => Nothing.Contains(text.Trim());

    // Half of a pair stands for a rare Chinese character here.
    private static bool IsHan(char letter) =>
        letter is (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\u3000' and <= '\u303F')
            || char.IsSurrogate(letter);
}
