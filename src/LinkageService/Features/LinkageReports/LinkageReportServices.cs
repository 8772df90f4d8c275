namespace LinkageService.Features.LinkageReports;

/// <summary>Every part of the linkage report.</summary>
internal static class LinkageReportServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ShowLinkageReport>();
        services.AddSingleton<ExportLinkageReport>();
        services.AddSingleton<ShowHouseholdIncome>();
        services.AddSingleton<LinkageReportEndpoints>();
        services.AddSingleton<GrpcReports>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<LinkageReportEndpoints>().Map(app);
}
