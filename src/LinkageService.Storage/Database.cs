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

    /// <summary>
    /// Makes one change: all that <paramref name="write"/> does is committed with its audit entries, or nothing is. The
    /// result comes back only after the commit. An exception of <paramref name="write"/> undoes the change and comes through.
    /// It may be called again when the database asks for it, so it must not change anything outside.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database did not take it; nothing is stored.</exception>
    public abstract Task<T> WriteAsync<T>(Change change, Func<WriteSession, Task<T>> write, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
