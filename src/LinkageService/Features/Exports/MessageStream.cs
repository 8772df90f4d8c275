using Google.Protobuf;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Exports;

/// <summary>
/// A file on its way out as messages: its head, then its bytes in parts. A part that is not taken stops the writing, so
/// nothing gathers here, and a failure before the first part ends the call as if nothing had begun.
/// </summary>
internal sealed class MessageStream(Func<Proto.FileHead, Task> sendHead, Func<ByteString, Task> sendChunk) : WriteOnlyStream
{
    private const int ChunkBytes = 64 << 10;

    private readonly byte[] _chunk = new byte[ChunkBytes];
    private Proto.FileHead? _head;
    private int _length;

    /// <summary>There will be a file.</summary>
    public Stream Begin(string fileName, string mediaType)
    {
        _head = new Proto.FileHead { FileName = fileName, MediaType = mediaType };
        return this;
    }

    /// <summary>Sends what is left of it.</summary>
    public Task CompleteAsync() => SendAsync();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Math.Min(buffer.Length, ChunkBytes - _length);
            buffer[..taken].CopyTo(_chunk.AsMemory(_length));
            _length += taken;
            buffer = buffer[taken..];
            if (_length == ChunkBytes)
            {
                await SendAsync();
            }
        }
    }

    private async Task SendAsync()
    {
        if (_head is { } head)
        {
            _head = null;
            await sendHead(head);
        }

        if (_length > 0)
        {
            var chunk = ByteString.CopyFrom(_chunk, 0, _length);
            _length = 0;
            await sendChunk(chunk);
        }
    }
}
