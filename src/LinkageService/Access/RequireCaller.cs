using Grpc.AspNetCore.Server;
using LinkageService.Console;
using Microsoft.AspNetCore.Http.Extensions;

namespace LinkageService.Access;

/// <summary>The gate before every REST route. gRPC methods have theirs in <see cref="GrpcGate"/>, which can answer as gRPC does.</summary>
internal sealed class RequireCaller(RequestDelegate next, Gate gate)
{
    public async Task InvokeAsync(HttpContext http)
    {
        // An endpoint that is no route is routing's own refusal: a method or a content type that is not served there.
        if (http.GetEndpoint() is RouteEndpoint endpoint && !IsGrpc(endpoint, http.Request))
        {
            if (!ConsoleServices.IsConsole(endpoint))
            {
                await gate.EnterAsync(http, PermissionOf(endpoint), http.RequestAborted);
            }
            else if (!await gate.EnterConsoleAsync(
                http, PermissionOf(endpoint), ConsoleServices.IsPage(endpoint), http.RequestAborted))
            {
                http.Response.Redirect("/sign-in?next=" + Uri.EscapeDataString(http.Request.GetEncodedPathAndQuery()));
                return;
            }
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
