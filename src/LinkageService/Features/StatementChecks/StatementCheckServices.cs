namespace LinkageService.Features.StatementChecks;

/// <summary>Every part of checking payout sheets.</summary>
internal static class StatementCheckServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<CheckStatement>();
        services.AddSingleton<KeptStatementChecks>();
        services.AddSingleton<ExportStatementCheck>();
        services.AddSingleton<StatementCheckEndpoints>();
        services.AddSingleton<GrpcStatementChecks>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<StatementCheckEndpoints>().Map(app);
}
