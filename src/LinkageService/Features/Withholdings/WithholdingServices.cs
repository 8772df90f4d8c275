namespace LinkageService.Features.Withholdings;

/// <summary>Every part of set-offs and the declaration of tax.</summary>
internal static class WithholdingServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RecordSetOff>();
        services.AddSingleton<SetOffs>();
        services.AddSingleton<ShowTaxDeclaration>();
        services.AddSingleton<ExportTaxDeclaration>();
        services.AddSingleton<WithholdingEndpoints>();
        services.AddSingleton<GrpcWithholdings>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<WithholdingEndpoints>().Map(app);
}
