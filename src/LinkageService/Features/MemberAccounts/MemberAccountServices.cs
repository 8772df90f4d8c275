namespace LinkageService.Features.MemberAccounts;

/// <summary>Every part of the member accounts.</summary>
internal static class MemberAccountServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ShowMemberAccounts>();
        services.AddSingleton<ExportMemberAccounts>();
        services.AddSingleton<MemberAccountEndpoints>();
        services.AddSingleton<GrpcMemberAccounts>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<MemberAccountEndpoints>().Map(app);
}
