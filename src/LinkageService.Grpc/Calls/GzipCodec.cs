using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Grpc.Core;

namespace LinkageService.Grpc.Calls;

/// <summary>gzip of single messages, with a limit on what comes out.</summary>
internal static class GzipCodec
{
    public const string Name = "gzip";
    private const int FirstGuess = 4096;

    // A gzip stream ends with the length of what it holds, modulo 2^32.
    private const int LengthFieldSize = 4;

    /// <summary>
    /// Decompresses into an array from the shared pool, which the caller returns. Stops at the first byte beyond
    /// <paramref name="limit"/>, so that a small frame cannot fill the memory.
    /// </summary>
    public static byte[] Decompress(ReadOnlySequence<byte> compressed, int limit, out int length)
    {
        length = 0;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(compressed.Length, FirstGuess));
        if (compressed.IsEmpty)
        {
            // Some compress an empty message to nothing.
            return buffer;
        }

        try
        {
            using var gzip = new GZipStream(PipeReader.Create(compressed).AsStream(), CompressionMode.Decompress);
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }

                var read = gzip.Read(buffer, length, buffer.Length - length);
                if (read == 0)
                {
                    CheckEnd(compressed, length);
                    return buffer;
                }

                length += read;
                if (length > limit)
                {
                    throw TooLarge(limit);
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw new RpcException(new Status(StatusCode.Internal, "The message is not valid gzip.", e));
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Compresses one message.</summary>
    public static ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> message, CompressionLevel level)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level, leaveOpen: true))
        {
            gzip.Write(message);
        }

        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }

    private static RpcException TooLarge(int limit) => new(new Status(
        StatusCode.ResourceExhausted, $"The message decompresses to more than the limit of {limit} bytes."));

    // GZipStream takes a stream that was cut short for a whole one.
    private static void CheckEnd(ReadOnlySequence<byte> compressed, int length)
    {
        Span<byte> field = stackalloc byte[LengthFieldSize];
        compressed.Slice(Math.Max(0, compressed.Length - LengthFieldSize)).CopyTo(field);
        if (BinaryPrimitives.ReadUInt32LittleEndian(field) != (uint)length)
        {
            throw new InvalidDataException("The gzip stream does not end with its length.");
        }
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, Array.MaxLength));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
