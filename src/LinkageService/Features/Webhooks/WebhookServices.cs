namespace LinkageService.Features.Webhooks;

/// <summary>Every part of the addresses that are told of events.</summary>
internal static class WebhookServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<KeptWebhooks>();
        services.AddSingleton<WebhookDeliveries>();
        services.AddSingleton<WebhookEndpoints>();
        services.AddSingleton<GrpcWebhooks>();
        services.AddHostedService<DeliverEvents>();
    }

    public static void MapRest(WebApplication app) => app.Services.GetRequiredService<WebhookEndpoints>().Map(app);
}
