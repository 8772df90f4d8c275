using System.Buffers;
using System.IO.Pipelines;

namespace LinkageService.Http;

/// <summary>
/// Holds a response until it is complete or large. What is held can still be thrown away when the rest of the response cannot
/// be made; what a response's own buffer holds cannot.
/// </summary>
internal sealed class ResponseBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 << 10);

    /// <summary>Bytes held.</summary>
    public int Length { get; private set; }

    /// <summary>What is held.</summary>
    public ReadOnlySpan<byte> Held => _buffer.AsSpan(0, Length);

    /// <summary>Whether something was handed on already.</summary>
    public bool HasStarted { get; private set; }

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(Length);
    }

    /// <summary>Hands on what is held.</summary>
    public async ValueTask MoveToAsync(PipeWriter output, CancellationToken cancellation)
    {
        HasStarted = true;
        var length = Length;
        Length = 0;
        await output.WriteAsync(_buffer.AsMemory(0, length), cancellation);
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

    private void Reserve(int sizeHint)
    {
        if (_buffer.Length - Length >= Math.Max(sizeHint, 256))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, Length + sizeHint));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
