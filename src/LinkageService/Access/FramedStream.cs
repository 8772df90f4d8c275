using Google.Protobuf;
using Grpc.Core;
using LinkageService.Errors;

namespace LinkageService.Access;

/// <summary>
/// The messages of a call, each looked at as it comes. Frames that cannot be read are the caller's mistake and no failure of the service.
/// </summary>
internal sealed class FramedStream<T>(IAsyncStreamReader<T> messages) : IAsyncStreamReader<T>
{
    /// <inheritdoc/>
    public T Current => messages.Current;

    /// <inheritdoc/>
    /// <exception cref="RefusedException">
    /// <c>malformed_request</c>: a frame begins with neither 0 nor 1, or ends early; <c>invalid_value</c>: an enum has no such value.
    /// </exception>
    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            var isThere = await messages.MoveNext(cancellationToken);
            if (isThere && messages.Current is IMessage message)
            {
                EnumNumbers.Require(message);
            }

            return isThere;
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(RequestFailures.Malformed(
                "gRPC 的帧不完整，或者开头不是 0 或 1", "a frame of gRPC ends early or begins with neither 0 nor 1"));
        }
    }
}
