namespace LinkageService.Features.Accounts;

/// <summary>Every part of the accounts of people.</summary>
internal static class AccountServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ManagedAccounts>();
        services.AddSingleton<AccountEndpoints>();
        services.AddSingleton<GrpcAccounts>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<AccountEndpoints>().Map(app);
}
