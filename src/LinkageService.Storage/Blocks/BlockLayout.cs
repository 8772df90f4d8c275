using System.Buffers.Binary;
using System.Numerics;

namespace LinkageService.Storage.Blocks;

/// <summary>
/// Where everything is in a block, in bytes; numbers are little-endian. The whole of it:
/// <c>docs/decisions/0005-packed-statement-blocks.md</c>.
/// </summary>
internal static class BlockLayout
{
    public const byte Version = 1;
    public const int MaxHouseholds = 512;
    public const int MaxColumns = 1024;

    /// <summary>64 characters of up to 4 bytes.</summary>
    public const int MaxIdBytes = 256;

    public const int CountAt = 1;
    public const int ColumnCountAt = 3;
    public const int PrefixLengthAt = 5;
    public const int ShortestSuffixAt = 7;
    public const int ExcessWidthAt = 9;
    public const int DirectoryAt = 10;

    /// <summary>A column's entry in the directory: its width, then its minimum.</summary>
    public const int EntryLength = 1 + sizeof(long);

    public const int ChecksumLength = sizeof(uint);

    /// <summary>CRC-32C: finds any one changed byte and any burst of up to 32 bits.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }
}
