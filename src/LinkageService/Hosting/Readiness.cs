using LinkageService.Features.Schemes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinkageService.Hosting;

/// <summary>Whether a calculation could be done now: the schemes are there and the service is not stopping.</summary>
internal sealed class Readiness(SchemeLibrary library, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var isReady = library.Latest.Any() && !lifetime.ApplicationStopping.IsCancellationRequested;
        return Task.FromResult(isReady ? HealthCheckResult.Healthy("ready") : HealthCheckResult.Unhealthy("not ready"));
    }
}
