namespace LinkageService.Engine.Proofs;

/// <summary>
/// The way from a leaf of a tree in the shape of RFC 9162 up to its root, one sibling after another (§ 2.1.3.2). What a node hashes is
/// for whoever walks.
/// </summary>
internal struct TreeWay(long index, long count)
{
    private long _at = index;
    private long _last = count - 1;

    /// <summary>Whether no sibling is left.</summary>
    public readonly bool IsAtTop => _last == 0;

    /// <summary>Goes up past a sibling.</summary>
    /// <returns>Whether the sibling stands on the left.</returns>
    public bool StepUp()
    {
        var isRight = (_at & 1) == 1 || _at == _last;
        while (isRight && (_at & 1) == 0 && _at != 0)
        {
            (_at, _last) = (_at >> 1, _last >> 1);
        }

        (_at, _last) = (_at >> 1, _last >> 1);
        return isRight;
    }
}
