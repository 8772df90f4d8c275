using LinkageService.Errors;
using LinkageService.Features.Schemes;
using LinkageService.Storage;
using LinkageService.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinkageService.Hosting;

/// <summary>
/// Whether a request could be served now: schemes are there, the database answers and takes changes, and the service is not
/// stopping.
/// </summary>
internal sealed class Readiness(
    SchemeLibrary library, Database database, WriteProbe probe, IHostApplicationLifetime lifetime, ILogger<Readiness> log) : IHealthCheck
{
    private string? _said;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!library.Latest.Any() || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            ServiceTelemetry.IsReady = false;
            return HealthCheckResult.Unhealthy("not ready");
        }

        var refusal = await probe.RefusalAsync();
        if (refusal is null && database.IsPostgres)
        {
            refusal = await RespondAsync(cancellationToken);
        }

        ServiceTelemetry.IsReady = refusal is null;
        Say(refusal);
        return refusal is null ? HealthCheckResult.Healthy("ready") : HealthCheckResult.Unhealthy("the database takes no changes");
    }

    // A server may go away between two probes.
    private async Task<string?> RespondAsync(CancellationToken cancellation)
    {
        try
        {
            await database.ReadAsync(session => session.FirstAsync<long>("SELECT 1"), cancellation);
            return null;
        }
        catch (StorageUnavailableException exception)
        {
            return exception.Message;
        }
    }

    private void Say(string? refusal)
    {
        if (Interlocked.Exchange(ref _said, refusal) is var before && (before is null) != (refusal is null))
        {
            if (refusal is null)
            {
                log.ReadyAgain();
            }
            else
            {
                log.NotReady(refusal);
            }
        }
    }
}
