namespace Grpc.Core;

/// <summary>Messages coming in, one at a time.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message the last successful <see cref="MoveNext"/> read.</summary>
    T Current { get; }

    /// <summary>Reads the next message; false after the last.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
