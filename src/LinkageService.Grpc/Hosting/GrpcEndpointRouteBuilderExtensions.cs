using Grpc.AspNetCore.Server;
using Grpc.Core;
using LinkageService.Grpc.Calls;
using LinkageService.Grpc.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps gRPC services.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Serves every method of a service at <c>/package.Service/Method</c>.</summary>
    /// <typeparam name="TService">
    /// The service, derived from a generated base class. Taken from the services if it is registered there, made for
    /// each call otherwise.
    /// </typeparam>
    /// <param name="builder">The application's routes.</param>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.ServiceProvider;
        var catalogue = services.GetService<ServiceCatalogue>()
            ?? throw new InvalidOperationException("Call AddGrpc on the services before mapping a gRPC service.");
        var options = services.GetServices<IConfigureOptions<GrpcServiceOptions<TService>>>().Any()
            ? services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value
            : services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
        var clock = services.GetRequiredService<TimeProvider>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(CallTelemetry.SourceName);
        var telemetry = services.GetRequiredService<CallTelemetry>();
        var binder = new ServiceMethodBinder<TService>(builder, Describe, [.. options.Interceptors]);
        binder.Bind();
        foreach (var name in binder.ServiceNames)
        {
            catalogue.Add(name, typeof(TService));
        }

        return new GrpcServiceEndpointConventionBuilder(binder.Endpoints);

        ServedMethod Describe(IMethod method) => new(method, options, clock, logger, telemetry);
    }
}
