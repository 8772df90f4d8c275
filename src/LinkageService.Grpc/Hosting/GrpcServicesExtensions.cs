using Grpc.AspNetCore.Server;
using LinkageService.Grpc.Calls;
using LinkageService.Grpc.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds gRPC to the services.</summary>
public static class GrpcServicesExtensions
{
    /// <summary>Adds what gRPC services need.</summary>
    /// <param name="services">The application's services.</param>
    public static IGrpcServerBuilder AddGrpc(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddMetrics();
        services.AddOptions<GrpcServiceOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallTelemetry>();
        services.TryAddSingleton<ServiceCatalogue>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, UnknownMethodFilter>());
        return new Builder(services);
    }

    /// <summary>Adds what gRPC services need, with options for all of them.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configureOptions">Sets the options.</param>
    public static IGrpcServerBuilder AddGrpc(
        this IServiceCollection services, Action<GrpcServiceOptions> configureOptions)
    {
        services.Configure(configureOptions);
        return services.AddGrpc();
    }

    /// <summary>Sets options of one service, which start as those of all.</summary>
    /// <typeparam name="TService">The service.</typeparam>
    /// <param name="grpcBuilder">What <c>AddGrpc</c> returned.</param>
    /// <param name="configure">Sets the options.</param>
    public static IGrpcServerBuilder AddServiceOptions<TService>(
        this IGrpcServerBuilder grpcBuilder, Action<GrpcServiceOptions<TService>> configure)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(grpcBuilder);
        grpcBuilder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<
            IConfigureOptions<GrpcServiceOptions<TService>>, CommonOptions<TService>>());
        grpcBuilder.Services.Configure(configure);
        return grpcBuilder;
    }

    private sealed class Builder(IServiceCollection services) : IGrpcServerBuilder
    {
        public IServiceCollection Services { get; } = services;
    }

    private sealed class CommonOptions<TService>(IOptions<GrpcServiceOptions> common)
        : IConfigureOptions<GrpcServiceOptions<TService>>
        where TService : class
    {
        public void Configure(GrpcServiceOptions<TService> options)
        {
            options.MaxSendMessageSize = common.Value.MaxSendMessageSize;
            options.MaxReceiveMessageSize = common.Value.MaxReceiveMessageSize;
            options.EnableDetailedErrors = common.Value.EnableDetailedErrors;
            options.ResponseCompressionAlgorithm = common.Value.ResponseCompressionAlgorithm;
            options.ResponseCompressionLevel = common.Value.ResponseCompressionLevel;
            foreach (var interceptor in common.Value.Interceptors)
            {
                options.Interceptors.Add(interceptor);
            }
        }
    }
}
