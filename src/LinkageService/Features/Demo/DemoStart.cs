using LinkageService.Hosting;
using LinkageService.Storage;
using LinkageService.Storage.Audit;

namespace LinkageService.Features.Demo;

/// <summary>At the first start on an empty embedded database: puts the demo villages in and says so.</summary>
internal sealed class DemoStart(Settings settings, Database database, DemoBooks books, ILogger<DemoStart> log) : IHostedService
{
    // The key of private numbers was noted; nothing else was ever done.
    private const long EntriesOfAnEmptyDatabase = 1;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsDemoEnabled || database.IsPostgres)
        {
            return;
        }

        var head = await database.ReadAsync(AuditStore.HeadAsync, cancellationToken);
        if ((head?.Seq ?? 0) <= EntriesOfAnEmptyDatabase)
        {
            var (households, runs) = await books.WriteAsync(cancellationToken);
            log.DemoMade(households, runs);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
