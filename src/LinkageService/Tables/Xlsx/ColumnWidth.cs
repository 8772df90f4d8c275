using System.Text;

namespace LinkageService.Tables.Xlsx;

/// <summary>How wide a column must be, in digits, to show its texts.</summary>
internal static class ColumnWidth
{
    private const int Narrowest = 8;
    private const int Widest = 60;
    private const int Margin = 2;

    /// <summary>Of the widest line of the texts; what stands in a square, as Chinese does, is two digits wide.</summary>
    public static int Of(IEnumerable<string> texts) => Math.Clamp(texts.Max(Width) + Margin, Narrowest, Widest);

    private static int Width(string text)
    {
        var (widest, line) = (0, 0);
        foreach (var letter in text.EnumerateRunes())
        {
            line = letter.Value == '\n' ? 0 : line + (IsSquare(letter) ? 2 : 1);
            widest = Math.Max(widest, line);
        }

        return widest;
    }

    // East Asian wide and full-width: Hangul, radicals to Yi, compatibility forms, full-width forms, everything beyond the first plane.
    private static bool IsSquare(Rune letter) => letter.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F)
        or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or >= 0x10000;
}
