namespace LinkageService.Features.YearStatements;

/// <summary>Every part of the statements and vouchers of a year.</summary>
internal static class YearStatementServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ShowYearAccounts>();
        services.AddSingleton<ExportYearAccounts>();
        services.AddSingleton<YearStatementEndpoints>();
        services.AddSingleton<GrpcYearStatements>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<YearStatementEndpoints>().Map(app);
}
