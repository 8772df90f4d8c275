namespace Grpc.Core;

/// <summary>Messages going out, one at a time.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Options of the writes that follow; null takes those of the call.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Sends a message; completes when the connection has room for more.</summary>
    /// <param name="message">The message.</param>
    Task WriteAsync(T message);

    /// <summary>Sends a message; completes when the connection has room for more.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            throw new NotSupportedException("This stream writer cannot be cancelled.");
        }

        return WriteAsync(message);
    }
}
