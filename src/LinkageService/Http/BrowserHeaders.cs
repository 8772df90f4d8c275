using LinkageService.Access;

namespace LinkageService.Http;

/// <summary>
/// What every response tells a browser: it is what it says it is, whether it may be kept, and that a page loads nothing from outside.
/// </summary>
internal static class BrowserHeaders
{
    // Nothing loads from outside. Styles of charts stand in the elements themselves.
    private const string ContentPolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // What is no page loads nothing at all, and stands in nobody's frame. A browser shows a PDF by a page of its own, which that would
    // forbid.
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static Task AddAsync(HttpContext http, RequestDelegate next)
    {
        // No browser calls rpcs, and a response of theirs may start on another thread, when their time is over.
        if (http.GetEndpoint() is not { } endpoint || !RequireCaller.IsRpc(endpoint))
        {
            // What serves the OpenAPI document forgets its endpoint before it answers.
            var cacheControl = ResponseTraits.CacheControlOf(http);
            http.Response.OnStarting(() =>
            {
                Add(http.Response, cacheControl);
                return Task.CompletedTask;
            });
        }

        return next(http);
    }

    // What a page has of its own goes before.
    private static void Add(HttpResponse response, string? cacheControl)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (headers.CacheControl.Count == 0 && cacheControl is not null)
        {
            headers.CacheControl = cacheControl;
        }

        if (!(response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ?? false))
        {
            if (headers.ContentSecurityPolicy.Count == 0 && response.ContentType is not "application/pdf")
            {
                headers.ContentSecurityPolicy = DataPolicy;
            }

            return;
        }

        headers["Referrer-Policy"] = "same-origin";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = ContentPolicy;
        }

        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
    }
}
