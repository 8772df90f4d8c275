using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

/// <summary>From a call to the HTTP request it came in.</summary>
public static class ServerCallContextExtensions
{
    internal const string HttpContextKey = "__HttpContext";

    /// <summary>
    /// The HTTP request of this call. A context that wraps another must pass its <c>UserState</c> on, or set
    /// <c>UserState["__HttpContext"]</c>, as a test without a server does.
    /// </summary>
    /// <param name="serverCallContext">The call.</param>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        return serverCallContext switch
        {
            LinkageService.Grpc.Calls.ServerCall call => call.Http,
            _ when serverCallContext.UserState.TryGetValue(HttpContextKey, out var http) => (HttpContext)http,
            _ => throw new InvalidOperationException("The call did not come in over HTTP."),
        };
    }
}
