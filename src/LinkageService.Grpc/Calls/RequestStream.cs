using Grpc.Core;

namespace LinkageService.Grpc.Calls;

/// <summary>The requests of a streaming call, read one at a time.</summary>
internal sealed class RequestStream<T>(ServerCall call, Func<DeserializationContext, T> deserialize)
    : IAsyncStreamReader<T>
    where T : class
{
    private T? current;
    private bool ended;
    private int reading;

    public T Current => current ?? throw new InvalidOperationException("No message has been read.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (call.IsOver)
        {
            call.DeadlineToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The call is over: nothing can be read.");
        }

        if (Interlocked.Exchange(ref reading, 1) == 1)
        {
            throw new InvalidOperationException("Another read of this call is still going on.");
        }

        try
        {
            current = ended ? null : await ReadAsync(cancellationToken);
            ended = current is null;
            return !ended;
        }
        finally
        {
            Volatile.Write(ref reading, 0);
        }
    }

    private async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == call.DeadlineToken)
        {
            return await call.Reader.ReadNextAsync(deserialize, call.DeadlineToken);
        }

        if (!call.DeadlineToken.CanBeCanceled)
        {
            return await call.Reader.ReadNextAsync(deserialize, cancellationToken);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.DeadlineToken);
        return await call.Reader.ReadNextAsync(deserialize, either.Token);
    }
}
