using Grpc.AspNetCore.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace LinkageService.Grpc.Health;

/// <summary>What is known of each service's health: by running its checks, and by the reports published since.</summary>
internal sealed class HealthStatusBoard(
    HealthCheckService checks, IOptions<GrpcHealthChecksOptions> options, IHostApplicationLifetime lifetime)
    : IHealthCheckPublisher
{
    private HealthReport? latest;
    private TaskCompletionSource published = NewSignal();

    /// <summary>Cancelled when the application begins to stop; from then on nothing serves.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Completes with the next report.</summary>
    public Task NextReport => Volatile.Read(ref published).Task;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Volatile.Write(ref latest, report);
        Interlocked.Exchange(ref published, NewSignal()).SetResult();
        return Task.CompletedTask;
    }

    /// <summary>Runs the checks of a service; null for an unknown one.</summary>
    public async Task<ServingStatus?> CheckAsync(string service, CancellationToken cancellationToken)
    {
        if (options.Value.Services.Find(service) is not { } chosen)
        {
            return null;
        }

        if (Stopping.IsCancellationRequested)
        {
            return ServingStatus.NotServing;
        }

        var report = await checks.CheckHealthAsync(
            check => chosen(new HealthCheckMapContext(check.Name, check.Tags)), cancellationToken);
        return Worst(report.Entries.Values);
    }

    /// <summary>The last published state of a service, or its state now if none was; null for an unknown one.</summary>
    public async Task<ServingStatus?> LatestAsync(string service, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref latest) is not { } report || Stopping.IsCancellationRequested)
        {
            return await CheckAsync(service, cancellationToken);
        }

        return options.Value.Services.Find(service) is { } chosen
            ? Worst(from entry in report.Entries
                    where chosen(new HealthCheckMapContext(entry.Key, entry.Value.Tags))
                    select entry.Value)
            : null;
    }

    private static ServingStatus Worst(IEnumerable<HealthReportEntry> entries) =>
        entries.Any(entry => entry.Status == HealthStatus.Unhealthy) ? ServingStatus.NotServing : ServingStatus.Serving;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
