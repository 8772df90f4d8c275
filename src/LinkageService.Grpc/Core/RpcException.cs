namespace Grpc.Core;

/// <summary>Thrown by a service to end its call with a status, and with trailers where more must be said.</summary>
public class RpcException : Exception
{
    /// <summary>Ends the call with <paramref name="status"/>.</summary>
    /// <param name="status">The status to send.</param>
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    /// <summary>Ends the call with <paramref name="status"/>; the message stays on this side.</summary>
    /// <param name="status">The status to send.</param>
    /// <param name="message">The exception's message.</param>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Ends the call with <paramref name="status"/> and <paramref name="trailers"/>.</summary>
    /// <param name="status">The status to send.</param>
    /// <param name="trailers">Sent after the call's own response trailers.</param>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Ends the call with <paramref name="status"/> and <paramref name="trailers"/>.</summary>
    /// <param name="status">The status to send.</param>
    /// <param name="trailers">Sent after the call's own response trailers.</param>
    /// <param name="message">The exception's message.</param>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>The status the call ends with.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>Trailers sent with the status.</summary>
    public Metadata Trailers { get; }
}
