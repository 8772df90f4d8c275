using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace LinkageService.Http;

/// <summary>
/// gzip for gRPC messages that may come from anybody. The library's own provider decompresses without a bound, and takes a
/// message that was cut short for a whole one: a roster could lose households on the way and still be paid.
/// </summary>
internal sealed class BoundedGzip(int maxBytes) : ICompressionProvider
{
    // A gzip member ends with the length of what it holds, modulo 2^32 (RFC 1952, 2.3.1).
    private const int LengthField = sizeof(uint);

    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    /// <summary>The whole message, decompressed.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: it is larger than a message may be. INVALID_ARGUMENT: it is no gzip,
    /// or not all of it.</exception>
    public Stream CreateDecompressionStream(Stream stream)
    {
        var compressed = new MemoryStream();
        stream.CopyTo(compressed);
        compressed.Position = 0;
        var message = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[8192];
            for (int read; (read = gzip.Read(buffer)) > 0;)
            {
                if (message.Length + read > maxBytes)
                {
                    throw new RpcException(new Status(
                        StatusCode.ResourceExhausted, $"The message decompresses to more than {maxBytes} bytes."));
                }

                message.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            throw Broken();
        }

        var bytes = compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
        if (bytes.Length > 0 && (bytes.Length < LengthField
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^LengthField..]) != (uint)message.Length))
        {
            throw Broken();
        }

        message.Position = 0;
        return message;
    }

    private static RpcException Broken() => new(new Status(StatusCode.InvalidArgument, "The message is not one whole gzip stream."));
}
