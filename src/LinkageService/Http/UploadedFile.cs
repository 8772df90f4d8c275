using Google.Protobuf;
using Grpc.Core;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Http;

/// <summary>A file that comes as messages: its header once, first, then its bytes in parts.</summary>
internal static class UploadedFile
{
    /// <summary>Reads all of it.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="part">What one of them has.</param>
    /// <param name="maxBytes">The bytes allowed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">Its parts come in another order, or it is too large.</exception>
    public static async Task<(THeader Header, MemoryStream Content)> ReadAsync<T, THeader>(
        IAsyncStreamReader<T> messages, Func<T, (THeader? Header, ByteString? Chunk)> part, int maxBytes, CancellationToken cancellation)
        where THeader : class
    {
        THeader? header = null;
        var content = new MemoryStream();
        while (await messages.MoveNext(cancellation))
        {
            var message = part(messages.Current);
            if (message.Header is not null && header is null)
            {
                header = message.Header;
            }
            else if (message.Chunk is not null && header is not null)
            {
                message.Chunk.WriteTo(content);
            }
            else
            {
                throw OutOfOrder();
            }

            if (content.Length > maxBytes)
            {
                throw new RefusedException(RequestFailures.BodyTooLarge(maxBytes));
            }
        }

        content.Position = 0;
        return (header ?? throw OutOfOrder(), content);
    }

    private static RefusedException OutOfOrder() => new(Failure.Of(
        ProblemCodes.MalformedRequest, "先发一次抬头（header），再发文件的各段（chunk）", "send the header once, then the parts of the file"));
}
