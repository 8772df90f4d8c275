namespace LinkageService.Features.Erasure;

/// <summary>Every part of erasures.</summary>
internal static class ErasureServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<EraseHousehold>();
        services.AddSingleton<ErasureEndpoints>();
        services.AddSingleton<GrpcErasure>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<ErasureEndpoints>().Map(app);
}
