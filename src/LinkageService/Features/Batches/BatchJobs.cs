using System.Globalization;
using LinkageService.Storage;
using LinkageService.Storage.Batches;
using Quartz;

namespace LinkageService.Features.Batches;

/// <summary>
/// Hands chunks of batches to Quartz: one job for each chunk, which it takes again where whoever had it was lost. That a chunk done twice
/// makes nothing twice is held by the database, not here.
/// </summary>
internal sealed class BatchJobs(ISchedulerFactory schedulers)
{
    // A database that is away for a while: until somebody resumes the batch, or the service starts anew.
    private static readonly RetryPolicy Again = RetryPolicy.Exponential(200, TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(30));

    /// <summary>Hands chunks over. One that is being worked on is taken once more afterwards.</summary>
    /// <param name="batch">Id of the batch.</param>
    /// <param name="chunks">Which chunks, from 0.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task ScheduleAsync(string batch, IEnumerable<long> chunks, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        foreach (var chunk in chunks)
        {
            var name = chunk.ToString(CultureInfo.InvariantCulture);
            var job = JobBuilder.Create<BatchChunkJob>().WithIdentity(name, batch).RequestRecovery()
                .UsingJobData(BatchChunkJob.Batch, batch).UsingJobData(BatchChunkJob.Chunk, name).Build();
            var trigger = TriggerBuilder.Create().ForJob(job).WithIdentity(Guid.CreateVersion7().ToString("N"), batch).StartNow()
                .WithRetryPolicy(Again).Build();
            await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancellation);
        }
    }
}

/// <summary>A chunk of a batch, as Quartz runs it.</summary>
[DisallowConcurrentExecution]
internal sealed class BatchChunkJob(MakeBatchRuns make) : IJob
{
    /// <summary>The key of the batch's id.</summary>
    public const string Batch = "batch";

    /// <summary>The key of the number of the chunk.</summary>
    public const string Chunk = "chunk";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var (batch, chunk) = ((string)context.MergedJobDataMap[Batch]!, (string)context.MergedJobDataMap[Chunk]!);
        try
        {
            await make.HandleAsync(batch, int.Parse(chunk, CultureInfo.InvariantCulture), cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            // Quartz tries it again: what is stored already is found then.
            throw new JobExecutionException(exception);
        }
    }
}

/// <summary>At start: batches that were being worked on when the service ended go on where they stood.</summary>
internal sealed class BatchStart(Database database, BatchJobs jobs) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in await database.ReadAsync(BatchStore.RunningAsync, cancellationToken))
        {
            var chunks = await database.ReadAsync(session => BatchStore.ChunksAsync(session, batch), cancellationToken);

            // The first chunk also finishes a batch of which nothing waits any more.
            await jobs.ScheduleAsync(batch.Id, chunks.Count == 0 ? [0] : chunks, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
