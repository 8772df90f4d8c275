using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinkageService.Grpc.Calls;

/// <summary>Answers to requests that are not calls: another HTTP version, another content type, no such method.</summary>
internal static class Refusal
{
    /// <summary>Whether the request is not gRPC over HTTP/2; it has then been answered.</summary>
    public static bool Refuses(HttpContext http, ILogger logger)
    {
        var request = http.Request;
        if (!HttpProtocol.IsHttp2(request.Protocol) && !HttpProtocol.IsHttp3(request.Protocol))
        {
            http.Response.Headers.Upgrade = HttpProtocol.Http2;
            Answer(http, logger, StatusCodes.Status426UpgradeRequired, $"{request.Protocol} is not HTTP/2.");
            return true;
        }

        if (!GrpcHeaders.IsGrpc(request.ContentType))
        {
            Answer(
                http, logger, StatusCodes.Status415UnsupportedMediaType, "The content type is not application/grpc.");
            return true;
        }

        return false;
    }

    /// <summary>Answers a call of a method that does not exist.</summary>
    public static void Unimplemented(HttpContext http, ILogger logger, bool serviceExists)
    {
        Log.UnknownMethod(logger, http.Request.Path.Value ?? "");
        http.Response.ContentType = GrpcHeaders.ContentType;
        GrpcHeaders.SetStatus(
            http.Response.Headers,
            StatusCode.Unimplemented,
            serviceExists ? "Method is unimplemented." : "Service is unimplemented.");
    }

    private static void Answer(HttpContext http, ILogger logger, int httpStatus, string reason)
    {
        Log.RequestRefused(logger, http.Request.Path.Value ?? "", reason);
        http.Response.StatusCode = httpStatus;
        GrpcHeaders.SetStatus(http.Response.Headers, StatusCode.Internal, reason);
    }
}
