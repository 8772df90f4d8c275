using LinkageService.Errors;

namespace LinkageService.Access;

/// <summary>
/// Auth:Mode Local: only this machine's own names are answered, so that a site whose name was made to point here does not speak for the
/// person at the browser.
/// </summary>
internal static class KnownHosts
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    public static Task RefuseOthersAsync(HttpContext http, RequestDelegate next)
    {
        var host = http.Request.Host;
        return !host.HasValue || Names.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
            ? next(http)
            : throw new RefusedException(RequestFailures.OtherHost(host.Host, string.Join(", ", Names)));
    }
}
