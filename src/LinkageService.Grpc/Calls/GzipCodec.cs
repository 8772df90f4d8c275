using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Grpc.Core;

namespace LinkageService.Grpc.Calls;

/// <summary>gzip of single messages, with a limit on what comes out.</summary>
internal static class GzipCodec
{
    public const string Name = "gzip";
    private const int FirstGuess = 4096;

    /// <summary>
    /// Decompresses into an array from the shared pool, which the caller returns. Stops at the first byte beyond
    /// <paramref name="limit"/>, so that a small frame cannot fill the memory.
    /// </summary>
    public static byte[] Decompress(ReadOnlySequence<byte> compressed, int limit, out int length)
    {
        length = 0;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(compressed.Length, FirstGuess));
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
                    return buffer;
                }

                length += read;
                if (length > limit)
                {
                    throw TooLarge(limit);
                }
            }
        }
        catch (InvalidDataException e)
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

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, Array.MaxLength));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
