using Microsoft.AspNetCore.Http.Features;

namespace LinkageService.Http;

/// <summary>
/// Values in the path of an address, decoded exactly once. The server leaves <c>%2F</c> as it is, because a path is cut at its
/// slashes first; a value it was cut out of is decoded here. So 3/12 is written 3%2F12 in an address, and 3%252F12 means the text
/// 3%2F12, which is no household id.
/// </summary>
internal static class PathValues
{
    private const string Slash = "%2F";

    /// <summary>Decodes the values of the route that was found.</summary>
    public static Task DecodeAsync(HttpContext http, RequestDelegate next)
    {
        var values = http.Request.RouteValues;
        foreach (var (name, value) in values)
        {
            if (value is string text && text.Contains(Slash, StringComparison.OrdinalIgnoreCase))
            {
                values[name] = Decode(text, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            }
        }

        return next(http);
    }

    /// <summary>A value whose slashes are still encoded.</summary>
    /// <param name="value">As it was cut out of the path.</param>
    /// <param name="address">The path as it was sent, with or without its query.</param>
    public static string Decode(string value, string address)
    {
        var end = address.IndexOf('?', StringComparison.Ordinal);
        return IsDecodable(end < 0 ? address : address[..end]) ? value.Replace(Slash, "/", StringComparison.OrdinalIgnoreCase) : value;
    }

    // Where a percent sign itself was encoded, or begins no code, what looks like a slash may be none.
    private static bool IsDecodable(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOf('%'); at >= 0; at = path.IndexOf('%'))
        {
            path = path[(at + 1)..];
            if (path.Length < 2 || !char.IsAsciiHexDigit(path[0]) || !char.IsAsciiHexDigit(path[1]) || path is ['2', '5', ..])
            {
                return false;
            }
        }

        return true;
    }
}
