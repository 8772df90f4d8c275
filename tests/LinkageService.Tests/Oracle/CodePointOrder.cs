namespace LinkageService.Tests.Oracle;

/// <summary>Compares member numbers by Unicode code point, the shorter first where one begins the other.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x!.EnumerateRunes().Select(rune => rune.Value).ToArray();
        var right = y!.EnumerateRunes().Select(rune => rune.Value).ToArray();
        for (var at = 0; at < left.Length && at < right.Length; at++)
        {
            if (left[at] != right[at])
            {
                return left[at].CompareTo(right[at]);
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
