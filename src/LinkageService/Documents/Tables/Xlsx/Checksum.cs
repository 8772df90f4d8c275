namespace LinkageService.Documents.Tables.Xlsx;

/// <summary>The CRC-32 of a zip, which states one for each part and leaves it to the reader to compare.</summary>
internal sealed class Checksum
{
    // x³² + x²⁶ + x²³ + … + 1 with the bits reversed, as PKWARE's APPNOTE 4.4.7 has it.
    private const uint Polynomial = 0xEDB8_8320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    private uint _remainder = uint.MaxValue;

    /// <summary>Of all bytes added.</summary>
    public uint Value => ~_remainder;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var remainder = _remainder;
        foreach (var each in bytes)
        {
            remainder = Table[(remainder ^ each) & 0xFF] ^ (remainder >> 8);
        }

        _remainder = remainder;
    }

    private static uint Remainder(int value)
    {
        var remainder = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ Polynomial;
        }

        return remainder;
    }
}
