using System.Security.Cryptography;
using LinkageService.Storage;

namespace LinkageService.Tables;

/// <summary>
/// Bytes put aside so that they can be read again: in memory up to 1 MiB, then in a temporary file that has no name, so that nothing
/// stays behind when the process is killed.
/// </summary>
internal sealed class TableSpool : IDisposable
{
    private const int MaxInMemory = 1 << 20;
    private const int BufferSize = 1 << 16;

    /// <summary>What was written, at any position.</summary>
    public Stream Content { get; private set; } = new MemoryStream();

    /// <summary>SHA-256 of the stream it was made of; empty for one that was written here.</summary>
    public byte[] Digest { get; private set; } = [];

    /// <summary>All of a stream, at position 0.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="maxBytes">The bytes allowed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="came">Told after each piece how many bytes have come.</param>
    /// <exception cref="TableException">The stream is longer than the bytes allowed.</exception>
    public static async Task<TableSpool> OfAsync(
        Stream source, long maxBytes, CancellationToken cancellation, Action<long>? came = null)
    {
        var spool = new TableSpool();
        try
        {
            var buffer = new byte[BufferSize];
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            while (await source.ReadAsync(buffer, cancellation) is var count and > 0)
            {
                if (spool.Content.Length + count > maxBytes)
                {
                    throw TableException.TooLarge(maxBytes);
                }

                spool.Write(buffer.AsSpan(0, count));
                hash.AppendData(buffer.AsSpan(0, count));
                came?.Invoke(spool.Content.Length);
            }

            (spool.Content.Position, spool.Digest) = (0, hash.GetHashAndReset());
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>Adds at the position, which is the end while only this is called.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (Content is MemoryStream memory && memory.Length + bytes.Length > MaxInMemory)
        {
            var file = PrivateFiles.OpenTemporary(BufferSize);
            memory.WriteTo(file);
            Content = file;
        }

        Content.Write(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();
}
