namespace LinkageService.Storage;

/// <summary>
/// The database as seen from inside one change: what is read and changed here belongs to that change, and is committed with
/// all of it or not at all. An exception of a part must end the whole.
/// </summary>
/// <param name="whole">The change under way.</param>
public sealed class ChangesInOne(WriteSession whole) : Database
{
    /// <inheritdoc/>
    public override bool IsPostgres => whole.IsPostgres;

    /// <inheritdoc/>
    public override Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return read(whole);
    }

    /// <inheritdoc/>
    public override Task<T> SnapshotAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default) =>
        ReadAsync(read, cancellation);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(Change change, Func<WriteSession, Task<T>> write, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return write(whole.PartOf(change));
    }

    /// <inheritdoc/>
    public override Task ProbeAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
