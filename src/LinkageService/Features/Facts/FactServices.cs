namespace LinkageService.Features.Facts;

/// <summary>Every part of the facts about organisations.</summary>
internal static class FactServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SealedAccounts>();
        services.AddSingleton<PutFact>();
        services.AddSingleton<WithdrawFact>();
        services.AddSingleton<FindFacts>();
        services.AddSingleton<ImportFacts>();
        services.AddSingleton<FactEndpoints>();
        services.AddSingleton<FactTableEndpoints>();
        services.AddSingleton<GrpcFacts>();
    }

    public static void MapRest(WebApplication app)
    {
        app.Services.GetRequiredService<FactEndpoints>().Map(app);
        app.Services.GetRequiredService<FactTableEndpoints>().Map(app);
    }
}
