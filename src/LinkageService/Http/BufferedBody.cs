using System.Buffers;
using LinkageService.Errors;

namespace LinkageService.Http;

/// <summary>A request's body in one piece of rented memory.</summary>
internal sealed class BufferedBody : IDisposable
{
    private const int FirstBytes = 32 << 10;
    private const int LargestFirstBytes = 1 << 20;

    private byte[] _buffer;
    private int _length;

    private BufferedBody(int bytes) => _buffer = ArrayPool<byte>.Shared.Rent(bytes);

    /// <summary>The bytes; valid until this is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads the body to its end.</summary>
    /// <exception cref="RefusedException">It is longer than allowed: <paramref name="tooLarge"/>.</exception>
    public static async ValueTask<BufferedBody> ReadAsync(
        HttpRequest request, int maxBytes, Failure tooLarge, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
        {
            throw new RefusedException(tooLarge);
        }

        // What a caller says about the length is believed up to a megabyte; the rest must arrive first.
        var body = new BufferedBody((int)Math.Clamp((request.ContentLength ?? FirstBytes) + 1, 1024, LargestFirstBytes));
        try
        {
            while (await request.Body.ReadAsync(body.Free(), cancellation) is var read && read > 0)
            {
                body._length += read;
                if (body._length > maxBytes)
                {
                    throw new RefusedException(tooLarge);
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Memory<byte> Free()
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * _buffer.Length, Array.MaxLength));
            _buffer.AsSpan().CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
