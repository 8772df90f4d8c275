using Grpc.AspNetCore.HealthChecks;
using LinkageService.Grpc.Health;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the standard health service.</summary>
public static class GrpcHealthChecksServiceExtensions
{
    /// <summary>Adds the health service over the health checks added to the result.</summary>
    /// <param name="services">The application's services.</param>
    public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<HealthStatusBoard>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheckPublisher, HealthStatusBoard>(
            provider => provider.GetRequiredService<HealthStatusBoard>()));
        return services.AddHealthChecks();
    }

    /// <summary>Adds the health service over the health checks added to the result.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Says which checks speak for which service.</param>
    public static IHealthChecksBuilder AddGrpcHealthChecks(
        this IServiceCollection services, Action<GrpcHealthChecksOptions> configure)
    {
        services.Configure(configure);
        return services.AddGrpcHealthChecks();
    }
}
