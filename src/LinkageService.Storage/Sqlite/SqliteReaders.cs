using System.Collections.Concurrent;
using System.Diagnostics;

namespace LinkageService.Storage.Sqlite;

/// <summary>
/// The connections that read the file: a bounded number, each with a small cache, closed when they were not used for a while. So
/// memory follows neither the size of the file nor the most callers there ever were at once.
/// </summary>
internal sealed class SqliteReaders : IAsyncDisposable
{
    /// <summary>Who reads at once; others wait their turn.</summary>
    public const int Most = 32;

    /// <summary>Of these, who sends what is read at the pace of a network: the rest is always free for short questions.</summary>
    public const int MaxSending = 24;

    /// <summary>Pages a connection keeps, in KiB; the system caches the file for all of them.</summary>
    public const int CacheKib = 4096;

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    // Whoever reads inside of a read or a change already holds a place: to wait for a second one could wait for ever.
    private static readonly AsyncLocal<bool> HoldsPlace = new();

    private readonly Func<Task<StoredConnection>> _open;
    private readonly SemaphoreSlim _places = new(Most);
    private readonly SemaphoreSlim _sending = new(MaxSending);
    private readonly ConcurrentStack<(StoredConnection Connection, long Since)> _idle = [];
    private readonly Timer _closing;
    private volatile bool _isClosed;

    public SqliteReaders(Func<Task<StoredConnection>> open)
    {
        _open = open;
        _closing = new Timer(_ => CloseUnused(IdleTime), state: null, IdleTime, IdleTime);
    }

    /// <summary>Reads with a connection of its own.</summary>
    /// <param name="read">What to read.</param>
    /// <param name="isSending">Whether it is sent on while it is read.</param>
    /// <param name="cancellation">Ends the waiting for a place.</param>
    public async Task<T> ReadAsync<T>(Func<StoredConnection, Task<T>> read, bool isSending, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (HoldsPlace.Value)
        {
            return await UseAsync(read);
        }

        using var sending = isSending ? await EnterAsync(_sending, cancellation) : null;
        using var place = await EnterAsync(_places, cancellation);
        HoldsPlace.Value = true;
        return await UseAsync(read);
    }

    /// <summary>Does work of the writer, whose reads must not wait for readers that wait for the writer.</summary>
    public static void EnterWriter() => HoldsPlace.Value = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.DisposeAsync();
        _isClosed = true;
        CloseUnused(TimeSpan.Zero);
    }

    /// <summary>Closes the connections that nobody used for so long.</summary>
    public void CloseUnused(TimeSpan time)
    {
        var idle = new (StoredConnection Connection, long Since)[Most];
        var count = _idle.TryPopRange(idle);
        for (var at = count - 1; at >= 0; at--)
        {
            if (Stopwatch.GetElapsedTime(idle[at].Since) < time)
            {
                _idle.Push(idle[at]);
            }
            else
            {
                // Closing a SQLite file does not wait for anything.
                idle[at].Connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }
    }

    private async Task<T> UseAsync<T>(Func<StoredConnection, Task<T>> read)
    {
        var connection = Take() ?? await _open();
        try
        {
            return await read(connection);
        }
        finally
        {
            GiveBack(connection);
        }
    }

    // The one used last: its pages are still there, and those that are not needed any more grow old.
    private StoredConnection? Take() => _idle.TryPop(out var last) ? last.Connection : null;

    private void GiveBack(StoredConnection connection)
    {
        _idle.Push((connection, Stopwatch.GetTimestamp()));
        if (_isClosed)
        {
            CloseUnused(TimeSpan.Zero);
        }
    }

    private static async ValueTask<Place> EnterAsync(SemaphoreSlim places, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        return new Place(places);
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
