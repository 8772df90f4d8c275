using LinkageService.Access;
using LinkageService.Http;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace LinkageService.OpenApi;

/// <summary>The headers of responses in the OpenAPI document.</summary>
internal static class ResponseHeaders
{
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        [HeaderNames.ETag] = "修改时放进 If-Match，再读时放进 If-None-Match | For If-Match of a change, and If-None-Match of the next read",
        [HeaderNames.Location] = "新建的在哪里 | Where the new one is",
        [IdempotencyHeaders.Replayed] = "true：由同一个键的前一次请求建立 | true: made by an earlier request with the same key",
        [HeaderNames.RetryAfter] = "过几秒再发 | Seconds to wait before sending it again",
        [RequestRates.Left] = "还剩几个请求（r），几秒后又满（t）；不登录的服务（Auth:Mode=Local）没有 | "
            + "Requests left (r), and seconds until there are all again (t); not where nobody signs in (Auth:Mode=Local)",
        [RequestRates.Policy] = "几秒（w）内最多几个请求（q） | Requests (q) in so many seconds (w)",
        [HeaderNames.WWWAuthenticate] = "Bearer",
        [HeaderNames.ContentDisposition] = "文件名 | The name of the file",
    };

    // Of every response; said where a client that goes by them looks.
    private static readonly string[] Rates = [RequestRates.Left, RequestRates.Policy];

    /// <summary>Whether it is read with an ETag, and may be answered 304.</summary>
    public static bool IsTaggedRead(EndpointDocumentation endpoint) => endpoint.Parameters.Contains(StoredParameters.IfNoneMatch);

    /// <summary>Those of a success.</summary>
    public static Dictionary<string, IOpenApiHeader>? OfSuccess(EndpointDocumentation endpoint, int status)
    {
        IEnumerable<string> ofNew = status == StatusCodes.Status201Created ? endpoint.NewHeaders : [];
        IEnumerable<string> ofRead = IsTaggedRead(endpoint) ? [HeaderNames.ETag] : [];
        IEnumerable<string> ofFile = endpoint.ResponseTypes.Contains(RequestBodies.Json) ? [] : [HeaderNames.ContentDisposition];
        return Headers([.. endpoint.Headers, .. ofNew, .. ofRead, .. ofFile, .. Rates]);
    }

    /// <summary>Those of a failure, or of a response without a body.</summary>
    public static Dictionary<string, IOpenApiHeader>? OfFailure(EndpointDocumentation endpoint, int status) => status switch
    {
        StatusCodes.Status304NotModified => Headers([HeaderNames.ETag]),
        StatusCodes.Status401Unauthorized => Headers([HeaderNames.WWWAuthenticate]),
        StatusCodes.Status409Conflict when endpoint.NewHeaders.Contains(IdempotencyHeaders.Replayed) =>
            Headers([HeaderNames.RetryAfter]),
        StatusCodes.Status429TooManyRequests => Headers([HeaderNames.RetryAfter, .. Rates]),
        StatusCodes.Status503ServiceUnavailable => Headers([HeaderNames.RetryAfter]),
        _ => null,
    };

    private static Dictionary<string, IOpenApiHeader>? Headers(IEnumerable<string> names)
    {
        var headers = names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeader
        {
            Description = Descriptions[name],
            Schema = name == HeaderNames.RetryAfter ? Shapes.Whole(1) : Shapes.Text,
        }, StringComparer.Ordinal);
        return headers.Count == 0 ? null : headers;
    }
}
