namespace LinkageService.Http;

/// <summary>HEAD is answered wherever GET is, by the same code; the server keeps the body back (RFC 9110, 9.3.2).</summary>
internal static class HeadRequests
{
    public static async Task RespondAsGetAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }

        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
        }
    }
}
