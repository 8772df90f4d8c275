namespace LinkageService.Storage;

/// <summary>The database the service keeps everything in: SQLite or PostgreSQL behind the same few calls.</summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>Whether this is PostgreSQL.</summary>
    public abstract bool IsPostgres { get; }

    /// <summary>Reads what is committed; each statement sees its own moment.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public abstract Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default);

    /// <summary>Reads several statements of one moment.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public abstract Task<T> SnapshotAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default);

    /// <summary>As <see cref="SnapshotAsync"/>, for what is sent to a caller while it is read: however many, others still read.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public virtual Task<T> SendSnapshotAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default) =>
        SnapshotAsync(read, cancellation);

    /// <summary>
    /// Makes one change: all that <paramref name="write"/> does is committed with its audit entries, or nothing is. The
    /// result comes back only after the commit. An exception of <paramref name="write"/> undoes the change and comes through.
    /// It may be called again when the database asks for it, so it must not change anything outside.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database did not take it; nothing is stored.</exception>
    /// <exception cref="OutcomeUnknownException">Whether it is stored cannot be found out now.</exception>
    public abstract Task<T> WriteAsync<T>(Change change, Func<WriteSession, Task<T>> write, CancellationToken cancellation = default);

    /// <summary>Commits a change of nothing, by the way every change takes: whether one would be taken now.</summary>
    /// <exception cref="StorageUnavailableException">It was not taken.</exception>
    public abstract Task ProbeAsync(CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
