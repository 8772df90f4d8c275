namespace LinkageService.Features.Exports;

/// <summary>Every part of the exports.</summary>
internal static class ExportServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<PdfPrinter>();
        services.AddSingleton<PrintWatches>();
        services.AddSingleton<ExportRun>();
        services.AddSingleton<ExportEndpoints>();
        services.AddSingleton<GrpcExports>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<ExportEndpoints>().Map(app);
}
