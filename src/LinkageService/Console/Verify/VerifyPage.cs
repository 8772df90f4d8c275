using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Access;

namespace LinkageService.Console.Verify;

/// <summary>
/// The page on which anybody checks a slip: one file that computes everything itself, so that it can be kept and used without this
/// service. What stands in the address stays in the browser's hands: the same page is answered whatever it is, and nothing is noted.
/// </summary>
internal sealed partial class VerifyPage
{
    private readonly byte[] _page;
    private readonly string _policy;

    public VerifyPage()
    {
        using var stream = typeof(VerifyPage).Assembly.GetManifestResourceStream("verify.html")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        _page = copy.ToArray();
        var script = Script().Match(Encoding.UTF8.GetString(_page)).Groups["script"].Value;
        _policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors 'none'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/verify", WriteAsync).ExcludeFromDescription().OfConsole(Permission.Open);
        routes.MapGet("/V/{packed}", (HttpContext http, string packed) => WriteAsync(http)).ExcludeFromDescription()
            .OfConsole(Permission.Open);
    }

    private Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = _page.Length;
        http.Response.Headers.ContentSecurityPolicy = _policy;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return http.Response.Body.WriteAsync(_page, http.RequestAborted).AsTask();
    }

    [GeneratedRegex("<script>(?<script>.*)</script>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Script();
}
