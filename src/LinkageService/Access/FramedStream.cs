using Grpc.Core;
using LinkageService.Errors;

namespace LinkageService.Access;

/// <summary>The messages of a call, where frames that cannot be read are the caller's mistake and no failure of the service.</summary>
internal sealed class FramedStream<T>(IAsyncStreamReader<T> messages) : IAsyncStreamReader<T>
{
    /// <inheritdoc/>
    public T Current => messages.Current;

    /// <inheritdoc/>
    /// <exception cref="RefusedException"><c>malformed_request</c>: a frame begins with neither 0 nor 1, or ends early.</exception>
    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await messages.MoveNext(cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(RequestFailures.Malformed(
                "gRPC 的帧不完整，或者开头不是 0 或 1", "a frame of gRPC ends early or begins with neither 0 nor 1"));
        }
    }
}
