using Grpc.AspNetCore.Server;
using LinkageService.Errors;
using Microsoft.AspNetCore.Http.Extensions;

namespace LinkageService.Access;

/// <summary>
/// The gate before everything that is served. Who may call is what the endpoint declares, and nothing a caller sends changes it. Rpcs
/// have a gate of their own, <see cref="GrpcGate"/>, which can answer as gRPC does.
/// </summary>
internal sealed class RequireCaller(RequestDelegate next, Gate gate)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // An endpoint that is no route is routing's own refusal: a method or a content type that is not served there.
        if (http.GetEndpoint() is RouteEndpoint endpoint)
        {
            var needed = PermissionOf(http, endpoint);
            if (ConsoleConventions.IsConsole(endpoint))
            {
                if (await gate.EnterConsoleAsync(http, needed, ConsoleConventions.IsPage(endpoint), http.RequestAborted) is { } first)
                {
                    http.Response.Redirect(first + "?next=" + Uri.EscapeDataString(http.Request.GetEncodedPathAndQuery()));
                    return;
                }
            }
            else if (!IsRpc(endpoint))
            {
                await gate.EnterAsync(http, needed, http.RequestAborted);
            }
        }

        await next(http);
    }

    /// <summary>The permission an endpoint declares.</summary>
    /// <exception cref="RefusedException">It declares none: to callers it is not there.</exception>
    public static Permission PermissionOf(HttpContext http, Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<RequiresAttribute>()?.Permission
            ?? throw new RefusedException(RequestFailures.NotFound(http.Request.Path));

    /// <summary>Whether the endpoint serves a method of a gRPC service.</summary>
    public static bool IsRpc(Endpoint endpoint) => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is not null;
}
