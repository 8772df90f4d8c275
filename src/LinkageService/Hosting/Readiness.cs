using LinkageService.Features.Schemes;
using LinkageService.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinkageService.Hosting;

/// <summary>Whether a request could be served now: schemes are there, the database answers, and the service is not stopping.</summary>
internal sealed class Readiness(SchemeLibrary library, Database database, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!library.Latest.Any() || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("not ready");
        }

        try
        {
            await database.ReadAsync(session => session.FirstAsync<long>("SELECT 1"), cancellationToken);
            return HealthCheckResult.Healthy("ready");
        }
        catch (StorageUnavailableException)
        {
            return HealthCheckResult.Unhealthy("the database does not answer");
        }
    }
}
