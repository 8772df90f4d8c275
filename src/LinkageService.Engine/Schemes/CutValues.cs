using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// Values that a comma cut inside <c>{ }</c>: <c>amount: min(profit, 5 yuan)</c> reads as "min(profit" and a key "5 yuan)". They
/// are put together again, so that one slip is one problem.
/// </summary>
internal static class CutValues
{
    // A formula that is to be copied is shown whole where it is no longer than a line.
    private const int MaxShown = 120;

    /// <summary>The mapping as it was meant; formulas that lack quotes are reported, numbers are left to their reader.</summary>
    public static DocumentMapping Join(DocumentMapping mapping, Func<string, string> fieldOf, ProblemList problems)
    {
        if (!mapping.Entries.Any(entry => IsPiece(entry.Value)))
        {
            return mapping;
        }

        var entries = new List<DocumentEntry>();
        foreach (var entry in mapping.Entries)
        {
            if (IsPiece(entry.Value) && entries is [.., { Value: DocumentScalar { Text: { } before } value } last]
                && (IsOpen(before) || AreThousands(before, entry.Key)))
            {
                // A blank after the comma is not in the tree, but where the pieces stand is.
                var isTight = entry.Line == value.Line && entry.Column == value.Column + before.Length + 1 && value.Line > 0;
                entries[^1] = last with { Value = value with { Text = before + (isTight ? "," : ", ") + entry.Key } };
            }
            else
            {
                entries.Add(entry);
            }
        }

        var whole = mapping.Entries.Where(entry => !IsPiece(entry.Value));
        foreach (var (before, after) in whole.Zip(entries.Where(entry => !IsPiece(entry.Value))))
        {
            if (after.Value is DocumentScalar { Text: { } text } && before.Value is DocumentScalar { Text: { } cut }
                && text.Length > cut.Length && IsOpen(cut))
            {
                var shown = text.Length <= MaxShown && !text.Any(char.IsControl) ? text : NumberProblems.Shorten(text);
                problems.Add(ProblemCodes.FormulaSyntax, fieldOf(after.Key), after.Value,
                    $"“{{ }}”里的公式有逗号时要加引号：{after.Key}: \"{shown}\"",
                    $"a formula with a comma needs quotes inside {{ }}: {after.Key}: \"{shown}\"");
            }
        }

        return mapping with { Entries = entries };
    }

    private static bool IsPiece(DocumentNode value) => value is DocumentScalar { Text: null };

    private static bool IsOpen(string text) => text.Count(letter => letter == '(') > text.Count(letter => letter == ')');

    // 10 and 000.00
    private static bool AreThousands(string before, string after) =>
        before.Length > 0 && char.IsAsciiDigit(before[^1]) && after.Length >= 3 && after.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0
        && (after.Length == 3 || !char.IsAsciiDigit(after[3]));
}
