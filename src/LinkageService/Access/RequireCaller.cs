using Grpc.AspNetCore.Server;

namespace LinkageService.Access;

/// <summary>The gate before every REST route. gRPC methods have theirs in <see cref="GrpcGate"/>, which can answer as gRPC does.</summary>
internal sealed class RequireCaller(RequestDelegate next, Gate gate)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // An endpoint that is no route is routing's own refusal: a method or a content type that is not served there.
        if (http.GetEndpoint() is RouteEndpoint endpoint && !IsGrpc(endpoint, http.Request))
        {
            await gate.EnterAsync(http, PermissionOf(endpoint), http.RequestAborted);
        }

        await next(http);
    }

    /// <summary>The permission an endpoint declares.</summary>
    /// <exception cref="InvalidOperationException">It declares none: a defect, and it is not served.</exception>
    public static Permission PermissionOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<RequiresAttribute>()?.Permission
        ?? throw new InvalidOperationException($"{endpoint.DisplayName} declares no permission.");

    // The runtime's own answer to an unknown method has no metadata of a method.
    private static bool IsGrpc(Endpoint endpoint, HttpRequest request) =>
        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is not null
        || (request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) ?? false);
}
