using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Engine.Proofs;

/// <summary>
/// The byte form of everything a proof hashes: numbers big-endian, texts as their length in two bytes and their UTF-8. What is hashed
/// begins with a byte that says what it is, so that no node is ever a leaf and no leaf a root.
/// </summary>
internal sealed class ProofBytes : IDisposable
{
    public const byte Leaf = 0x00;
    public const byte Node = 0x01;
    public const byte Root = 0x02;
    public const byte Run = 0x10;

    private const int UsualLength = 256;

    // Collected and then hashed at once: a hash that is fed in pieces costs several times as much.
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(UsualLength);
    private int _length;

    public ProofBytes()
    {
    }

    public ProofBytes(byte kind) => Byte(kind);

    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>Texts that the construction itself has, such as its name.</summary>
    public void Literal(string text) => Encoding.ASCII.GetBytes(text, Room(text.Length));

    /// <exception cref="ArgumentException">The text takes more than 65,535 bytes.</exception>
    public void Text(string text)
    {
        var length = LengthOf(text);
        UInt16(length);
        Encoding.UTF8.GetBytes(text, Room(length));
    }

    public void Fixed(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Room(sizeof(ushort)), checked((ushort)value));

    public void UInt32(int value) => BinaryPrimitives.WriteUInt32BigEndian(Room(sizeof(uint)), checked((uint)value));

    public void UInt64(long value) => BinaryPrimitives.WriteUInt64BigEndian(Room(sizeof(ulong)), checked((ulong)value));

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), value);

    /// <summary>What was appended.</summary>
    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    /// <summary>The SHA-256 of what was appended.</summary>
    public byte[] Sum() => SHA256.HashData(_bytes.AsSpan(0, _length));

    /// <summary>What a hash makes of it, which begins anew after it.</summary>
    public byte[] Sum(IncrementalHash hash)
    {
        hash.AppendData(_bytes.AsSpan(0, _length));
        return hash.GetHashAndReset();
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    /// <summary>A text as it is hashed.</summary>
    /// <exception cref="ArgumentException">It takes more than 65,535 bytes.</exception>
    public static byte[] Prefixed(string text)
    {
        var bytes = new byte[sizeof(ushort) + LengthOf(text)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(bytes.Length - sizeof(ushort)));
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(sizeof(ushort)));
        return bytes;
    }

    private static int LengthOf(string text) => Encoding.UTF8.GetByteCount(text) is var length and <= ushort.MaxValue
        ? length
        : throw new ArgumentException("A text in a proof takes at most 65,535 bytes.", nameof(text));

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + length, 2 * _bytes.Length));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
