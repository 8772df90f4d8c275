using LinkageService.Configuration;
using LinkageService.Storage.Postgres;
using Npgsql;
using Quartz;

namespace LinkageService.Features.Batches;

/// <summary>Every part of batches, and the scheduler that works on them.</summary>
internal static class BatchServices
{
    // Chunks at once: each has several organisations under way, and a small batch does not wait for a large one.
    private const int ChunksAtOnce = 2;

    // One for each chunk, and those with which Quartz looks for work, for what is late and for services that ended.
    private const int JobConnections = ChunksAtOnce + 4;

    // Another service may have handed a chunk over: how long until it is looked for.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public static void Add(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<FindBatches>();
        services.AddSingleton<CreateBatch>();
        services.AddSingleton<SteerBatch>();
        services.AddSingleton<WatchBatch>();
        services.AddSingleton<MakeBatchRuns>();
        services.AddSingleton<ActOnBatch>();
        services.AddSingleton<ActOnRuns>();
        services.AddSingleton<ExportBatch>();
        services.AddSingleton<BatchJobs>();
        services.AddSingleton<BatchEndpoints>();
        services.AddSingleton<GrpcBatches>();
        services.AddLogging(logging => logging.AddFilter("Quartz", LogLevel.Warning));
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "linkage";
                scheduler.IdleWaitTime = Look;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(ChunksAtOnce);
            if (settings.Storage.Provider == StorageProvider.Postgres)
            {
                quartz.UsePersistentStore(store => Share(store, settings));
            }
            else
            {
                // Its connections would fight SQLite's one writer.
                quartz.UseInMemoryStore();
            }
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddHostedService<BatchStart>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<BatchEndpoints>().Map(app);

    // Services on the same database are one scheduler: each takes what is free, and what a silent one had.
    private static void Share(IPersistentStoreBuilder store, Settings settings)
    {
        store.UsePostgres(NpgsqlFactory.Instance, PostgresDatabase.ForJobs(settings.Storage.ConnectionString!, JobConnections));
        store.ConfigureStore(options =>
        {
            options.TablePrefix = "qrtz_";
            options.StoreJobDataAsStrings = true;
            options.RecoverFiringsCancelledByShutdown = true;
            options.UseBackgroundThreads = true;
        });
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = settings.BatchTakeover / 4;
            cluster.CheckinMisfireThreshold = settings.BatchTakeover - cluster.CheckinInterval;
        });
    }
}
