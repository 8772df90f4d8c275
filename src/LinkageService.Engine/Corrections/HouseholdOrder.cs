namespace LinkageService.Engine.Corrections;

/// <summary>The order of household ids everywhere: by Unicode code point, which is the order of their UTF-8 bytes.</summary>
public sealed class HouseholdOrder : IComparer<string>
{
    private const char FirstSurrogate = '\uD800';
    private const char AfterSurrogates = '\uE000';

    private HouseholdOrder()
    {
    }

    /// <summary>The only one.</summary>
    public static HouseholdOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : CodePoints(left[same]).CompareTo(CodePoints(right[same]));
    }

    // UTF-16 puts what is beyond U+FFFF (written with surrogates) before U+E000–U+FFFF; code points put it after.
    private static int CodePoints(char unit) =>
        unit >= AfterSurrogates ? unit - 0x800 : unit >= FirstSurrogate ? unit + 0x2000 : unit;
}
