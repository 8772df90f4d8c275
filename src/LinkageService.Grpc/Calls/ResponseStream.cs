using Grpc.Core;

namespace LinkageService.Grpc.Calls;

/// <summary>The responses of a streaming call, written one at a time.</summary>
internal sealed class ResponseStream<T>(ServerCall call, Action<T, SerializationContext> serialize)
    : IServerStreamWriter<T>
    where T : class
{
    private int writing;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref writing, 1) == 1)
        {
            throw new InvalidOperationException("Another write of this call is still going on.");
        }

        try
        {
            var options = WriteOptions ?? call.WriteOptions;
            await call.Writer.WriteAsync(message, serialize, options);
            if (options is null || !options.Flags.HasFlag(WriteFlags.BufferHint))
            {
                await FlushAsync(cancellationToken);
            }
        }
        finally
        {
            Volatile.Write(ref writing, 0);
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || !call.DeadlineToken.CanBeCanceled)
        {
            await call.Writer.FlushAsync(cancellationToken.CanBeCanceled ? cancellationToken : call.DeadlineToken);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.DeadlineToken);
        await call.Writer.FlushAsync(either.Token);
    }
}
