namespace LinkageService.Tables.Xlsx;

/// <summary>How many bytes may still be unpacked from a file, over all its parts.</summary>
internal sealed class UnpackedBytes(long max)
{
    private long _taken;

    /// <summary>Counts bytes that were unpacked.</summary>
    /// <exception cref="TableException">There are more than allowed.</exception>
    public void Take(int bytes)
    {
        _taken += bytes;
        if (_taken > max)
        {
            throw TableException.TooLarge(max);
        }
    }
}
