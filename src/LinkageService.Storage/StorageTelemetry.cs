using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LinkageService.Storage;

/// <summary>
/// Spans and metrics of the database, by those of .NET; <c>docs/telemetry.md</c> is the list. No statement and no value of a row is
/// in any of them.
/// </summary>
public static class StorageTelemetry
{
    /// <summary>Of the source of spans and of the meter.</summary>
    public const string Name = "LinkageService.Storage";

    private static readonly ActivitySource Spans = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "linkage.storage.transaction.duration", "s", "What a read or a change took, waiting for its turn included.", tags: null, Buckets);

    private static readonly Counter<long> Entries = Meter.CreateCounter<long>(
        "linkage.audit.entries", "{entry}", "Entries of the audit log that were committed, by what was done.");

    /// <summary>Whether anybody listens.</summary>
    internal static bool IsObserved => Spans.HasListeners() || Duration.Enabled || Entries.Enabled;

    /// <summary>Observes a read from its turn to its last row.</summary>
    /// <param name="isPostgres">Whether it is of PostgreSQL, and not of SQLite.</param>
    /// <param name="transaction">read, snapshot or send.</param>
    /// <param name="work">Reads; what it throws is noted by its type and thrown on.</param>
    internal static async Task<T> ObserveAsync<T>(bool isPostgres, string transaction, Func<Task<T>> work)
    {
        var system = isPostgres ? "postgresql" : "sqlite";
        using var span = Spans.StartActivity("linkage.storage." + transaction, ActivityKind.Client);
        span?.SetTag("db.system.name", system);
        var began = Stopwatch.GetTimestamp();
        var tags = new TagList { { "db.system.name", system }, { "linkage.storage.transaction", transaction } };
        try
        {
            return await work();
        }
        catch (Exception exception)
        {
            var error = exception.GetType().Name;
            tags.Add("error.type", error);
            span?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }
    }

    /// <summary>Observes a change; what it tells the audit log is counted when it is committed.</summary>
    /// <param name="isPostgres">Whether it is of PostgreSQL, and not of SQLite.</param>
    /// <param name="write">The change; it may run on a thread that knows nothing of the request it belongs to.</param>
    /// <param name="commit">Runs a change in a transaction, again where it lost a race, and commits it.</param>
    internal static async Task<T> ObserveAsync<T>(
        bool isPostgres, Func<WriteSession, Task<T>> write, Func<Func<WriteSession, Task<T>>, Task<T>> commit)
    {
        WriteSession? last = null;
        var made = await ObserveAsync(isPostgres, "write", () =>
        {
            var span = Activity.Current;
            return commit(async session =>
            {
                last = session;
                Activity.Current = span;
                return await write(session);
            });
        });
        foreach (var (_, entry) in last?.Audited ?? [])
        {
            Entries.Add(1, new KeyValuePair<string, object?>("linkage.audit.action", entry.Action));
        }

        return made;
    }
}
