using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Engine.Proofs;

/// <summary>
/// The byte form of everything a proof hashes: numbers big-endian, texts as their length in two bytes and their UTF-8. What is hashed
/// begins with a byte that says what it is, so that no node is ever a leaf and no leaf a root.
/// </summary>
internal ref struct ProofBytes : IDisposable
{
    public const byte Leaf = 0x00;
    public const byte Node = 0x01;
    public const byte Root = 0x02;
    public const byte Run = 0x10;

    private readonly IncrementalHash _hash;

    public ProofBytes(byte kind)
    {
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData([kind]);
    }

    /// <summary>Texts that the construction itself has, such as its name.</summary>
    public readonly void Literal(string text) => _hash.AppendData(Encoding.ASCII.GetBytes(text));

    /// <exception cref="ArgumentException">The text takes more than 65,535 bytes.</exception>
    public readonly void Text(string text) => _hash.AppendData(Prefixed(text));

    public readonly void Fixed(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public readonly void UInt32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, checked((uint)value));
        _hash.AppendData(bytes);
    }

    public readonly void UInt64(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, checked((ulong)value));
        _hash.AppendData(bytes);
    }

    /// <summary>The SHA-256 of what was appended.</summary>
    public readonly byte[] Sum() => _hash.GetHashAndReset();

    public readonly void Dispose() => _hash.Dispose();

    /// <summary>A text as it is hashed.</summary>
    /// <exception cref="ArgumentException">It takes more than 65,535 bytes.</exception>
    public static byte[] Prefixed(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > ushort.MaxValue)
        {
            throw new ArgumentException("A text in a proof takes at most 65,535 bytes.", nameof(text));
        }

        var bytes = new byte[sizeof(ushort) + length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)length);
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(sizeof(ushort)));
        return bytes;
    }
}
