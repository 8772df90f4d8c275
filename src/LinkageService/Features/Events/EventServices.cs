namespace LinkageService.Features.Events;

/// <summary>Every part of events.</summary>
internal static class EventServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ListEvents>();
        services.AddSingleton<EventEndpoints>();
        services.AddSingleton<GrpcEvents>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<EventEndpoints>().Map(app);
}
