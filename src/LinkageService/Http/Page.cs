namespace LinkageService.Http;

/// <summary>Some entries of a list, and where the next begin.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">The key of the last, when there are more; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>What a caller sends to get the next page; null at the end.</summary>
    public string? NextCursor => Next is null ? null : QueryFields.CursorAfter(Next);

    /// <summary>A page out of one entry more than it holds.</summary>
    public static Page<T> Of(IReadOnlyList<T> read, int limit, Func<T, string> key) => read.Count > limit
        ? new Page<T>(read.Take(limit).ToArray(), key(read[limit - 1]))
        : new Page<T>(read, Next: null);
}
