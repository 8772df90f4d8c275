namespace LinkageService.Engine.Rosters;

/// <summary>
/// Member numbers as a village counts them: 1, 2, 10, 11, and 一组-9 before 一组-10. Digits in a row count as one number, everything else
/// by code point; of two numbers that count alike (01 and 1) the ordinal order decides. How fen are shared out goes by the ordinal
/// order, which this does not touch.
/// </summary>
public sealed class MemberNumberOrder : IComparer<string>
{
    private MemberNumberOrder()
    {
    }

    /// <summary>The only instance: it holds nothing.</summary>
    public static MemberNumberOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        while (!left.IsEmpty && !right.IsEmpty)
        {
            int difference;
            if (char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0]))
            {
                difference = CompareNumbers(TakeNumber(ref left), TakeNumber(ref right));
            }
            else
            {
                difference = CompareLetters(left[0], right[0]);
                left = left[1..];
                right = right[1..];
            }

            if (difference != 0)
            {
                return difference;
            }
        }

        return left.Length != right.Length ? left.Length - right.Length : string.CompareOrdinal(x, y);
    }

    /// <summary>The places of ids in this order, or null where they stand in it already.</summary>
    /// <param name="ids">Member numbers, each once.</param>
    public static int[]? Places(IReadOnlyList<string> ids)
    {
        for (var at = 1; at < ids.Count; at++)
        {
            if (Instance.Compare(ids[at - 1], ids[at]) > 0)
            {
                return [.. Enumerable.Range(0, ids.Count).OrderBy(place => ids[place], Instance)];
            }
        }

        return null;
    }

    // Without leading zeros the longer number is the larger.
    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);

    // Halves of a rare character come after all common ones, as their code points do.
    private static int CompareLetters(char left, char right) => char.IsSurrogate(left) == char.IsSurrogate(right) ? left - right
        : char.IsSurrogate(left) ? 1 : -1;

    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits.TrimStart('0');
    }
}
