namespace LinkageService.Features.RunFiles;

/// <summary>Every part of the scans and photographs of runs.</summary>
internal static class RunFileServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AddRunFile>();
        services.AddSingleton<KeptRunFiles>();
        services.AddSingleton<RunFileEndpoints>();
        services.AddSingleton<GrpcRunFiles>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<RunFileEndpoints>().Map(app);
}
