namespace LinkageService.Hosting;

/// <summary>For whoever keeps the service running.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Alive: the process answers. Ready: it could compute, which the schemes read at start make certain.
        routes.MapMethods("/healthz", [HttpMethods.Get, HttpMethods.Head], () => Results.Text("ok")).WithName("Health");
        routes.MapMethods("/readyz", [HttpMethods.Get, HttpMethods.Head], () => Results.Text("ready")).WithName("Ready");
    }
}
