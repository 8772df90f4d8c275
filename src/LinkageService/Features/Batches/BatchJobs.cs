using System.Globalization;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using Quartz;

namespace LinkageService.Features.Batches;

/// <summary>
/// Hands chunks of batches to Quartz: one job for each chunk, which it takes again where whoever had it was lost. On PostgreSQL the jobs
/// lie in the database, for all services on it; on SQLite in memory. That a chunk done twice makes nothing twice is held by the database,
/// not here.
/// </summary>
internal sealed class BatchJobs(Database database, ISchedulerFactory schedulers)
{
    // A database that is away for a while: until somebody resumes the batch, or a service starts anew.
    private static readonly RetryPolicy Again = RetryPolicy.Exponential(200, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(30));

    /// <summary>Hands over every chunk of which something waits. One that is being worked on is taken once more afterwards.</summary>
    /// <param name="batch">The batch as it was read.</param>
    /// <param name="isOnlyMissing">Leaves alone those that are handed over already, as at a start.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StorageUnavailableException">The database does not answer: asked for again, or at the next start.</exception>
    public async Task ScheduleAsync(BatchRow batch, bool isOnlyMissing, CancellationToken cancellation)
    {
        var chunks = await database.ReadAsync(session => BatchStore.ChunksAsync(session, batch), cancellation);
        await ScheduleAsync<BatchChunkJob>(batch.Id, chunks, isOnlyMissing, cancellation);
    }

    /// <summary>Hands over every chunk of which an act has still something to do. One that is being worked on is taken once more.</summary>
    /// <param name="batch">Whose act it is.</param>
    /// <param name="act">The act as it was read.</param>
    /// <param name="isOnlyMissing">Leaves alone those that are handed over already, as at a start.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StorageUnavailableException">The database does not answer: asked for again, or at the next start.</exception>
    public async Task ScheduleAsync(BatchRow batch, BatchActRow act, bool isOnlyMissing, CancellationToken cancellation)
    {
        var chunks = await database.ReadAsync(session => BatchActStore.ChunksAsync(session, batch, act), cancellation);
        await ScheduleAsync<BatchActJob>(act.Id, chunks, isOnlyMissing, cancellation);
    }

    private async Task ScheduleAsync<TJob>(
        string id, IReadOnlyList<long> chunks, bool isOnlyMissing, CancellationToken cancellation)
        where TJob : BatchChunk
    {
        // The first chunk also finishes what has nothing to be done any more.
        var jobs = chunks.DefaultIfEmpty(0).Select(chunk => Job<TJob>(id, chunk.ToString(CultureInfo.InvariantCulture))).ToArray();
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellation);
            var there = isOnlyMissing ? await scheduler.GetJobDetails([.. jobs.Select(job => job.Key)], cancellation) : [];
            await scheduler.ScheduleJobs(
                jobs.ExceptBy(there.Select(job => job.Key), job => job.Key)
                    .ToDictionary(job => job, job => (IReadOnlyCollection<ITrigger>)[Trigger(job)]),
                ScheduleJobOptions.Replacing, cancellation);
        }
        catch (SchedulerException exception)
        {
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    private static IJobDetail Job<TJob>(string id, string chunk)
        where TJob : BatchChunk =>
        JobBuilder.Create<TJob>().WithIdentity(chunk, id).RequestRecovery().UsingJobData(BatchChunk.Batch, id)
            .UsingJobData(BatchChunk.Chunk, chunk).Build();

    // However late: a chunk waits for those before it.
    private static ITrigger Trigger(IJobDetail job) => TriggerBuilder.Create().ForJob(job)
        .WithIdentity(Guid.CreateVersion7().ToString("N"), job.Key.Group).StartNow()
        .WithSimpleSchedule(once => once.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
        .WithRetryPolicy(Again).Build();
}

/// <summary>A chunk, as Quartz runs it.</summary>
internal abstract class BatchChunk : IJob
{
    /// <summary>The key of the id of the batch, or of the act on one.</summary>
    public const string Batch = "batch";

    /// <summary>The key of the number of the chunk.</summary>
    public const string Chunk = "chunk";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (batch, chunk) = ((string)context.MergedJobDataMap[Batch]!, (string)context.MergedJobDataMap[Chunk]!);
        try
        {
            await WorkAsync(batch, int.Parse(chunk, CultureInfo.InvariantCulture), cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            // Quartz tries it again: what is stored already is found then.
            throw new JobExecutionException(exception);
        }
    }

    /// <summary>Does what of the chunk is still to be done.</summary>
    protected abstract Task WorkAsync(string id, int chunk, CancellationToken cancellation);
}

/// <summary>A chunk of a batch whose runs are made.</summary>
[DisallowConcurrentExecution]
internal sealed class BatchChunkJob(MakeBatchRuns make) : BatchChunk
{
    /// <inheritdoc/>
    protected override Task WorkAsync(string id, int chunk, CancellationToken cancellation) => make.HandleAsync(id, chunk, cancellation);
}

/// <summary>A chunk of a batch whose runs are acted on.</summary>
[DisallowConcurrentExecution]
internal sealed class BatchActJob(ActOnRuns act) : BatchChunk
{
    /// <inheritdoc/>
    protected override Task WorkAsync(string id, int chunk, CancellationToken cancellation) => act.HandleAsync(id, chunk, cancellation);
}

/// <summary>
/// At start: what is to be done of batches is handed over unless it lies there, as of a service that ended before it had done so.
/// </summary>
internal sealed class BatchStart(Database database, BatchJobs jobs) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in await database.ReadAsync(BatchStore.RunningAsync, cancellationToken))
        {
            await jobs.ScheduleAsync(batch, isOnlyMissing: true, cancellationToken);
        }

        foreach (var act in await database.ReadAsync(BatchActStore.UnderWayAsync, cancellationToken))
        {
            var batch = await database.ReadAsync(session => BatchStore.FindAsync(session, act.BatchId), cancellationToken);
            await jobs.ScheduleAsync(batch!, act, isOnlyMissing: true, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
