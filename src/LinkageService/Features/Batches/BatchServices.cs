using Quartz;

namespace LinkageService.Features.Batches;

/// <summary>Every part of batches, and the scheduler that works on them.</summary>
internal static class BatchServices
{
    // Chunks at once: each has several organisations under way, and a small batch does not wait for a large one.
    private const int ChunksAtOnce = 2;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<FindBatches>();
        services.AddSingleton<CreateBatch>();
        services.AddSingleton<SteerBatch>();
        services.AddSingleton<WatchBatch>();
        services.AddSingleton<MakeBatchRuns>();
        services.AddSingleton<BatchJobs>();
        services.AddSingleton<BatchEndpoints>();
        services.AddSingleton<GrpcBatches>();
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(ChunksAtOnce);
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddHostedService<BatchStart>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<BatchEndpoints>().Map(app);
}
