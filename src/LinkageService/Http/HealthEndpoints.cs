using LinkageService.Access;

namespace LinkageService.Http;

/// <summary>For whoever keeps the service running.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Alive: the process answers. Ready: it could compute; grpc.health.v1.Health says the same.
        routes.MapMethods("/healthz", [HttpMethods.Get, HttpMethods.Head], () => Results.Text("ok")).WithName("Health")
            .ExcludeFromDescription().DisableHttpMetrics().Requires(Permission.Open);
        routes.MapHealthChecks("/readyz").WithName("Ready").ExcludeFromDescription().DisableHttpMetrics().Requires(Permission.Open);
    }
}
