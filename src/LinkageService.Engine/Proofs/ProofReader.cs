using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace LinkageService.Engine.Proofs;

/// <summary>Reads the bytes of a proof. What is cut short or no UTF-8 makes it not good, for good; it never throws.</summary>
internal ref struct ProofReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Whether everything asked for was there.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>Whether it is good and nothing is left.</summary>
    public readonly bool IsAtEnd => IsGood && _rest.IsEmpty;

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public ushort UInt16() => Take(sizeof(ushort)) is { Length: > 0 } taken ? BinaryPrimitives.ReadUInt16BigEndian(taken) : (ushort)0;

    public long Int64() => Take(sizeof(long)) is { Length: > 0 } taken ? BinaryPrimitives.ReadInt64BigEndian(taken) : 0;

    public byte[] Fixed(int length) => Take(length) is { Length: > 0 } taken ? taken.ToArray() : new byte[length];

    public string Text()
    {
        var taken = Take(UInt16());
        IsGood &= Utf8.IsValid(taken);
        return IsGood ? Encoding.UTF8.GetString(taken) : "";
    }

    /// <summary>A number in groups of seven bits, the lowest first, in the fewest bytes; at most 2^53 − 1.</summary>
    public long Number()
    {
        long value = 0;
        for (var shift = 0; shift <= ProofTotals.Bits; shift += 7)
        {
            var next = Byte();
            value |= (long)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                IsGood &= value <= ProofTotals.Largest && (next != 0 || shift == 0);
                return IsGood ? value : 0;
            }
        }

        IsGood = false;
        return 0;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (!IsGood || _rest.Length < length)
        {
            IsGood = false;
            return [];
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
