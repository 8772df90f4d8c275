using LinkageService.Grpc.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the standard reflection service.</summary>
public static class GrpcReflectionServiceExtensions
{
    /// <summary>Adds what the reflection service needs.</summary>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<DescriptorCatalogue>();
        return services;
    }
}
